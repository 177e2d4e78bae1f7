"""Checks of the width of spreads, against the range seen in plans."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import Percent
from mtfp.model.consistency.scale.likely import in_figures, likely, usual
from mtfp.model.consistency.scale.limits import (
    BEYOND_SHARE,
    HEALTHIER,
    OF_CENTRAL,
    SD_OF_MEAN,
    SD_OF_RATE,
    SD_OF_SHARE,
    SIDE_OF_INTERVAL,
    SIDE_OF_RANGE,
    Limit,
)
from mtfp.model.consistency.scale.rates import NOTED
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption, Unit
from mtfp.model.uncertainty.shapes import Moments
from mtfp.model.uncertainty.spreads import Spread


def check_spreads(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of spreads that are too wide or too narrow; one warning for each assumption or event."""
    healthier = plan.population.healthier_ageing if plan.population else None
    for name, assumption in plan.assumptions.items():
        found = list(_of_assumption(plan, name, assumption, ages=name == healthier))
        yield from found[:1]
    for name, event in plan.risk_events.items():
        if event.impact.spread and (odd := _odd(event.impact.spread, event.impact.central, "money", 1.0)):
            path = ("risk_events", name, "impact", "spread")
            message = f"in the spread of {plan.label('risk_events', name)}, {odd}"
            yield Complaint("W563", path, message, NOTED)


def _of_assumption(plan: Plan, name: str, assumption: Assumption, *, ages: bool) -> Iterator[Complaint]:
    for year in plan.timeline.projected:
        spread = assumption.spread.at(year) if assumption.spread else None
        central = assumption.central.at(year) if assumption.central else None
        if not spread or _reported(assumption, spread, central):
            continue
        odd = _odd_ageing(spread, central) if ages else _odd(spread, central, assumption.unit, assumption.cap)
        if odd:
            path: Path = ("assumptions", name, "spread", year)
            yield Complaint("W563", path, f"in the spread of {plan.label('assumptions', name)} in {year}, {odd}", NOTED)


def _reported(assumption: Assumption, spread: Spread, central: float | None) -> bool:
    """Return True if another finding is about the spread: for a missing percent sign, or its central value."""
    signs = {isinstance(number, Percent) for _, number in spread.shape.numbers() if number}
    wrong = signs - {assumption.unit in ("rate", "share")}
    return bool(wrong) or (central is not None and not spread.holds(central))


def _odd(spread: Spread, central: float | None, unit: Unit, cap: float | None) -> str:
    """Return the fault of a spread in words; nothing if it has none."""
    if isinstance(spread.shape, Moments):
        return _odd_sd(spread.shape, unit)
    if unit == "rate":
        limit = SIDE_OF_INTERVAL if spread.interval else SIDE_OF_RANGE
        return _odd_sides(spread, central, limit)
    if unit == "share":
        return _beyond_share(spread, central, cap)
    return _odd_multiples(spread, central, SIDE_OF_RANGE if unit == "index" else OF_CENTRAL)


def _odd_sd(shape: Moments, unit: Unit) -> str:
    if unit in ("rate", "share"):
        limit, value = SD_OF_RATE if unit == "rate" else SD_OF_SHARE, Percent(shape.sd)
        asked = f"{usual(limit)}: {likely(value, limit)}"
        return "" if limit.holds(value) else f"the standard deviation is {in_figures(value)}; {asked}"
    times = shape.sd / abs(shape.mean) if shape.mean else 0.0
    if SD_OF_MEAN.holds(times):
        return ""
    side = "times" if times > 1 else "of"
    return f"the standard deviation is {in_figures(times)} {side} its mean; are its digits right?"


def _odd_sides(spread: Spread, central: float | None, limit: Limit) -> str:
    """Return the fault of a rate's spread by its distance from the central value, below and above."""
    middle = 0.0 if spread.around or central is None else central
    for number in spread.shape.span:
        away = round(number - middle, 12)
        if not limit.holds(away) and (not spread.around or number):
            asked = likely(away, limit)
            value = f"{in_figures(Percent(number))} lies {in_figures(Percent(abs(away)))} "
            side = "below" if away < 0 else "above"
            here = f"{value}{side} the central value; {usual(limit)}: "
            return here + (asked if spread.around else "are its digits right?")
    return ""


def _beyond_share(spread: Spread, central: float | None, cap: float | None) -> str:
    start = central or 0.0 if spread.around else 0.0
    low, high = (start + number for number in spread.shape.span)
    most = max(1.0, cap or 0.0)
    for number in (low, high):
        if not -BEYOND_SHARE <= number <= most + BEYOND_SHARE:
            return f"{in_figures(Percent(number))} is no share that the figure can have; are its digits right?"
    return ""


def _odd_multiples(spread: Spread, central: float | None, limit: Limit) -> str:
    """Return the fault of a spread of money, an index or a number, by multiples of its central value."""
    if not central:
        return ""
    start, one = (central if spread.around else 0.0), (1.0 if limit is SIDE_OF_RANGE else 0.0)
    for number in (start + number for number in spread.shape.span):
        times = number / central
        if not limit.holds(round(times - one, 12)):
            return (
                f"{in_figures(number)} is {in_figures(round(times, 4))} times its central value of "
                f"{in_figures(central)}; are its digits right?"
            )
    return ""


def _odd_ageing(spread: Spread, central: float | None) -> str:
    if central is not None and not HEALTHIER.holds(central):
        return ""
    start = central or 0.0 if spread.around else 0.0
    for number in (start + number for number in spread.shape.span):
        if not HEALTHIER.low <= number <= HEALTHIER.high:
            asked = likely(number, HEALTHIER, in_figures)
            return f"use of services moves by {in_figures(number)} years a year; {asked}"
    return ""


SPREADS = (check_spreads,)
