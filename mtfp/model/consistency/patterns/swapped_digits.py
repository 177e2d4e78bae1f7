"""Check of amounts that have the digits of their neighbours in another order, or that are far from them."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import ByYear
from mtfp.model.consistency.patterns.rows import rows
from mtfp.model.consistency.scale.likely import in_figures
from mtfp.model.plan import Plan

LEAST = 3
"""Least number of digits of an amount that has another's digits by no chance."""
FEW_DIGITS = 4
"""Largest number of digits of which each order is tried."""
SMOOTH, VERY_SMOOTH = 0.1, 0.03
"""Largest step between the other amounts of a row, as a share, if one amount is compared with them: for swapped digits,
and for an amount with any other digits."""
EVEN, OFF_PACE, ON_PACE = 0.025, 0.05, 0.012
"""Largest difference between the yearly rises of a steep row, as a share; and the least distance of an amount from that
pace, and the largest with its digits put right."""
BESIDE, ANY_BESIDE = 0.03, 0.15
"""Least distance of an amount from its neighbours on top of twice that step, as a share; and for any other digits."""
SHORT, LONG = 3, 5
"""Least number of amounts of a row in which digits may be swapped, and one may have any other digits."""
FIX = "correct the digits; if they are right, say why in `note:`, with the word “checked”"


class Odd(NamedTuple):
    """Amount that stands out in a row: its position, and the amount with two digits swapped; None if that isn't it."""

    at: int
    right: float | None


def check_swapped_digits(plan: Plan) -> Iterator[Complaint]:
    """Ask about an amount whose digits stand in another order than those of its row; one question a row."""
    for name, stream in plan.funding.items():
        if stream.stated:
            yield from _of_path(plan, ("funding", name, "stated"), stream.stated.root, stream.base)
    for name, line in plan.lines.items():
        if line.cost:
            yield from _of_path(plan, ("lines", name, "cost"), line.cost, None)
        yield from _of_units(plan, name)
    for row in rows(plan):
        if row.path[2] not in ("stated", "cost"):
            odd = odd_of([amount for _, amount in row.amounts], inside=True)
            amounts = [amount for _, amount in row.amounts]
            pair = next(((one, two) for one, two in pairwise(row.amounts) if swapped(one[1], two[1])
                         and not _is_even(amounts, one[1], two[1])), None)  # fmt: skip
            if odd and odd.right is not None:
                yield _asked(plan, row.path, row.amounts, odd)
            elif pair:
                (before, earlier), (year, amount) = pair
                yield _of_pair(plan, (*row.path, year), amount, earlier, year, before)


def _of_units(plan: Plan, name: str) -> Iterator[Complaint]:
    """Yield a question about units in use whose digits are those of the units that exist, with two of them swapped."""
    activity = plan.lines[name].activity
    exist = activity.available.at(plan.timeline.projected[0]) if activity and activity.available else None
    if activity and exist and swapped(activity.base, exist):
        message = (
            f"{plan.label('lines', name)} has {in_figures(activity.base)} {activity.unit} in {plan.base_year}, and "
            f"{in_figures(exist)} exist: are two digits swapped?"
        )
        yield Complaint("W721", ("lines", name, "activity", "base"), message, FIX)


def _of_path(plan: Plan, at: Path, path: ByYear[float], base: float | None) -> Iterator[Complaint]:
    """Yield a question about the first pair of years with swapped digits, else about an amount that stands out."""
    years = plan.timeline.labels
    paid = [(year, path.at(year) if at_base is None else at_base) for year, at_base in zip(
        years, [base, *[None] * (len(years) - 1)], strict=True)]  # fmt: skip
    # the years after the last named one have one amount
    named = [(year, amount) for year, amount in paid if amount and year <= max((years[0], *path.years))]
    rest = [(year, amount) for year, amount in paid if amount and year > max((years[0], *path.years))][:1]
    amounts = [*named, *rest]
    for (_, before), (year, after) in pairwise(paid):
        if before and after and swapped(before, after) and not _is_even([each for _, each in amounts], before, after):
            yield _of_pair(plan, (*at, year if year in path.years else "then"), after, before, year, "the year before")
            return
    if odd := odd_of([amount for _, amount in amounts], any_digits=True):
        year = amounts[odd.at][0]
        yield _asked(plan, at, amounts, odd, key=year if year in path.years else "then")


def swapped(one: float, other: float) -> bool:
    """Return True if two amounts differ only in the order of two digits next to each other.

    >>> swapped(1_986, 1_896), swapped(1_986, 1_968), swapped(1_986, 1_698), swapped(120, 210)
    (True, True, False, False)
    """
    first, second = (f"{abs(each):.15g}" for each in (one, other))
    if len(first) != len(second) or len(first.strip("0").replace(".", "")) < LEAST:
        return False
    odd = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return (
        len(odd) == 2 and odd[1] == odd[0] + 1 and first[odd[0]] == second[odd[1]] and first[odd[1]] == second[odd[0]]
    )


def _is_even(amounts: Sequence[float], before: float, after: float) -> bool:
    """Return True if a row is as even as it stands as with either of two amounts put right, which is the other.

    >>> _is_even([2_460, 2_505, 2_550, 2_600], 2_505, 2_550), _is_even([1_896, 1_986, 1_896], 1_986, 1_896)
    (True, False)
    """
    rows = (
        [right if each == wrong else each for each in amounts] for wrong, right in ((before, after), (after, before))
    )
    return len(amounts) >= SHORT and all(_bend(amounts) <= _bend(row) for row in rows)


def _bend(amounts: Sequence[float]) -> float:
    """Return the largest difference between two steps of a row, one after the other."""
    steps = [after - before for before, after in pairwise(amounts)]
    return max(abs(after - before) for before, after in pairwise(steps))


def in_other_orders(amount: float) -> Iterator[float]:
    """Yield an amount with its digits in other orders: each order of a few digits, and each two of many swapped.

    >>> sorted(in_other_orders(281)), 1024.0 in in_other_orders(1_204), 12_354.0 in in_other_orders(12_345)
    ([128.0, 182.0, 218.0, 812.0, 821.0], True, True)
    """
    text = f"{abs(amount):.15g}"
    places = [at for at, digit in enumerate(text) if digit.isdigit()]
    for order in permutations(places) if len(places) <= FEW_DIGITS else _swaps(places):
        digits = list(text)
        for at, other in zip(places, order, strict=True):
            digits[at] = text[other]
        other_text = "".join(digits)
        if other_text != text and (digits[0] != "0" or text[0] == "0"):
            yield float(other_text)


def _swaps(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for one, other in combinations(places, 2):
        swap = {one: other, other: one}
        yield tuple(swap.get(at, at) for at in places)


def odd_of(amounts: Sequence[float], *, inside: bool = False, any_digits: bool = False) -> Odd | None:
    """Return the one amount that stands out in an even row; None if none does, or if it isn't clear which.

    `inside`: leaves out the first and the last amount, which may be larger or smaller in a row that begins or ends.

    >>> odd_of([1_015, 1_204, 1_033, 1_042]), odd_of([260, 240, 160, 190]), odd_of([32, 32, 23, 32])
    (Odd(at=1, right=1024.0), None, Odd(at=2, right=32.0))
    """
    sizes = [abs(amount) for amount in amounts]
    if len(sizes) < SHORT or min(amounts) * max(amounts) <= 0:
        return None
    places = range(1, len(sizes) - 1) if inside else range(len(sizes))
    found = [odd for at in places if (odd := _odd(sizes, at, any_digits=any_digits))]
    swaps = [odd for odd in found if odd.right is not None]
    one = swaps if swaps else found
    return one[0] if len(one) == 1 else None


def _odd(sizes: Sequence[float], at: int, *, any_digits: bool) -> Odd | None:
    others = [*sizes[:at], *sizes[at + 1 :]]
    step = max(abs(after / before - 1) for before, after in pairwise(others))
    inside = 0 < at < len(sizes) - 1
    if step > VERY_SMOOTH and len(sizes) > SHORT and (right := _on_pace(sizes, at)):
        return Odd(at, right)
    low, high = _expected(others, at, inside=inside)
    away = 2 * step + BESIDE
    if step > SMOOTH or low * (1 - away) <= sizes[at] <= high * (1 + away):
        return None
    if len(sizes) > SHORT or (inside and _digits(sizes[at]) >= LEAST):
        near = step / 2 + 0.005
        right = next(
            (each for each in in_other_orders(sizes[at]) if low * (1 - near) <= each <= high * (1 + near)), None
        )
        if right is not None:
            return Odd(at, right)
    far = not low * (1 - ANY_BESIDE) <= sizes[at] <= high * (1 + ANY_BESIDE)
    return Odd(at, None) if any_digits and far and inside and len(sizes) >= LONG and step <= VERY_SMOOTH else None


def _on_pace(sizes: Sequence[float], at: int) -> float | None:
    """Return an amount with its digits in another order if only then it keeps the pace of its row; else None.

    >>> _on_pace([410, 450, 594, 545, 600], 2), _on_pace([410, 450, 500, 545, 600], 2)
    (495.0, None)
    """
    others = [(place, size) for place, size in enumerate(sizes) if place != at]
    paces = [(after / before) ** (1 / (later - place)) for (place, before), (later, after) in pairwise(others)]
    if max(paces) - min(paces) > EVEN:
        return None
    near, from_place = min(((abs(place - at), place) for place, _ in others))
    expected = sizes[from_place] * (sum(paces) / len(paces)) ** (at - from_place)
    if abs(sizes[at] / expected - 1) < OFF_PACE or near > 1:
        return None
    return next((each for each in in_other_orders(sizes[at]) if abs(each / expected - 1) <= ON_PACE), None)


def _expected(others: Sequence[float], at: int, *, inside: bool) -> tuple[float, float]:
    """Return the lowest and highest amount that fits between the neighbours, or goes on from them at an end."""
    if inside:
        return min(others[at - 1 : at + 1]), max(others[at - 1 : at + 1])
    end, next_one = (others[0], others[1]) if at == 0 else (others[-1], others[-2])
    low, high = sorted((end, 2 * end - next_one))
    return low, high


def _digits(amount: float) -> int:
    return len(f"{amount:.15g}".replace(".", "").strip("0"))


def _of_pair(plan: Plan, path: Path, amount: float, before: float, year: str, earlier: str) -> Complaint:
    message = (
        f"{plan.label(str(path[0]), str(path[1]))} is {planned_money(amount, plan.unit)} in {year}, and "
        f"{planned_money(before, plan.unit)} in {earlier}: are two digits swapped?"
    )
    return Complaint("W721", path, message, FIX)


def _asked(plan: Plan, at: Path, amounts: Sequence[tuple[str, float]], odd: Odd, key: str = "") -> Complaint:
    year, amount = amounts[odd.at]
    near = [*amounts[max(odd.at - 1, 0) : odd.at], *amounts[odd.at + 1 : odd.at + 2]]
    beside = " and ".join(f"{planned_money(each, plan.unit)} in {when}" for when, each in near)
    right = None if odd.right is None else planned_money(odd.right if amount > 0 else -odd.right, plan.unit)
    asked = f"are digits in another order, and is it {right}?" if right else "are its digits right?"
    label, is_now = plan.label(str(at[0]), str(at[1])), planned_money(amount, plan.unit)
    message = f"{label} is {is_now} in {year}, next to {beside}: {asked}"
    return Complaint("W721", (*at, key or year), message, FIX)


SWAPPED_DIGITS = (check_swapped_digits,)
