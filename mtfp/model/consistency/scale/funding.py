"""Checks of stated money from year to year, and of movements against the payment that they change."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import ByYear
from mtfp.model.consistency.scale.costs import CHECK
from mtfp.model.consistency.scale.limits import ANY_STEP, MOVEMENT, SMALL_STEP, YEARLY_STEP
from mtfp.model.consistency.scale.size import Size, asks, percent, unit_factor
from mtfp.model.plan import Plan

CLEAR = 100.0
"""Smallest ratio of two amounts that suggests another unit rather than a decision."""


def check_steps(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of stated lines and funding that change too much from one year to the next, base year included."""
    for name, line in plan.lines.items():
        if line.cost and _fits(size, "lines", name):
            yield from _steps(plan, size, ("lines", name, "cost"), line.cost, None)
    for name, stream in plan.funding.items():
        if stream.stated and _fits(size, "funding", name):
            at, cut = ("funding", name, "stated"), stream.kind == "reduction"
            yield from _steps(plan, size, at, stream.stated.root, stream.base, stream.ends, usual=not cut)


def _fits(size: Size, section: str, name: str) -> bool:
    """Return True unless another finding names the item."""
    return size.slip is None or (size.slip.section, size.slip.name) != (section, name)


def _steps(
    plan: Plan,
    size: Size,
    at: Path,
    path: ByYear[float],
    base: float | None,
    ends: str | None = None,
    *,
    usual: bool = True,
) -> Iterator[Complaint]:
    """Yield a complaint about the first step that is too large. A reduction that builds up has no `usual` steps."""
    years = [year for year in plan.timeline.labels if ends is None or year <= ends]
    stated = {year: path.at(year) for year in years}
    if base is not None:
        stated[plan.base_year] = base
    for before, year in pairwise(years):
        earlier, later = stated[before] or 0.0, stated[year] or 0.0
        if earlier * later <= 0:
            continue
        large = abs(size.share(later - earlier)) > SMALL_STEP
        if ANY_STEP.holds(later / earlier) and (not (large and usual) or YEARLY_STEP.holds(later / earlier)):
            continue
        ratio = earlier / later
        asked = asks(plan, unit_factor(ratio)) if not 1 / CLEAR < ratio < CLEAR else _asks_step(plan, earlier, later)
        message = (
            f"{plan.label(str(at[0]), str(at[1]))} is {planned_money(later, plan.unit)} in {year}, "
            f"after {planned_money(earlier, plan.unit)} in {before}; {asked}"
        )
        yield Complaint("W534", (*at, year if year in path.years else "then"), message, CHECK)
        return


def _asks_step(plan: Plan, earlier: float, later: float) -> str:
    """Return the question about a step: a nought too many or too few, or a part of a year."""
    for factor in (10.0, 0.1):
        if YEARLY_STEP.holds(later * factor / earlier):
            return f"is it {planned_money(later * factor, plan.unit)}?"
    small = "first" if earlier < later else "second"
    return f"is the {small} amount of a part of a year, or are the digits of one of them wrong?"


def check_movements(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of movements and one-off payments that are too large or too small for the base payment that they change."""
    for name, stream in plan.funding.items():
        base = size.payments[name]
        moves = stream.movements.root if stream.movements else {}
        for key, says, amounts in (("movements", "moves by", moves), ("one_off", "has a one-off of", stream.one_off)):
            yield from _of_base(plan, name, key, says, amounts, base)


def _of_base(
    plan: Plan, name: str, key: str, says: str, amounts: Mapping[str, float], base: float | None
) -> Iterator[Complaint]:
    """Yield a complaint about the first amount that is too large or too small for the base payment."""
    for year, amount in amounts.items():
        if not amount or not base or MOVEMENT.holds(abs(amount / base)):
            continue
        factor = 1e-3 if abs(amount / base) > MOVEMENT.high else 1e3
        message = (
            f"{plan.label('funding', name)} {says} {planned_money(amount, plan.unit)} in {year}, "
            f"{percent(abs(amount / base))} of its {planned_money(base, plan.unit)} in {plan.base_year}; "
            f"{asks(plan, factor)}"
        )
        yield Complaint("W535", ("funding", name, key, year), message, CHECK)
        return


FUNDING = (check_steps, check_movements)
