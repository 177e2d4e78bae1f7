"""Figures of a plan: a record of each yearly figure, and its values. Must not know tables or simulations."""

from mtfp.results.figures.every import FIGURES, figure_named, figures_of
from mtfp.results.figures.figure import Family, Figure
from mtfp.results.figures.values import Figures, figures

__all__ = ["FIGURES", "Family", "Figure", "Figures", "figure_named", "figures", "figures_of"]
