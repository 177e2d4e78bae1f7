"""Checks of one change that two keys of a plan may count: a correction, a service level, or an investment's saving."""

import re
from collections.abc import Iterator, Mapping

from mtfp.model.base.arrays import NOISE
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import first_calendar_year
from mtfp.model.consistency.asked.same_thing import words_of
from mtfp.model.consistency.scale.limits import OF_SAME_THING
from mtfp.model.consistency.scale.one_slip import digits
from mtfp.model.consistency.scale.size import Size
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

TELLING = 2
"""Least number of digits of an equal amount that is no chance."""
TELLING_TRANCHE = 3
"""The same for one of several amounts of a saving."""
LONG = 6
"""Least length of a shared word that names the same thing."""
PAY = Form(r"\b(?:pay (?:award|rise|deal|settlement|increase|uplift)s?|wage (?:award|rise)s?|inflation(?:ary)?"
                 r"|uplift|price (?:rise|increase)s?|indexation)\b", re.IGNORECASE)  # fmt: skip
"""Words of a correction for what the components of a line carry."""
AWARD = Form(r"\bpay (?:awards?|inflation|deal|settlement|uplift|rise)\b", re.IGNORECASE)
DEMOGRAPHY = Form(r"\b(?:demograph\w+ (?:growth|change|pressures?)|ageing population"
    r"|growth in (?:the )?older people"
                        r"|more older people|population growth)\b", re.IGNORECASE)  # fmt: skip
"""Labels of commitments for what lines carry."""
OF_BASE = Form(
    r"\b(?:back-?dated|arrears|late|reform|restructur\w+|differential|parity|unfunded|beyond|unbudgeted"
    r"|under-?budgeted|shortfall|above|over|more than|not in)\b",
    re.I,
)
"""Words for a part of the base year's own award that the budget lacks."""
OF_ANY = frozenset({"above", "over", "below", "under", "beyond"})
"""Words of corrections that say nothing about what they are for."""
FIX = "take one of the two out; if both are right, say so in `note:`, with the word “checked”"


def check_counted_again(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of commitments and savings that a correction, a service level or an investment seems to count already."""
    for section in ("commitments", "savings"):
        for name, item in getattr(plan, section).items():
            lines = [each for each in item.targets(plan.lines) if each in plan.lines] if item.line or item.lines else []
            yield from _of_item(plan, section, name, item, lines)
    for name, commitment in plan.commitments.items():
        yield from _of_growth(plan, name, commitment)
    yield from _of_returns(plan)
    for name, line in plan.lines.items():
        yield from _priced(plan, name, line)


def _of_item(plan: Plan, section: str, name: str, item: Commitment | Saving, lines: list[str]) -> Iterator[Complaint]:
    by_year = item.planned if isinstance(item, Saving) else item.amount
    sign = -1 if isinstance(item, Saving) else 1
    for line in lines:
        if about := _corrected(plan, line, by_year, sign, plan.label(section, name)) or (
            _lowered(plan, line, by_year) if isinstance(item, Saving) else ""
        ):
            message = f"{plan.label(section, name)} changes {plan.label('lines', line)}, {about}: is it counted twice?"
            yield Complaint("W650", (section, name), message, FIX, True, (("lines", line),))
            return


def _of_growth(plan: Plan, name: str, item: Commitment) -> Iterator[Complaint]:
    """Warn of a commitment for a pay award or an ageing population, which its lines already carry."""
    label = plan.label("commitments", name)
    found = AWARD.search(label) or DEMOGRAPHY.search(label)
    if not found or OF_BASE.search(f"{label} {item.note}") or not item.recurring or plan.base_year in label:
        return
    lines = [plan.lines[each] for each in item.targets(plan.lines) if each in plan.lines] or [
        line for line in plan.lines.values() if item.partner in (None, line.partner)
    ]
    pay = bool(AWARD.search(label))
    carrying = sum(_carries(plan, line, pay=pay) for line in lines)
    if carrying and (carrying == len(lines) or (not (item.line or item.lines) and 2 * carrying > len(lines))):
        says = "pay awards" if pay else "the change in the number of people by age"
        message = f"{label} is a cost on top of its lines, which already follow {says}: is the rise counted twice?"
        yield Complaint("W650", ("commitments", name), message, FIX, True)


def _carries(plan: Plan, line: Line, *, pay: bool) -> bool:
    if not pay:
        return bool(line.demand.profile)
    return any(each in plan.assumptions and is_pay(each, plan.assumptions[each]) for each in line.components)


def _corrected(plan: Plan, line: str, by_year: Mapping[str, float | None], sign: int, label: str) -> str:
    """Return the correction of a line with the amount of an item, or about as much in its words; empty if none."""
    of = plan.lines[line]
    for correction in of.adjust:
        held = correction.of(of.budget or 0.0)
        named = bool(words_of(label) & words_of(correction.reason) - OF_ANY)
        for amount in (sign * each for each in by_year.values() if each and held):
            equal = digits(amount) >= TELLING and abs(held - amount) <= NOISE * abs(amount)
            if equal or (named and OF_SAME_THING.holds(amount / held)):
                same = "the same " if equal else ""
                return f"whose budget has a correction ({correction.reason}) of {same}{planned_money(held, plan.unit)}"
    return ""


def _lowered(plan: Plan, line: str, by_year: Mapping[str, float | None]) -> str:
    """Return the lower service level of a line from the year of a saving, in words; empty if there is none."""
    given = [year for year, amount in by_year.items() if amount]
    for change in plan.lines[line].service_level:
        if float(change.level) < 1 and given and change.from_ == min(given):
            return f"whose service level falls to {float(change.level):.0%} from {change.from_} too"
    return ""


def _of_returns(plan: Plan) -> Iterator[Complaint]:
    """Warn of savings with the amount of what an investment saves on the same line, in its year."""
    returns: dict[str, list[tuple[str, tuple[float, ...]]]] = {}
    for name, investment in plan.investments.items():
        saves = investment.saves
        if saves is None:
            continue
        whole, cash = saves.amount, saves.amount * float(saves.cashable)
        for line in investment.targets(plan.lines):
            returns.setdefault(line, []).append((name, (whole, cash)))
    for name, saving in plan.savings.items():
        words = words_of(plan.label("savings", name))
        for line in saving.targets(plan.lines) if saving.line or saving.lines else ():
            for investment_name, sizes in returns.get(line, ()):
                tranches = [each for each in saving.planned.values() if each]
                telling = TELLING if len(tranches) == 1 else TELLING_TRANCHE
                same = any(digits(a) >= telling and abs(a - each) <= 1e-6 * each for a in tranches
                           for each in sizes if each)  # fmt: skip
                shared = words & words_of(plan.label("investments", investment_name))
                if same or any(len(word) >= LONG for word in shared):
                    yield _returned(plan, name, investment_name, line, same=same)
                    break


def _returned(plan: Plan, saving: str, investment: str, line: str, *, same: bool) -> Complaint:
    how = "as much" if same else "on the same line"
    message = (
        f"{plan.label('savings', saving)} on {plan.label('lines', line)} saves {how} as "
        f"{plan.label('investments', investment)} under `saves:`: is it counted twice?"
    ).replace("on the same line as", "on the line of")
    return Complaint("W650", ("savings", saving), message, FIX, True, (("investments", investment),))


def _priced(plan: Plan, name: str, line: Line) -> Iterator[Complaint]:
    """Warn of a correction for an award or prices that the components of the line carry."""
    if not line.components:
        return
    paid = any(each in plan.assumptions and is_pay(each, plan.assumptions[each]) for each in line.components)
    first = first_calendar_year(plan.base_year)
    for number, each in enumerate(line.adjust):
        found = PAY.search(each.reason)
        named = [int(year) for year in re.findall(r"\b(20\d\d)", each.reason)]
        if not found or OF_BASE.search(each.reason) or (named and max(named) <= first and len(named) == 1):
            continue
        if paid or "pay" not in found.group().lower():
            message = (
                f"{plan.label('lines', name)} has a correction for “{each.reason}”, but its components carry pay and "
                f"prices from {plan.timeline.projected[0]} on: is the rise counted twice?"
            )
            at = ("adjust", number) if len(line.adjust) > 1 else ("adjust",)
            yield Complaint("W650", ("lines", name, *at), message, FIX)


COUNTED_AGAIN = (check_counted_again,)
