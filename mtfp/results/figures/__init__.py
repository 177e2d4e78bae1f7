"""Figures: a record of every yearly figure of a plan, and its values. Must not know tables or many draws."""

from mtfp.results.figures.every import FIGURES, figure_named, figures_of
from mtfp.results.figures.figure import Family, Figure
from mtfp.results.figures.values import Figures, figures

__all__ = ["FIGURES", "Family", "Figure", "Figures", "figure_named", "figures", "figures_of"]
