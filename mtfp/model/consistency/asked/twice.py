"""Check of rows that say the same: an item that is typed twice would count twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.one_slip import digits
from mtfp.model.plan import Plan

BY_CHANCE, OVERLAPPING, SAME_PLACE = 4, 3, 2
"""Least number of digits of equal amounts that are no chance: anywhere, on some of the same lines, on just the same."""
PATH = 3
"""Least number of different amounts by year that make two rows with these amounts the same row typed twice."""
WHOLE = "plan"
"""Side of an item that falls on the whole plan."""
FIX = (
    "take one of the two out, or correct the amounts of a row that was copied and not adjusted; if both are right, "
    "say so in `note:`"
)


class Row(NamedTuple):
    """Amounts of an item by year, without zeros; what two equal rows must share; the place on which they fall.

    `lines` are the lines of the place, and `sides` the partners of these lines, or the item's partner.
    """

    section: str
    name: str
    amounts: tuple[tuple[str, float], ...]
    kind: Any
    place: Any
    lines: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    follows: str | None = None
    """Index that the amounts follow, if the row is a recurring one with a single amount."""


def check_twice(plan: Plan) -> Iterator[Complaint]:
    """Warn of two rows of a section, or of two sections that may hold the same thing, with the same amounts."""
    rows = {section: list(of(plan)) for section, of in ROWS.items()}
    for section, items in rows.items():
        yield from (_same(plan, first, second) for first, second in _repeats(items))
        for other in ALSO.get(section, ()):
            yield from (_same(plan, first, second) for first, second in _in_both(items, rows[other]))


def _repeats(items: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each later row with the first row that it repeats."""
    first_with: dict[Any, Row] = {}
    for row in items:
        first = next((first_with[key] for key in _finds(row) if key in first_with), None)
        if first:
            yield first, row
        for key in _held(row):
            first_with.setdefault(key, row)


def _in_both(items: Iterable[Row], others: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row of one section with the rows of another section that have the same amounts."""
    alike: dict[Any, list[Row]] = {}
    for row in others:
        for key in _held(row):
            alike.setdefault(key, []).append(row)
    for row in items:
        found = {other.name: other for key in _finds(row) for other in alike.get(key, ())}
        yield from ((row, other) for other in found.values())


def _held(row: Row) -> list[Any]:
    """Return the keys under which another row finds that it says the same as a row."""
    return [key for key, held, _ in _keys(row) if held]


def _finds(row: Row) -> list[Any]:
    """Return the keys under which a row finds others that say the same."""
    return [key for key, _, finds in _keys(row) if finds]


def _keys(row: Row) -> Iterator[tuple[Any, bool, bool]]:
    """Yield keys that two rows that say the same share: the more digits they have, the less else must be the same.

    Each key has two flags: whether a row is found by it, and whether it finds others by it. A row on a partner's side
    may say the same as one on a line of this partner; two rows on different lines don't.
    """
    found, same = sum(digits(amount) for _, amount in row.amounts), (row.amounts, row.kind)
    if found >= BY_CHANCE:
        yield same, True, True
    if found >= SAME_PLACE:
        yield (*same, row.place), True, True
    if found >= OVERLAPPING:
        yield from _overlapping(row, same)
    if row.follows:  # a single amount that follows an index: the same one in the same year is hardly a chance
        yield (*same, row.follows, row.place), True, True
        if found >= SAME_PLACE:
            yield from _overlapping(row, (*same, row.follows))


def _overlapping(row: Row, same: tuple[Any, ...]) -> Iterator[tuple[Any, bool, bool]]:
    """Yield the keys of a row on the same line, and of one on the side of a partner and one on a line of it."""
    yield from (((*same, line), True, True) for line in row.lines)
    for side in row.sides:
        yield (*same, "side", side), not row.lines, True
        yield (*same, "lines of", side), bool(row.lines), not row.lines


def _same(plan: Plan, first: Row, second: Row) -> Complaint:
    (year, amount), *others = second.amounts
    money = f"{planned_money(amount, plan.unit)}{f' in {year}' if '/' in year else ''}{' and so on' if others else ''}"
    labels = [plan.label(row.section, row.name) for row in (first, second)]
    where = f" under `{first.section}`" if first.section != second.section else ""
    message = f"{labels[1]} has the same amounts as {labels[0]}{where}, {money}: is it in the plan twice?"
    return Complaint("W568", (second.section, second.name), message, FIX, True, (first[:2],))


def _by_year(amounts: Mapping[str, float | None]) -> tuple[tuple[str, float], ...]:
    return tuple((year, amount) for year, amount in sorted(amounts.items()) if amount)


def _lines(plan: Plan) -> Iterator[Row]:
    for name, line in plan.lines.items():
        amounts = _by_year({plan.base_year: line.opening(plan.base_year)})
        yield Row(
            "lines", name, amounts, (line.partner, line.kind), (line.setting, tuple(sorted(line.components.items())))
        )


def _funding(plan: Plan) -> Iterator[Row]:
    for name, stream in plan.funding.items():
        stated = stream.stated.root.years if stream.stated else {}
        path = len(set(stated.values())) >= PATH
        amounts = _by_year(stated if path else {plan.base_year: stream.of_base_year(plan.base_year)})
        yield Row("funding", name, amounts, (stream.partner, stream.type, stream.kind), name)


def _of(section: str, key: str) -> Callable[[Plan], Iterator[Row]]:
    def rows(plan: Plan) -> Iterator[Row]:
        for name, item in getattr(plan, section).items():
            lines = tuple(each for each in item.targets(plan.lines) if each in plan.lines)
            sides = tuple(dict.fromkeys(plan.lines[each].partner for each in lines)) or (item.partner or WHOLE,)
            place = (item.line, item.lines, item.partner)
            amounts = _by_year(getattr(item, key))
            follows = item.indexed if section == "commitments" and len(amounts) == 1 and item.recurring else None
            yield Row(section, name, amounts, None, place, lines, sides, follows)

    return rows


def _events(plan: Plan) -> Iterator[Row]:
    for name, event in plan.risk_events.items():
        place = (event.line, event.lines, event.partner)
        if event.status != "closed":
            yield Row("risk_events", name, _by_year({"": event.impact.money}), event.probability, place)


ROWS: dict[str, Callable[[Plan], Iterator[Row]]] = {
    "lines": _lines,
    "funding": _funding,
    "commitments": _of("commitments", "amount"),
    "savings": _of("savings", "planned"),
    "investments": _of("investments", "spend"),
    "risk_events": _events,
}
"""Sections whose rows may be typed twice, each with the function that yields its rows."""
ALSO = {"commitments": ("investments",)}
"""Sections that may hold the same thing once more."""
