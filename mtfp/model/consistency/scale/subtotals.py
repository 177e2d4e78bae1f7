"""Check of rows that add up other rows: a total copied from a table would be counted a second time."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, combinations
from math import isclose

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan

TOTAL = Form(r"(?i)(?<![a-z])(?:sub|grand)?[- _]*totals?(?![a-z])")
"""Word by which a row says that it is a total."""
SAME = 1e-9
"""Largest difference between a total and its rows that is only floating-point error, as a share of it."""
LEAST_ABOVE, LEAST_BELOW = 2, 3
"""Least number of rows above or below that a total adds up; two rows below may well be a coincidence."""
TELLING, FEWER = 3, 2
"""Least number of digits of a sum of two rows, and of more: 6,000 is 5,000 and 1,000 by mere chance."""
MOST_RUNS = 3
"""Most runs of rows above or below with the total of a row that are compared year by year, the shortest first."""
NEARBY, MOST_SCATTERED = 5, 4
"""Rows above and below a row, and the most of them, that may add up to it without standing together."""
MANY_YEARS, MANY_DIGITS = 2, 4
"""Least number of amounts of a row, and of their digits, that no rows add up to by chance."""
MOST_NAMED = 4
"""Largest number of rows that are all named."""
FIX = "take the row out, because the plan adds up the others itself; if it is no total, say so in `note:`"
ROWS = {"lines": "line", "funding": "funding source", "commitments": "commitment", "savings": "saving"}
"""Sections whose rows are added up, each with the word for one of its rows."""

Amounts = Mapping[str, float]
"""Amounts of a row by year, without zeros."""


def check_subtotals(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a row whose name says total, or whose amounts are the sum of the rows above, below, or all others."""
    for section, row in ROWS.items():
        amounts = dict(_amounts(plan, section))
        names, sums = list(amounts), Sums(list(amounts.values()))
        for position, name in enumerate(names):
            label = plan.label(section, name)
            added = sums.added_up_by(position)
            if added and (added[0] < position or _is_group(plan, section, amounts[name], [names[at] for at in added])):
                rows = _listed([plan.label(section, names[each]) for each in added])
                says = f"{label}, {_money(plan, amounts[name])}, is the sum of {len(added)} other rows ({rows})"
                yield Complaint("W565", (section, name), f"{says}: is it a total?", FIX, True)
            elif TOTAL.search(name) or TOTAL.search(label):
                says = f"the name of {label} says that it is a total, but the plan counts it as one more {row}"
                yield Complaint("W565", (section, name), f"{says}: is it a total?", FIX, True)


def _is_group(plan: Plan, section: str, total: Amounts, rows: Sequence[str]) -> bool:
    """Return True if rows below their total are no chance: it has many digits, or they are of one kind or all others.

    A total above its rows is a heading, whose rows have something in common.
    """
    if _digits(total) >= MANY_DIGITS or len(rows) == len(getattr(plan, section)) - 1:
        return True
    items = [getattr(plan, section)[row] for row in rows]
    if len({item.partner for item in items}) > 1:
        return False
    kinds = (
        ("setting", "care_group") if section == "lines" else ("type",) if section == "funding" else ("line", "lines")
    )
    words = [frozenset(re.findall(r"[a-z]{4,}", plan.label(section, row).lower())) for row in rows]
    return bool(frozenset.intersection(*words)) or any(len({str(getattr(i, k)) for i in items}) == 1 for k in kinds)


def _amounts(plan: Plan, section: str) -> Iterator[tuple[str, Amounts]]:
    """Yield the amounts of each row that has any, in the order of the file; income lines have theirs below zero."""
    year = plan.base_year
    by_year: dict[str, Mapping[str, Mapping[str, float | None]]] = {
        "lines": {name: {year: line.sign * line.opening(year)} for name, line in plan.lines.items()},
        "funding": {name: {year: stream.of_base_year(year)} for name, stream in plan.funding.items()},
        "commitments": {name: commitment.amount for name, commitment in plan.commitments.items()},
        "savings": {name: saving.planned for name, saving in plan.savings.items()},
    }
    for name, amounts in by_year[section].items():
        if given := {key: amount for key, amount in amounts.items() if amount}:
            yield name, given


class Sums:
    """Running sums of rows, in which the rows that add up to an amount are found without adding them up again."""

    def __init__(self, rows: Sequence[Amounts]) -> None:
        self._rows, self._totals = rows, [sum(amounts.values()) for amounts in rows]
        self._before = [0.0, *accumulate(self._totals)]
        self._ordered = sorted(range(len(self._before)), key=self._before.__getitem__)
        self._in_order = [self._before[at] for at in self._ordered]
        self._noise = SAME * max(map(abs, self._in_order))
        self._all: dict[str, float] = {}
        for amounts in rows:
            for year, amount in amounts.items():
                self._all[year] = self._all.get(year, 0.0) + amount

    def added_up_by(self, position: int) -> Sequence[int]:
        """Return the rows that a row adds up: those above or below it, or all others; none if it adds up no rows."""
        own, digits = self._rows[position], _digits(self._rows[position])
        for rows in (*self._above(position), *self._below(position), *self._others(position)):
            least = TELLING if len(rows) == LEAST_ABOVE else FEWER
            if len(rows) >= LEAST_ABOVE and digits >= least and _is_sum(own, [self._rows[each] for each in rows]):
                return rows
        return self._scattered(position) if len(own) >= MANY_YEARS and digits >= MANY_DIGITS else ()

    def _scattered(self, position: int) -> Sequence[int]:
        """Return a few rows near a row that add up to it in every year; none if there are none."""
        near = range(max(0, position - NEARBY), min(len(self._rows), position + NEARBY + 1))
        total, own = self._totals[position], self._rows[position]
        others = [each for each in near if each != position and 0 < self._totals[each] * total < total**2]
        for number in range(LEAST_ABOVE, MOST_SCATTERED + 1):
            for rows in combinations(others, number):
                added = sum(self._totals[each] for each in rows)
                if abs(added - total) <= SAME * abs(total) and _is_sum(own, [self._rows[each] for each in rows]):
                    return rows
        return ()

    def _above(self, position: int) -> Iterator[range]:
        """Yield the rows just above a row whose total over the years is the row's, the shortest run first."""
        starts = self._places_with(self._before[position] - self._totals[position])
        nearest = sorted((at for at in starts if at <= position - LEAST_ABOVE), reverse=True)
        yield from (range(at, position) for at in nearest[:MOST_RUNS])

    def _below(self, position: int) -> Iterator[range]:
        ends = self._places_with(self._before[position + 1] + self._totals[position])
        nearest = sorted(at for at in ends if at > position + LEAST_BELOW)
        yield from (range(position + 1, at) for at in nearest[:MOST_RUNS])

    def _others(self, position: int) -> Iterator[Sequence[int]]:
        own = self._rows[position]
        if all(isclose(total, 2 * own.get(year, 0.0), abs_tol=self._noise) for year, total in self._all.items()):
            yield [each for each in range(len(self._rows)) if each != position]

    def _places_with(self, sum_before: float) -> Sequence[int]:
        """Return the positions before which the rows add up to a sum, whatever the rounding."""
        first = bisect_left(self._in_order, sum_before - self._noise)
        return self._ordered[first : bisect_right(self._in_order, sum_before + self._noise)]


def _digits(own: Amounts) -> int:
    """Return the number of digits of all amounts, without zeros at their ends.

    >>> _digits({"2026/27": 6_000.0}), _digits({"2026/27": 20_700.0, "2027/28": 1.5})
    (1, 5)
    """
    return sum(len(f"{abs(amount):.12g}".replace(".", "").strip("0")) for amount in own.values())


def _is_sum(own: Amounts, rows: Sequence[Amounts]) -> bool:
    years = {year for each in (own, *rows) for year in each}
    return all(
        isclose(own.get(year, 0.0), sum(row.get(year, 0.0) for row in rows), rel_tol=SAME, abs_tol=SAME)
        for year in years
    )


def _listed(labels: Sequence[str]) -> str:
    """Return the names of rows, the first and the last of many."""
    if len(labels) > MOST_NAMED:
        return f"{labels[0]} to {labels[-1]}"
    return f"{', '.join(labels[:-1])} and {labels[-1]}"


def _money(plan: Plan, amounts: Amounts) -> str:
    first, *others = (f"{planned_money(amount, plan.unit)} in {year}" for year, amount in amounts.items())
    return f"{first} and so on" if others else first


SUBTOTALS = (check_subtotals,)
