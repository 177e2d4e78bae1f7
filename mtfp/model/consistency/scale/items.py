"""Checks of savings, commitments, investments, events and reserves against what they change or pay for."""

from collections.abc import Iterator, Mapping

from mtfp.findings.place import Path
from mtfp.model.base.arrays import NOISE
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.costs import CHECK
from mtfp.model.consistency.scale.limits import (
    COST_OF_LINE,
    COST_OF_LINES,
    COST_OF_YEAR,
    RESERVE,
    RETURN_OF_YEAR,
    SAVING_BY_YEAR,
    SAVING_OF_LINES,
    SAVING_OF_YEAR,
    USE_OF_RESERVE,
    Limit,
)
from mtfp.model.consistency.scale.size import Size, asks, integrated_lines, percent
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve, ThresholdPath

TOO_LARGE, TOO_SMALL = 1e-3, 1e3
"""Factors that put right an amount in the next smaller or the next larger unit."""

A_NOUGHT = 5.0
"""Largest multiple of the highest share for which a nought is likelier than another unit."""
CLEARLY = 3.0
"""Smallest multiple of the cost of its lines for which a saving is probably in another unit."""


def full_year(saving: Saving) -> float:
    """Return the full-year saving of all tranches; of the largest tranche if the saving doesn't recur."""
    amounts = saving.planned.values()
    return sum(amounts) if saving.recurring else max(amounts, default=0.0)


def check_savings(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of savings that are too large for their lines, or too large or small for the plan or for each other."""
    for name, saving in plan.savings.items():
        checks = (
            _of_lines(plan, size, name, saving),
            *_of_plan(plan, size, name, saving),
            _by_year(plan, name, saving),
        )
        yield from [complaint for complaint in checks if complaint][:1]


def _of_lines(plan: Plan, size: Size, name: str, saving: Saving) -> Complaint | None:
    cost = sum(size.costs[line] for line in _lines_of(plan, saving))
    total = full_year(saving)
    if cost <= 0 or SAVING_OF_LINES.holds(total / cost):
        return None
    year = max(saving.planned, key=lambda each: saving.planned[each])
    asked = f"; {asks(plan, TOO_LARGE)}" if total > CLEARLY * cost else ""
    message = (
        f"{plan.label('savings', name)} saves {planned_money(total, plan.unit)} in a full year, "
        f"{percent(total / cost)} of the {planned_money(cost, plan.unit)} of its lines{asked}"
    )
    return Complaint("W536", ("savings", name, "planned", year), message, CHECK)


def _lines_of(plan: Plan, saving: Saving) -> list[str]:
    named = [line for line in saving.targets(plan.lines) if line in plan.lines]
    if named or saving.line or saving.lines:
        return named
    partner = saving.partner
    return [line for line in integrated_lines(plan) if partner in (None, plan.lines[line].partner)]


def _of_plan(plan: Plan, size: Size, name: str, saving: Saving) -> Iterator[Complaint]:
    label = f"{plan.label('savings', name)} plans"
    yield from _amounts(plan, size, "W537", ("savings", name, "planned"), saving.planned, SAVING_OF_YEAR, label)


def _by_year(plan: Plan, name: str, saving: Saving) -> Complaint | None:
    amounts = {year: amount for year, amount in saving.planned.items() if amount}
    if not amounts or SAVING_BY_YEAR.holds(max(amounts.values()) / min(amounts.values())):
        return None
    most, least = max(amounts, key=lambda year: amounts[year]), min(amounts, key=lambda year: amounts[year])
    message = (
        f"{plan.label('savings', name)} plans {planned_money(amounts[most], plan.unit)} in {most}, but "
        f"{planned_money(amounts[least], plan.unit)} in {least}; is one of them in another unit?"
    )
    return Complaint("W537", ("savings", name, "planned", least), message, CHECK)


def check_returns(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of an investment that saves next to nothing for the size of the plan."""
    for name, investment in plan.investments.items():
        if investment.saves:
            amounts, label = {"amount": investment.saves.amount}, f"{plan.label('investments', name)} saves"
            yield from _amounts(plan, size, "W537", ("investments", name, "saves"), amounts, RETURN_OF_YEAR, label)


def check_costs(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of commitments, investments, events and transfers that are too large or too small for the plan."""
    for section, key, name, amounts in _costs(plan):
        at: Path = (section, name, key) if key else (section, name)
        label = f"{plan.label(section, name)} {'moves' if section == 'transfers' else 'costs'}"
        found = [*_amounts(plan, size, "W538", at, amounts, COST_OF_YEAR, label)]
        if section in ("commitments", "investments"):
            found += _cost_of_lines(plan, size, at, amounts, label)
        yield from found[:1]


def _cost_of_lines(
    plan: Plan, size: Size, at: Path, amounts: Mapping[str, float | None], label: str
) -> Iterator[Complaint]:
    """Yield a complaint about the first amount that is too large a share of the lines on which it falls."""
    lines = [line for line in getattr(plan, str(at[0]))[at[1]].targets(plan.lines) if line in plan.lines]
    cost, limit = sum(size.costs[line] for line in lines), COST_OF_LINE if len(lines) == 1 else COST_OF_LINES
    for year, amount in amounts.items():
        if lines and cost > 0 and amount and not limit.holds(amount / cost) and amount > 0:
            message = (
                f"{label} {planned_money(amount, plan.unit)} in {year}, {percent(amount / cost)} of the "
                f"{planned_money(cost, plan.unit)} of its lines: are its digits right?"
            ).replace("of its lines", "of its lines" if len(lines) > 1 else "of its line")
            yield Complaint("W538", (*at, year), message, CHECK)
            return


def _costs(plan: Plan) -> Iterator[tuple[str, str, str, Mapping[str, float | None]]]:
    """Yield the section, the key of the amounts, the name and the amounts of each cost on top of the lines."""
    yield from (("commitments", "amount", name, item.amount) for name, item in plan.commitments.items())
    yield from (("investments", "spend", name, item.spend) for name, item in plan.investments.items())
    yield from (("risk_events", "", name, {"impact": item.impact.central}) for name, item in plan.risk_events.items())
    yield from (("transfers", "amount", name, item.amount) for name, item in plan.transfers.items())


def _amounts(
    plan: Plan, size: Size, code: str, at: Path, amounts: Mapping[str, float | None], limit: Limit, label: str
) -> Iterator[Complaint]:
    """Yield a complaint about the first amount that is too large or too small a share of expenditure."""
    for key, amount in amounts.items():
        share = size.share(abs(amount or 0.0))
        if not amount or not share or limit.holds(share):
            continue
        when = f" in {key}" if "/" in key else ""
        asked = asks(plan, TOO_LARGE if share > limit.high else TOO_SMALL)
        if limit.high < share <= A_NOUGHT * limit.high:
            asked = "is a nought too many, or is it a sum of several years?"
        message = f"{label} {planned_money(amount, plan.unit)}{when}, {percent(share)} of expenditure; {asked}"
        yield Complaint(code, (*at, key), message, CHECK)
        return


def check_reserves(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of reserves that are too large or too small for the plan, for their minimum level or for their use."""
    for name, reserve in plan.all_reserves.items():
        label, at = plan.label("reserves", name), ("reserves", name)
        paid_in = reserve.planned_contributions
        found = [
            *_amounts(plan, size, "W539", at, {"opening": reserve.opening}, RESERVE, f"{label} holds"),
            *_amounts(plan, size, "W539", (*at, "planned_contributions"), paid_in, RESERVE, f"{label} receives"),
            *_use(plan, name, reserve),
            *_below_floor(plan, size, name, reserve),
            *_through_floor(plan, size, name, reserve),
        ]
        yield from found[:1]


def _below_floor(plan: Plan, size: Size, name: str, reserve: Reserve) -> Iterator[Complaint]:
    if reserve.class_ != "contingency" or reserve.floor is None:
        return
    least = _least(reserve.floor, size, plan.base_year)
    if reserve.opening < least:
        message = (
            f"{plan.label('reserves', name)} holds {planned_money(reserve.opening, plan.unit)} at the end of "
            f"{plan.base_year}, below its minimum level of {planned_money(least, plan.unit)}"
        )
        yield Complaint("W540", ("reserves", name, "opening"), message, f"check `opening:` and `floor:`; {NOTE}")


def _least(floor: ThresholdPath, size: Size, year: str) -> float:
    """Return a year's minimum level; a share of expenditure is taken of the base year's, as later years cost more."""
    least = floor.in_year(year)
    return least.share * size.expenditure if least.share is not None else least.amount or 0.0


def _through_floor(plan: Plan, size: Size, name: str, reserve: Reserve) -> Iterator[Complaint]:
    """Yield a complaint about the first planned use that takes the reserve below its minimum level."""
    has = reserve.opening
    for year in plan.timeline.projected if reserve.floor else ():
        used = reserve.planned_use.get(year, 0.0)
        has += reserve.planned_contributions.get(year, 0.0) - used
        least = _least(reserve.floor, size, year) if reserve.floor else 0.0
        if used and has < least - NOISE * size.expenditure:
            uses, leaves, minimum = (planned_money(amount, plan.unit) for amount in (used, has, least))
            message = (
                f"the plan uses {uses} of {plan.label('reserves', name)} in {year}, which leaves {leaves}, "
                f"below its minimum level of {minimum}"
            )
            fix = f"plan less use, or lower `floor:` if the policy allows it; {NOTE}"
            yield Complaint("W564", ("reserves", name, "planned_use", year), message, fix)
            return


def _use(plan: Plan, name: str, reserve: Reserve) -> Iterator[Complaint]:
    """Yield a complaint about the first planned use that is more than the reserve has, or next to nothing of it."""
    has = reserve.opening
    for year in plan.timeline.projected:
        used = reserve.planned_use.get(year, 0.0)
        has += reserve.planned_contributions.get(year, 0.0)
        if used and not (has > 0 and USE_OF_RESERVE.holds(used / has)):
            yield _wrong_use(plan, name, year, used, has)
            return
        has -= used


def _wrong_use(plan: Plan, name: str, year: str, used: float, has: float) -> Complaint:
    label, uses, holds = plan.label("reserves", name), planned_money(used, plan.unit), planned_money(has, plan.unit)
    says = f"the plan uses {uses} of {label} in {year}, "
    if used > has:
        below = ", and its minimum level isn't kept" if plan.all_reserves[name].floor else ""
        earlier = [
            each for when, each in plan.all_reserves[name].planned_use.items() if when < year and 0 < each < used
        ]
        totals = "; are they running totals?" if earlier else ""
        message = f"{says}more than the {holds} that it then holds{below}{totals}"
    else:
        message = f"{says}{percent(used / has)} of the {holds} that it then holds; {asks(plan, TOO_SMALL)}"
    return Complaint("W541", ("reserves", name, "planned_use", year), message, f"check the amounts; {NOTE}")


NOTE = "if they are right, say why in `note:`, with the word “checked”"
ITEMS = (check_savings, check_returns, check_costs, check_reserves)
