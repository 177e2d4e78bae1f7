"""Check of rows that say the same: an item that is typed twice would count twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.one_slip import digits
from mtfp.model.plan import Plan

BY_CHANCE, SAME_PLACE = 4, 2
"""Least number of digits of equal amounts that are no chance, and of equal amounts that fall on the same lines."""
PATH = 3
"""Least number of different amounts by year that make two rows with these amounts the same row typed twice."""
FIX = "take one of the two out; if both are right, say so in `note:`"


class Row(NamedTuple):
    """Amounts of an item by year, without zeros; what two equal rows must share; the place on which they fall."""

    section: str
    name: str
    amounts: tuple[tuple[str, float], ...]
    kind: Any
    place: Any


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
        if key := _key(row):
            first = first_with.setdefault(key, row)
            if first is not row:
                yield first, row


def _in_both(items: Iterable[Row], others: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row of one section with the rows of another section that have the same amounts."""
    alike: dict[Any, list[Row]] = {}
    for row in others:
        alike.setdefault(_key(row), []).append(row)
    yield from ((row, other) for row in items if (key := _key(row)) for other in alike.get(key, ()))


def _key(row: Row) -> Any:
    """Return what two rows that say the same share; None if equal amounts may be chance."""
    found = sum(digits(amount) for _, amount in row.amounts)
    if found >= BY_CHANCE:
        return row.amounts, row.kind
    return (row.amounts, row.kind, row.place) if found >= SAME_PLACE else None


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
            yield Row(section, name, _by_year(getattr(item, key)), None, (item.line, item.lines, item.partner))

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
