"""Checks of the size of the whole plan, of lines against each other, and of income."""

from collections.abc import Iterator
from math import sqrt

from mtfp.findings.suggest import Unknown
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import UNITS, in_money, planned_money
from mtfp.model.base.years import first_calendar_year
from mtfp.model.consistency.scale.limits import COST_PER_HEAD, EXPENDITURE, INCOME, Limit
from mtfp.model.consistency.scale.size import Size, asks, unit_factor
from mtfp.model.costs.population import people_of
from mtfp.model.plan import Plan

CHECK = "check the amount; if it is right, say why in `note:`, with the word “checked”"


def check_whole(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of expenditure that no partnership has: all amounts may be in another unit than the plan's."""
    people = _people(plan)
    pounds = size.expenditure * UNITS[plan.unit] / (people or 1.0)
    limit = COST_PER_HEAD if people else EXPENDITURE
    if pounds <= 0 or limit.holds(pounds):
        return
    per = f", which is {planned_money(pounds, '£')} for each of its {people:,.0f} people" if people else ""
    spends = in_money(size.expenditure, plan.unit)
    message = f"the plan costs {spends} in {plan.base_year}{per}; {_all(plan, pounds, limit)}"
    usual = f"{in_money(limit.low, '£')} to {in_money(limit.high, '£')}"
    fix = f"check `unit:` and the amounts; {usual} {'a head' if people else 'a year'} brings no warning"
    yield Complaint("W530", ("unit",), message, fix)


def _all(plan: Plan, pounds: float, limit: Limit) -> str:
    asked = asks(plan, unit_factor(sqrt(limit.low * limit.high) / pounds))
    return asked.replace("is it in", "are its amounts in").replace("its digits", "their digits")


def _people(plan: Plan) -> float | None:
    """Return the people of the plan's area in the base year; None without an area or without a figure for the year."""
    if plan.population is None or not plan.population.area or plan.supplied.people is not None:
        return None
    try:
        people = people_of(plan.population, plan.population.heaviest, plan.supplied)
        return float(people.over((first_calendar_year(plan.base_year),)).total()[0])
    except (Unknown, LookupError):
        return None


def check_lines(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a line that is far smaller or larger than every other."""
    slip = size.slip
    if slip is None or not slip.of_line:
        return
    line = plan.lines[slip.name]
    amount = line.opening(plan.base_year)
    others = [
        cost for name, other in plan.lines.items() if name != slip.name and (cost := other.opening(plan.base_year))
    ]
    if slip.factor > 1:
        compared = f"1/{min(others) / amount:,.0f} of the next smallest line"
    else:
        compared = f"{amount / max(others):,.0f} times the next largest line"
    label, money = plan.label("lines", slip.name), planned_money(amount, plan.unit)
    message = f"{label} is {money}, {compared}; {asks(plan, slip.factor)}"
    yield Complaint("W531", ("lines", slip.name, "cost" if line.budget is None else "budget"), message, CHECK)


def check_income(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of income lines that pay for most of the cost."""
    income = {name: -size.costs[name] for name, line in plan.lines.items() if line.kind == "income"}
    cost = sum(size.costs[name] for name in plan.lines if name not in income)
    if cost > 0 and not INCOME.holds(sum(income.values()) / cost):
        name = max(income, key=lambda each: income[each])
        message = (
            f"income lines add up to {in_money(sum(income.values()), plan.unit)}, "
            f"{sum(income.values()) / cost:.0%} of the cost of the other lines"
        )
        fix = "check the amounts; money that partners pay belongs under `funding`"
        yield Complaint("W532", ("lines", name), message, fix, True)


COSTS = (check_lines, check_income)
