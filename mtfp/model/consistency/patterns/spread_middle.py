"""Check of intervals of three numbers: the middle one is the median of the draws, and so the central value."""

from collections.abc import Iterator
from math import isclose

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import Percent
from mtfp.model.consistency.scale.likely import in_figures
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.shapes import Interval
from mtfp.model.uncertainty.spreads import Spread

FIX = "correct the one that wasn't revised; if both are right, say why in `note:`, with the word “checked”"
TRIPLE = 3


def check_spread_middles(plan: Plan) -> Iterator[Complaint]:
    """Ask about intervals of values whose middle isn't the central value; one question for each entry."""
    for name, assumption in plan.assumptions.items():
        kind = Percent if assumption.unit in ("rate", "share") else float
        for year in plan.timeline.projected:
            spread = assumption.spread.at(year) if assumption.spread else None
            central = assumption.central.at(year) if assumption.central else None
            if _differs(spread, central):
                of = f"{plan.label('assumptions', name)} in {year}"
                yield _asked(("assumptions", name, "spread", year), of, spread, kind(central or 0.0))
                break
    for name, event in plan.risk_events.items():
        central, spread = event.impact.central, event.impact.spread
        if _differs(spread, central):
            at = ("risk_events", name, "impact", "spread")
            yield _asked(at, plan.label("risk_events", name), spread, float(central or 0.0))


def _differs(spread: Spread | None, central: float | None) -> bool:
    """Return True if a spread of values has another middle than the central value, which lies between its ends."""
    if spread is None or central is None or spread.around or not isinstance(spread.shape, Interval):
        return False
    numbers = spread.shape.root
    if len(numbers) < TRIPLE or not spread.holds(central):
        return False  # without a middle, or another finding is about the central value
    return not isclose(numbers[1], central, rel_tol=1e-9, abs_tol=1e-9)


def _asked(path: Path, of: str, spread: Spread | None, central: float) -> Complaint:
    numbers = [in_figures(number) for _, number in spread.shape.numbers()] if spread else []
    message = (
        f"the central value of {of} is {in_figures(central)}, but the middle of its interval of {', '.join(numbers)} "
        f"is {numbers[1]}, the median of the draws: which is right?"
    )
    return Complaint("W523", path, message, FIX)


SPREAD_MIDDLES = (check_spread_middles,)
