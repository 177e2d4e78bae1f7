"""Check of the two ends of a spread: one that is many times nearer to the central value than the other."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import Percent
from mtfp.model.consistency.scale.likely import in_figures
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.shapes import Interval
from mtfp.model.uncertainty.spreads import Spread

MOST = 7.0
"""Largest distance of one end from the central value, as a multiple of that of the other end."""
FIX = "correct the end; if it is right, say why in `note:`, with the word “checked”"


def check_spread_ends(plan: Plan) -> Iterator[Complaint]:
    """Ask about intervals of which one end is many times further from the central value than the other."""
    for name, assumption in plan.assumptions.items():
        for key, spread in _spreads(assumption):
            distances = _distances(assumption, spread, plan)
            if min(distances) > 0 and max(distances) > MOST * min(distances):
                yield _asked(plan, ("assumptions", name), spread, distances, key)


def _spreads(assumption: Assumption) -> Iterator[tuple[str, Spread]]:
    if assumption.spread:
        yield from assumption.spread.years.items()
        if assumption.spread.then:
            yield "then", assumption.spread.then


def _distances(assumption: Assumption, spread: Spread, plan: Plan) -> tuple[float, float]:
    """Return how far the ends of a spread are below and above the central value; zeros if there is no one value."""
    if not isinstance(spread.shape, Interval):
        return 0.0, 0.0
    low, high = spread.shape.span
    if isinstance(low, Percent) != isinstance(high, Percent):
        return 0.0, 0.0  # another finding asks for the percent sign
    centre = 0.0 if spread.around else assumption.central.at(plan.timeline.last) if assumption.central else None
    return (0.0, 0.0) if centre is None else (float(centre) - low, high - float(centre))


def _asked(plan: Plan, at: Path, spread: Spread, distances: tuple[float, float], key: str) -> Complaint:
    below, above = distances
    times = max(distances) / min(distances)
    ends = " and ".join(in_figures(each) for each in spread.shape.span)
    further = "upper" if above > below else "lower"
    message = (
        f"the spread of {plan.label('assumptions', str(at[1]))} ends at {ends}, and the {further} end is"
        f" {times:.0f} times as far from the central value as the other: is a point misplaced?"
    )
    return Complaint("W725", (*at, "spread", key), message, FIX)


SPREAD_ENDS = (check_spread_ends,)
