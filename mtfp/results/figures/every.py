"""List every figure. To add a figure, put its record in the tuple of a module in this folder."""

from collections.abc import Mapping
from types import MappingProxyType

from mtfp.findings.arguments import one_named
from mtfp.model.base.once import once_per_part
from mtfp.model.plan import Plan
from mtfp.results.figures.care import CARE
from mtfp.results.figures.closing import CLOSING
from mtfp.results.figures.figure import Family, Figure
from mtfp.results.figures.gap import GAP
from mtfp.results.figures.items import ITEMS
from mtfp.results.figures.payments import PAYMENTS
from mtfp.results.figures.reserves import RESERVES
from mtfp.results.renamed import renamed

FIGURES: tuple[Figure | Family, ...] = (*GAP, *CLOSING, *PAYMENTS, *RESERVES, *CARE, *ITEMS)
"""Records of the figures of every plan, and families with a figure for each reserve, line or funding source."""
_FIXED = {each.id: each for each in FIGURES if isinstance(each, Figure)}
_FAMILIES = {each.section: each for each in FIGURES if isinstance(each, Family)}


@once_per_part
def figures_of(plan: Plan) -> Mapping[str, Figure]:
    """Return the record of each figure that a plan has, by identifier."""
    every = (each.of(plan) if isinstance(each, Family) else (each,) for each in FIGURES)
    return MappingProxyType({figure.id: figure for group in every for figure in group if figure.applies(plan)})


def figure_named(id: str) -> Figure:
    """Return the record of the figure with an identifier, in any plan.

    Raises Unknown (a KeyError), with the nearest identifier, for an unknown one.

    >>> figure_named("gap").label, figure_named("reserves.general").worse
    ('Gap', 'low')
    """
    section, _, name = id.partition(".")
    if name and id not in _FIXED and section in _FAMILIES:
        return _FAMILIES[section].figure(name, name)
    return _FIXED[one_named(id, _FIXED, "figure", renamed(id))]
