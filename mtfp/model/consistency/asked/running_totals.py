"""Check of amounts by year that may be running totals, where each amount comes on top of those before."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import first_calendar_year
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan

LEAST = 3
"""Least number of amounts that show a pattern."""
FEWER = 2
"""Least number of equal amounts of an investment, or of a cost or saving whose words say that it is one thing."""
ONE_COST = Form(r"\b(team|posts?|managers?|licen[cs]es?|leases?|rent|systems?|subscriptions?)\b", re.IGNORECASE)
ONE_SAVING = Form(r"\b(clos(e|es|ing|ure)|leases?|rent|licen[cs]es?|buildings?|offices?)\b", re.IGNORECASE)
"""Words of a cost, and of a saving, that is one thing and lasts."""
STEP = 0.25
"""Least step of running totals, as a share of their first amount; amounts that grow with prices rise by less."""


def check_running_totals(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of amounts that rise by large steps, or stay the same, where each year's amount adds to those before."""
    for name, saving in plan.savings.items():
        if saving.recurring and not saving.cumulative and _rises(saving.planned):
            at = ("savings", name, "planned")
            yield _totals(plan, at, saving.planned, "write `cumulative: true` if they are running totals")
        elif saving.recurring and ONE_SAVING.search(saving.label) and _stays(saving.planned, FEWER):
            yield _repeated(plan, ("savings", name, "planned"), saving.planned, "saving")
    for section, key in (("commitments", "amount"), ("investments", "spend")):
        for name, item in getattr(plan, section).items():
            amounts = getattr(item, key)
            if item.recurring and _rises(amounts):
                yield _totals(plan, (section, name, key), amounts, "write what each year adds to the year before")
            elif item.recurring and _stays(amounts, FEWER if _is_one(section, item.label) else LEAST):
                yield _repeated(plan, (section, name, key), amounts)
    for name, stream in plan.funding.items():
        if stream.movements and _rises(stream.movements.root):
            at = ("funding", name, "movements")
            yield _totals(plan, at, stream.movements.root, "write what each year adds to the year before")


def _given(amounts: Mapping[str, float | None]) -> list[tuple[str, float]]:
    return [(year, amount) for year, amount in sorted(amounts.items()) if amount]


def _rises(amounts: Mapping[str, float | None]) -> bool:
    """Return True if amounts of one sign rise by large steps, as running totals do. They may stay level at the end."""
    given = [amount for _, amount in _given(amounts)]
    while len(given) > 1 and given[-1] == given[-2]:
        given.pop()
    if len(given) < LEAST or min(given) * max(given) <= 0:
        return False
    return all(after / given[0] - before / given[0] >= STEP for before, after in pairwise(given))


def _is_one(section: str, label: str) -> bool:
    """Return True if a cost is likely to be one thing: an investment, or by its words."""
    return section == "investments" or bool(ONE_COST.search(label))


def _stays(amounts: Mapping[str, float | None], least: int) -> bool:
    """Return True if the same amount stands in `least` or more successive years."""
    given = _given(amounts)
    years = [first_calendar_year(year) for year, _ in given]
    return len(given) >= least and len({amount for _, amount in given}) == 1 and years[-1] - years[0] < len(years)


def _totals(plan: Plan, at: Path, amounts: Mapping[str, float | None], fix: str) -> Complaint:
    given = _given(amounts)
    (first, low), (last, high) = given[0], given[-1]
    message = (
        f"{plan.label(str(at[0]), str(at[1]))} rises from {planned_money(low, plan.unit)} in {first} to "
        f"{planned_money(high, plan.unit)} in {last}, and each amount counts on top of those before, together "
        f"{planned_money(sum(amount for _, amount in given), plan.unit)} a year: are they running totals?"
    )
    return Complaint("W569", (*at, given[1][0]), message, f"{fix}; if each is new, say so in `note:`")


def _repeated(plan: Plan, at: Path, amounts: Mapping[str, float | None], what: str = "cost") -> Complaint:
    given = _given(amounts)
    money, total = (planned_money(each, plan.unit) for each in (given[0][1], sum(amount for _, amount in given)))
    message = (
        f"{plan.label(str(at[0]), str(at[1]))} is {money} in each of {len(given)} years, and each amount stays in "
        f"every later year, together {total} a year from {given[-1][0]}: is it one {what} of {money} a year?"
    )
    once = f"write the amount of {given[0][0]} alone for a {what} that stays"
    fix = f"{once}, or `recurring: false`; if each is new, say so in `note:`"
    return Complaint("W569", (*at, given[1][0]), message, fix)


RUNNING_TOTALS = (check_running_totals,)
