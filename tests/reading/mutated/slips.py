"""Every number and every year of a plan, one slip at a time: a thousand times too much, a lost sign, another year."""

import re
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from mtfp.findings.finding import Finding
from mtfp.findings.place import Document
from mtfp.findings.place import Path as Keys
from mtfp.text.yaml import parse_yaml
from tests.reading.mutated.inputs import Input
from tests.reading.mutated.mutants import Mutant
from tests.reading.mutated.of_numbers import NUMBER, YEAR, flip, scaled, shifted
from tests.reading.mutated.oracle import Outcome

CHANCE = Random(0)  # noqa: S311
OF_NUMBERS = {
    "a thousand times": lambda number: scaled(number, 1000),
    "a thousandth": lambda number: scaled(number, 0.001),
    "the sign": lambda number: flip(number, CHANCE),
}
OF_YEARS = {
    "ten years later": lambda year: shifted(year, 10),
    "ten years before": lambda year: shifted(year, -10),
    "a year later": lambda year: shifted(year, 1),
    "a year before": lambda year: shifted(year, -1),
}
COMMENT = re.compile(r"#.*")
WORDS = {"mtfp", "name", "title", "source", "label", "note", "notes", "reason", "reviewed", "owner"}
"""Keys whose values are words or dates, in which a number says nothing."""


class Slip(NamedTuple):
    """One changed number or year: what was done, the keys of the changed value, and the plan with it."""

    what: str
    keys: Keys
    old: str
    new: str
    mutant: Mutant

    def __str__(self) -> str:
        return f"{self.mutant.input.name} {'.'.join(map(str, self.keys))}: {self.old} → {self.new}"


def slips(given: Input) -> Iterator[Slip]:
    """Yield each slip in each number and each year of a plan."""
    text, document = given.text, parse_yaml(given.text, "plan.yaml")
    comments = {at for found in COMMENT.finditer(text) for at in range(*found.span())}
    for what, ways in ((NUMBER, OF_NUMBERS), (YEAR, OF_YEARS)):
        for found in what.finditer(text):
            keys = keys_at(document, text, found.start())
            if found.start() in comments or not keys or keys[-1] in WORDS:
                continue
            for way, change in ways.items():
                new = change(found.group())
                changed = text[: found.start()] + new + text[found.end() :]
                if float_of(new) != float_of(found.group()):
                    yield Slip(way, keys, found.group(), new, Mutant(0, given, changed, (way,)))


def float_of(number: str) -> float | str:
    try:
        return float(number.rstrip("%").replace("_", ""))
    except ValueError:
        return number


def keys_at(document: Document, text: str, offset: int) -> Keys:
    """Return the keys of the innermost value or key that a character belongs to."""
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    here = [
        (spot[1], keys)
        for spots in (document.keys, document.values)
        for keys, spot in spots.items()
        if spot[0] == line and spot[1] <= column
    ]
    return max(here, key=lambda each: (each[0], len(each[1])))[1] if here else ()


def asks(slip: Slip, found: Outcome, before: tuple[Finding, ...]) -> bool:
    """Return True if a new finding stands at the changed value or at its entry, or names the entry."""
    old = {(each.code, each.message) for each in before}
    new = [each for each in found.findings if (each.code, each.message) not in old]
    document = parse_yaml(slip.mutant.text, "plan.yaml")
    places = lines_of(document, keys_at(document, slip.mutant.text, offset_of_change(slip)))
    return any(each.place.line in places or names(each, slip.keys) for each in new)


def offset_of_change(slip: Slip) -> int:
    before, after = slip.mutant.input.text, slip.mutant.text
    return next(at for at in range(len(after)) if before[at : at + 1] != after[at : at + 1])


def lines_of(document: Document, keys: Keys) -> set[int]:
    """Return the lines of a value and of the entry that it is part of."""
    ends = [keys[:depth] for depth in range(min(2, len(keys)), len(keys) + 1)]
    return {spots[part][0] for part in ends for spots in (document.keys, document.values) if part in spots}


def names(finding: Finding, keys: Keys) -> bool:
    """Return True if a finding names the changed entry, by its key or by its key in words."""
    words = f"{finding.message} {finding.fix}".casefold()
    return len(keys) > 1 and any(each in words for each in (str(keys[1]), str(keys[1]).replace("_", " ")))
