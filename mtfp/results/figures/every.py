"""Every figure there is. To add one: its record in the tuple of a module beside this one."""

from mtfp.model.plan import Plan
from mtfp.results.figures.care import CARE
from mtfp.results.figures.closing import CLOSING
from mtfp.results.figures.figure import Family, Figure
from mtfp.results.figures.gap import GAP
from mtfp.results.figures.items import ITEMS
from mtfp.results.figures.reserves import RESERVES

FIGURES: tuple[Figure | Family, ...] = (*GAP, *CLOSING, *RESERVES, *CARE, *ITEMS)
"""The figures of every plan, and the families of those that depend on what a plan names."""
_FIXED = {each.id: each for each in FIGURES if isinstance(each, Figure)}
_FAMILIES = {each.section: each for each in FIGURES if isinstance(each, Family)}


def figures_of(plan: Plan) -> dict[str, Figure]:
    """List the figures of a plan by identifier."""
    every = (each.of(plan) if isinstance(each, Family) else (each,) for each in FIGURES)
    return {figure.id: figure for group in every for figure in group}


def figure_named(id: str) -> Figure:
    """Find the record of an identifier, whatever plan it belongs to. Raises KeyError for one that is no figure's.

    >>> figure_named("gap").label, figure_named("reserves.general").worse
    ('Gap', 'low')
    """
    section, _, name = id.partition(".")
    return _FAMILIES[section].figure(name, name) if id not in _FIXED and name else _FIXED[id]
