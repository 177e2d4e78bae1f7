"""Test the checks that a plan makes of its results: in the central case, and in every draw of a simulation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.projection import Projection
from mtfp.findings.short import Short
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.base.arrays import NOISE, Array, Flags
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import in_pounds
from mtfp.model.base.values import Percent, as_percent
from mtfp.model.base.year_forms import year_meant
from mtfp.model.check import Check
from mtfp.model.plan import Plan
from mtfp.results.figures import Figures, figure_named, figures
from mtfp.results.renamed import renamed

ALL_YEARS = "all years"
FLOOR = "floor"
"""Word that a check may state as its lower bound. It stands for the minimum level of the reserve."""


@dataclass(frozen=True, repr=False)
class Verdict(Short):
    """Verdict on one check: `holds` is True if the check holds.

    `year` is the year furthest past the bound; if the check holds, the year closest to the bound. `value` and `bound`
    are the figure and the bound of this year. `figure` is the figure's label in a sentence. `is_least` is True for a
    lower bound. `first` is the first year in which the check fails. A check holds if its figure has no value in any
    year, such as a share of a gap of zero; `value` and `bound` are then None.
    """

    check: Check
    holds: bool
    year: str
    money: str
    value: float | None = None
    bound: float | None = None
    is_least: bool = False
    first: str = ""
    figure: str = ""

    def in_short(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """Return the verdict as a sentence. Its words suit labels in the singular and in the plural."""
        if self.value is None or self.bound is None:
            return f"there is no figure in {self.year} for {self.figure}"
        limit = f"must be {'at least' if self.is_least else 'at most'} {self._limit(self.value, self.bound)}"
        found = f"{self.figure}, {self._amount(self.value, self.bound)} in {self.year}"
        if self.check.in_ != ALL_YEARS:
            return f"{found}, {limit}"
        where = "the year closest to the limit" if self.holds else f"the worst year; first missed in {self.first}"
        return f"{found} ({where}), {limit} in all years"

    def _limit(self, value: float, bound: float) -> str:
        amount = self._amount(bound, value)
        is_floor = self.is_least and self.check.at_least == FLOOR
        return f"its minimum level ({amount} in {self.year})" if is_floor else amount

    def _amount(self, value: float, other: float) -> str:
        return (
            f"{value:.1%}".replace("-", "−")
            if figure_named(self.check.of).is_share
            else in_pounds(value, other, self.money)
        )


def unsound_checks(projection: Projection) -> Iterator[Complaint]:
    """Yield a complaint for each check that names a figure, a year or a minimum level that the plan doesn't have."""
    known, plan = figures(projection), projection.plan
    for number, check in enumerate(plan.checks):
        if check.of not in known:
            totals = [name for name, figure in known.records.items() if not figure.detail]
            fix = (
                renamed(check.of)
                or did_you_mean(check.of, known)
                or f"use {one_of(totals, most=12)}; the documentation of results lists all"
            )
            yield Complaint("E322", ("checks", number, "of"), f"no figure is called `{check.of}`", fix)
        elif check.in_ == plan.base_year and np.isnan(known[check.of][0, 0]):
            fix = f"write {one_of((ALL_YEARS, *plan.timeline.projected), most=12)}"
            message = f"`{check.of}` has no value in {check.in_}, the base year"
            yield Complaint("E322", ("checks", number, "in"), message, fix)
        if check.in_ != ALL_YEARS and check.in_ not in plan.timeline.labels:
            years, meant = (ALL_YEARS, *plan.timeline.projected), year_meant(check.in_)
            fix = f"write it as {meant}" if meant in years else f"write {one_of(years, most=12)}"
            yield Complaint("E322", ("checks", number, "in"), f"`{check.in_}` is not a year of this plan", fix)
        if check.of in known:
            yield from _units(number, check)
        if check.at_least == FLOOR and _reserve(check, plan) is None:
            fix = (
                "name a reserve that has a `floor:`, as in `of: reserves.<name>`, or write a number instead of `floor`"
            )
            message = f"`{check.of}` has no minimum level (`floor:`) to compare with"
            yield Complaint("E322", ("checks", number, "at_least"), message, fix)


def _units(number: int, check: Check) -> Iterator[Complaint]:
    """Yield a complaint for each bound on a share without a percent sign, and each bound on money with this sign."""
    wants_percent = figure_named(check.of).is_share
    for key, bound in (("at_least", check.at_least), ("at_most", check.at_most)):
        if isinstance(bound, float) and bound and isinstance(bound, Percent) != wants_percent:
            needs = (
                "a share, so its bound must be a percentage"
                if wants_percent
                else "money, so its bound must be an amount"
            )
            message = f"`{check.of}` is {needs}"
            fix = f"write {as_percent(bound)}" if wants_percent else "write an amount in the plan's `unit:`"
            yield Complaint("E315", ("checks", number, key), message, fix)


def verdicts(projection: Projection) -> tuple[Verdict, ...]:
    """Return the verdict on each check in the central case. Every check must be sound, as `unsound_checks` tests."""
    known = figures(projection)
    return tuple(_verdict(check, known, projection) for check in projection.plan.checks)


def _verdict(check: Check, known: Figures, projection: Projection) -> Verdict:
    plan, values = projection.plan, known[check.of][:, 0]
    tested, figure = _tested(check, known[check.of], plan)[:, 0], known.records[check.of].in_sentence
    if not tested.any():
        return Verdict(check, True, check.in_, plan.unit, figure=figure)
    verdicts = []
    for is_least, bound in _bounds(check, projection, known[check.of]):
        room = _room(is_least, bound, known[check.of])
        worst = int(np.flatnonzero(tested)[np.argmin(room[tested, 0])])
        broken = tested & (room < -_slack(check, projection))[:, 0]
        first = plan.timeline.labels[int(np.argmax(broken))] if broken.any() else ""
        decisive = (plan.timeline.labels[worst], plan.unit, float(values[worst]), float(bound[worst, 0]))
        verdicts.append(Verdict(check, not broken.any(), *decisive, is_least, first, figure))
    return min(verdicts, key=lambda verdict: verdict.holds)


def broken(check: Check, known: Mapping[str, Array], projection: Projection) -> Flags:
    """Return True where a check fails, shape (year, draw).

    A check fails in a year that it names if the figure is past a bound by more than rounding. A year in which the
    figure has no value (NaN) passes. `known` has the figures of the projection.
    """
    values = known[check.of]
    past = [
        _room(is_least, bound, values) < -_slack(check, projection)
        for is_least, bound in _bounds(check, projection, values)
    ]
    return np.logical_or.reduce(past) & _tested(check, values, projection.plan)


def _tested(check: Check, values: Array, plan: Plan) -> Flags:
    """Return True in the years that a check names and in which its figure has a value, shape (year, draw)."""
    named = [year == check.in_ or (check.in_ == ALL_YEARS and t > 0) for t, year in enumerate(plan.timeline.labels)]
    return np.array(named)[:, None] & ~np.isnan(values)


def _room(is_least: bool, bound: Array, values: Array) -> Array:
    """Return the distance between a figure and its bound; negative if the figure is past the bound."""
    return values - bound if is_least else bound - values


def _slack(check: Check, projection: Projection) -> Array | float:
    return NOISE if figure_named(check.of).is_share else rounding(projection)


def _bounds(check: Check, projection: Projection, values: Array) -> Iterator[tuple[bool, Array]]:
    """Yield each bound of a check, shape (year, draw), with True for a lower bound and False for an upper bound."""
    if check.at_least is not None:
        yield True, _floor(check, projection) if check.at_least == FLOOR else _level(check.at_least, values)
    if check.at_most is not None:
        yield False, _level(check.at_most, values)


def _level(bound: float | str, values: Array) -> Array:
    return np.full_like(values, float(bound))


def _floor(check: Check, projection: Projection) -> Array:
    reserve = _reserve(check, projection.plan)
    assert reserve is not None
    return projection.reserves[reserve].floor


def _reserve(check: Check, plan: Plan) -> str | None:
    """Return the name of the reserve with a floor that a check is about; None if there is no such reserve."""
    name = check.of.removeprefix("reserves.")
    reserve = plan.all_reserves.get(name) if check.of.startswith("reserves.") else None
    return name if reserve and reserve.floor else None
