"""Check of an amount that has the digits of its neighbours in another order."""

from collections.abc import Iterator
from itertools import pairwise

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.plan import Plan

LEAST = 3
"""Least number of digits of an amount that has another's digits by no chance."""
FIX = "correct the digits; if they are right, say why in `note:`, with the word “checked”"


def check_swapped_digits(plan: Plan) -> Iterator[Complaint]:
    """Ask about a payment that is stated with the digits of the year before in another order."""
    for name, stream in plan.funding.items():
        if not stream.stated:
            continue
        years = plan.timeline.labels
        stated = stream.stated.root
        paid = [stream.base if stream.base is not None else stated.at(years[0]), *(stated.at(y) for y in years[1:])]
        for (before, after), year in zip(pairwise(paid), years[1:], strict=True):
            if before and after and swapped(before, after):
                key = year if year in stated.years else "then"
                yield _asked(plan, ("funding", name, "stated", key), after, before, year)
                break


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


def _asked(plan: Plan, path: Path, amount: float, before: float, year: str) -> Complaint:
    message = (
        f"{plan.label('funding', str(path[1]))} is {planned_money(amount, plan.unit)} in {year}, and "
        f"{planned_money(before, plan.unit)} in the year before: are two digits swapped?"
    )
    return Complaint("W721", path, message, FIX)


SWAPPED_DIGITS = (check_swapped_digits,)
