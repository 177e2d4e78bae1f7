"""A plan's checks of its own results, on the central case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.figures import figures
from mtfp.engine.projection import Projection
from mtfp.model.arrays import Array, Flags
from mtfp.model.check import Check
from mtfp.model.complaint import Complaint
from mtfp.model.plan import Plan
from mtfp.text.suggest import did_you_mean, one_of

ALL_YEARS = "all years"
SLACK = 1e-9
"""What floating-point arithmetic may lose, relative to the bound."""


@dataclass(frozen=True)
class Verdict:
    """One check: whether it holds, and the figure that decides it: the one nearest to, or furthest past, the bound."""

    check: Check
    holds: bool
    year: str
    value: float
    bound: float

    def __str__(self) -> str:
        way = "at least" if self.check.at_least is not None else "at most"
        return f"{self.check.of} in {self.year} is {self.value:,.6g}, to be {way} {self.bound:,.6g}"


def unsound_checks(projection: Projection) -> Iterator[Complaint]:
    """Checks of figures or years that the plan doesn't have."""
    known, plan = figures(projection), projection.plan
    for number, check in enumerate(plan.checks):
        if check.of not in known:
            fix = did_you_mean(check.of, known) or f"use {one_of(known, most=60)}"
            yield Complaint("E322", ("checks", number, "of"), f"no figure is called `{check.of}`", fix)
        if check.in_ != ALL_YEARS and check.in_ not in plan.timeline.labels:
            fix = f"write {one_of((ALL_YEARS, *plan.timeline.projected), most=12)}"
            yield Complaint("E322", ("checks", number, "in"), f"`{check.in_}` is not a year of this plan", fix)
        if check.at_least == "floor" and _pot(check, plan) is None:
            fix = "write `of: reserves.<name>` for a pot with a floor, or a number instead of `floor`"
            yield Complaint("E322", ("checks", number, "at_least"), f"`{check.of}` has no floor", fix)


def verdicts(projection: Projection) -> tuple[Verdict, ...]:
    """Whether each check holds in the central case; the checks must be sound."""
    known = figures(projection)
    return tuple(_verdict(check, known, projection) for check in projection.plan.checks)


def _verdict(check: Check, known: Mapping[str, Array], projection: Projection) -> Verdict:
    years = np.array([t > 0 and check.in_ in (ALL_YEARS, year) for t, year in enumerate(projection.plan.timeline.labels)])
    values = known[check.of][:, 0]
    years &= ~np.isnan(values)
    if not years.any():
        return Verdict(check, True, check.in_, np.nan, np.nan)
    bound, room = _bound(check, projection, values)
    worst = int(np.flatnonzero(years)[np.argmin(room[years])])
    slack = SLACK * max(1.0, abs(bound[worst]))
    return Verdict(check, bool(room[worst] >= -slack), projection.plan.timeline.labels[worst], values[worst], bound[worst])


def _bound(check: Check, projection: Projection, values: Array) -> tuple[Array, Array]:
    """The bound by year, and how far the figure is on the right side of it (the tighter one, if there are two)."""
    if check.at_least is None:
        return _level(check.at_most, values), _level(check.at_most, values) - values
    least = _level(check.at_least, values) if check.at_least != "floor" else _floor(check, projection)
    room = values - least
    if check.at_most is None:
        return least, room
    most = _level(check.at_most, values)
    tighter: Flags = most - values < room
    return np.where(tighter, most, least), np.minimum(room, most - values)


def _level(bound: float | str | None, values: Array) -> Array:
    return np.full_like(values, float(bound or 0.0))


def _floor(check: Check, projection: Projection) -> Array:
    pot = _pot(check, projection.plan)
    assert pot is not None
    return projection.pots[pot].floor[:, 0]


def _pot(check: Check, plan: Plan) -> str | None:
    name = check.of.removeprefix("reserves.")
    return name if check.of.startswith("reserves.") and name in plan.pots else None
