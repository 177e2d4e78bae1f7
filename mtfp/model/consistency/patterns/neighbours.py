"""Checks of an amount among its neighbours: ten times their size, or with the other sign."""

from collections.abc import Iterator, Sequence
from statistics import median

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.consistency.patterns.rows import Row, rows
from mtfp.model.consistency.scale.costs import CHECK
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.consistency.scale.limits import FIRST_OF_ROW, LIKE_SIZED, NEARLY, ONE_OF_ROW, SMOOTH
from mtfp.model.consistency.words.amounts import amounts_in
from mtfp.model.consistency.words.texts import texts_of
from mtfp.model.plan import Plan

NOUGHTS = (0.1, 10.0, 0.01, 100.0, 0.001, 1_000.0)
"""Factors that put right noughts added or lost, the likeliest first."""
ELSEWHERE = ("stated", "cost", "one_off")
"""Keys whose amounts are compared with the year before (W534), or stand alone."""
MONTHS, EQUAL = 12, 0.02
"""Months in a year, and the largest difference of their sum from a neighbour, as a share."""
IN_WORDS = 0.005
"""Largest difference of an amount from that in words, as a share."""
LEAST = 3
"""Least number of amounts of a row of which one can stand out from all others."""


def check_sizes(plan: Plan) -> Iterator[Complaint]:
    """Warn of one amount of a row that is far larger or smaller than its neighbours; one warning for a row."""
    for row in rows(plan):
        amounts = [amount for _, amount in row.amounts]
        if row.path[2] not in ELSEWHERE and _one_sign(amounts):
            odd = _told(plan, row, list(_out_of_row(amounts)))
            yield from [_size(plan, row, at, right) for at, right in odd][:1]


def _told(plan: Plan, row: Row, odd: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the amounts that stand out without those that are in the words of their entry, unless all are."""
    section, name = str(row.path[0]), str(row.path[1])
    item = (plan.all_reserves if section == "reserves" else getattr(plan, section))[name]
    stated = [each.pounds for text in texts_of(item) for each in amounts_in(text)] if len(odd) > 1 else []
    unit = UNITS[plan.unit]
    sizes = [abs(row.amounts[at][1]) * unit for at, _ in odd]
    told = [any(abs(size - each) <= IN_WORDS * each for each in stated) for size in sizes]
    return [each for each, is_told in zip(odd, told, strict=True) if not is_told] or odd


def _one_sign(amounts: Sequence[float]) -> bool:
    return min(amounts) * max(amounts) > 0


def _out_of_row(amounts: Sequence[float]) -> Iterator[tuple[int, float]]:
    """Yield the position of each amount that noughts set apart from its neighbours, and the amount put right.

    Amounts that are too large come first.
    """
    sizes = [abs(amount) for amount in amounts]
    for large in (True, False):
        for at, size in enumerate(sizes):
            near = sizes[max(at - 1, 0) : at] + sizes[at + 1 : at + 2]
            others = sizes[:at] + sizes[at + 1 :]
            if near and SMOOTH.holds(max(others) / min(others)) and _stands_out(sizes, at, near, large=large):
                factors = [each for each in NOUGHTS if (each < 1) == large]
                factor = next((each for each in factors if _fits(size * each, near, each)), None)
                if factor:
                    yield at, amounts[at] * factor


def _stands_out(sizes: Sequence[float], at: int, near: Sequence[float], *, large: bool) -> bool:
    """Return True if an amount is far larger, or far smaller, than its neighbours."""
    times = [sizes[at] / each for each in near]
    if not large:
        return all(each < ONE_OF_ROW.low for each in times)
    # a row may begin with a large amount, such as the cost of setting up
    high = FIRST_OF_ROW.high if at == 0 else ONE_OF_ROW.high
    return all(each > high for each in times)


def _fits(right: float, near: Sequence[float], factor: float) -> bool:
    """Return True if an amount put right is like a neighbour; it must be very like one if it begins or ends a row.

    A row may begin or end with less than it has otherwise, and two noughts are rarer than one.
    """
    close = LIKE_SIZED if factor > 1 and len(near) == 1 else NEARLY if factor in (10.0, 0.1) else LIKE_SIZED
    return any(close.holds(right / each) for each in near)


def _size(plan: Plan, row: Row, at: int, right: float) -> Complaint:
    (year, amount), others = row.amounts[at], [*row.amounts[max(at - 1, 0) : at], *row.amounts[at + 1 : at + 2]]
    near = " and ".join(f"{planned_money(each, plan.unit)} in {when}" for when, each in others)
    asked = (
        f"is it {planned_money(right, plan.unit)}?" if len(row.amounts) > 2 else "has one a nought too many or too few?"
    )
    for small, large in ((amount, other) for _, other in others):
        small, large = sorted((small, large), key=abs)
        if abs(small * MONTHS - large) <= EQUAL * abs(large):
            month, whole = (planned_money(each, plan.unit) for each in (small, small * MONTHS))
            asked = f"is {month} the amount of a month, and is it {whole} a year?"
    message = f"{plan.label(*row.label_at)} has {planned_money(amount, plan.unit)} in {year}, next to {near}: {asked}"
    return Complaint("W663", (*row.path, year), message, CHECK)


def check_one_sign(plan: Plan) -> Iterator[Complaint]:
    """Warn of one amount of a row, or one rate of a path, with the other sign than all others of about its size."""
    for row in rows(plan):
        amounts = [amount for _, amount in row.amounts]
        at = _of_other_sign(amounts)
        if at is not None and not (row.adds_up and _takes_back(amounts, at)):
            year, amount = row.amounts[at]
            money = [planned_money(each, plan.unit) for each in (amount, -amount)]
            yield _sign(plan, row.label_at, (*row.path, year), year, money)
    for name, assumption in plan.assumptions.items():
        path = assumption.central
        rates = [(year, rate) for year in plan.timeline.projected if path and (rate := path.at(year))]
        at = _of_other_sign([rate for _, rate in rates]) if assumption.unit == "rate" else None
        if path and at is not None:
            year, rate = rates[at]
            key = year if year in path.years else "then"
            shown = [in_percent(each) for each in (rate, -rate)]
            yield _sign(plan, ("assumptions", name), ("assumptions", name, "central", key), year, shown)


def _of_other_sign(amounts: Sequence[float]) -> int | None:
    """Return the position of the one amount with another sign than all others, if it has about their size."""
    if len(amounts) < LEAST:
        return None
    for sign in (-1.0, 1.0):
        alone = [at for at, amount in enumerate(amounts) if amount * sign > 0]
        if len(alone) == 1:
            size = median(abs(amount) for amount in amounts if amount * sign < 0)
            return alone[0] if LIKE_SIZED.holds(abs(amounts[alone[0]]) / size) else None
    return None


def _takes_back(amounts: Sequence[float], at: int) -> bool:
    """Return True if the last amount ends what comes before it: one of the amounts, or all of them together."""
    before = amounts[:at]
    return at == len(amounts) - 1 and (-amounts[at] in before or -amounts[at] == sum(before))


def _sign(plan: Plan, at: tuple[str, str], path: tuple[str | int, ...], year: str, shown: Sequence[str]) -> Complaint:
    message = (
        f"{plan.label(*at)} has {shown[0]} in {year}, while every other year has the other sign: is it {shown[1]}?"
    )
    fix = "correct the sign; if it is right, say why in `note:`, with the word “checked”"
    return Complaint("W664", path, message, fix)


NEIGHBOURS = (check_sizes, check_one_sign)
