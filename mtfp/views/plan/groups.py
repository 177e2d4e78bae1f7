"""Put rows of a table under headings that the plan names, each with the sum of its rows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mtfp.results.table import Row

Item = tuple[str, Row, tuple[Row, ...]]
"""Heading of an item (empty for none), the row with its amount, and rows that are parts of this amount."""


def grouped(items: Iterable[Item], kind: str, *, signed: bool = False, quiet: bool = False) -> Iterator[Row]:
    """Yield each heading once, with the sum of its items, then its items as parts. Items without a heading stay alone.

    Headings and single items are in the order in which they first occur. Capitals and spaces make no difference
    between headings. People don't see a heading that says the same as its only item. The sum of a column is blank if
    an item is blank there. `kind` begins the identifiers of the headings; `signed` and `quiet` are theirs.

    >>> pay, rent = Row("pay", "Pay award", (5.0,)), Row("rent", "Rent", (2.0,))
    >>> items = [("Pay", pay, ()), ("", rent, ()), ("pay", pay, ())]
    >>> [(row.id, row.depth, row.values) for row in grouped(items, "theme")]
    [('theme.Pay', 0, (10.0,)), ('pay', 1, (5.0,)), ('pay', 1, (5.0,)), ('rent', 0, (2.0,))]
    """
    found: dict[str, list[Item]] = {}
    for at, item in enumerate(items):
        found.setdefault(heading_key(item[0]) or f" {at}", []).append(item)
    for members in found.values():
        heading = " ".join(members[0][0].split())
        alone = len(members) == 1 and heading_key(heading) in ("", heading_key(members[0][1].label))
        if heading:
            total = Row(f"{kind}.{heading}", heading, _sum([row for _, row, _ in members]), signed=signed, quiet=quiet)
            yield replace(total, for_machines=alone)
        for _, row, parts in members:
            yield from (each if alone else replace(each, depth=each.depth + 1) for each in (row, *parts))


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: capitals and spaces make no difference.

    >>> heading_key("New  Commitments")
    'new commitments'
    """
    return " ".join(heading.casefold().split())


def _sum(rows: list[Row]) -> tuple[float | None, ...]:
    columns = zip(*(row.values for row in rows), strict=True)
    return tuple(None if None in column else sum(value or 0.0 for value in column) for column in columns)
