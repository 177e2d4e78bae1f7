"""Headings of columns: the key that each one means, in any capitals, with spaces, underscores or dots between words."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mtfp.reading.sheets.forms import MAIN_AMOUNTS, OF_THE_BASE_YEAR, Form, form_of_items

Path = tuple[str, ...]
NAME = "name"
"""Column with the items' names."""
_YEAR = re.compile(
    r"(?<![0-9])(?:(?:financial year|fin\.? year|year|fy)[ _]*)?([0-9]{4})[ ]?[/–-][ ]?(?:20)?([0-9]{2})(?![0-9])", re.I
)
_UNITS = {
    "£k": r"£?\s?['’`]?(?<![0-9])000['’`]?s?(?![0-9/])|£\s?k\b|(?:£|in)\s?thousands?",
    "£m": r"£\s?mn?\b|(?:£\s?|in\s)millions?",
    "£bn": r"£\s?bn\b|(?:£\s?|in\s)billions?",
    "£": r"£(?![0-9])|\bGBP\b",
}
"""Ways in which headings write a unit of money; the longer ones first."""
_BRACKETS = re.compile(r"[(\[]\s*[)\]]")


@dataclass(frozen=True)
class Known:
    """Names of a plan's file that headings refer to."""

    section: str
    unit: str = ""
    base_year: str = ""
    assumptions: Collection[str] = ()
    localities: Collection[str] = ()


@dataclass(frozen=True)
class Heading:
    """Heading of a column: the text as typed, the path of the key that it means, and the unit that it states.

    `path` is empty for a heading that means no key.
    """

    text: str
    path: Path
    unit: str = ""

    @property
    def dotted(self) -> str:
        return ".".join(self.path)


def heading_of(text: str, known: Known) -> Heading:
    """Return what a heading means.

    >>> heading_of("Planned 2026-27 (£000)", Known("savings")).path
    ('planned', '2026/27')
    >>> heading_of("Care group", Known("lines")).path, heading_of("2026/27", Known("savings")).path
    (('care_group',), ('planned', '2026/27'))
    """
    unit, bare = unit_in(text)
    return Heading(text, _path(re.sub(r"[(\[]?\s*%\s*[)\]]?", " ", bare).strip(), known), unit)


def unit_in(text: str) -> tuple[str, str]:
    """Return the unit of money that a text states, and the text without it.

    >>> unit_in("Budget (£'000)"), unit_in("Budget £m"), unit_in("2000/01")
    (('£k', 'Budget'), ('£m', 'Budget'), ('', '2000/01'))
    """
    for unit, pattern in _UNITS.items():
        if re.search(pattern, text, re.IGNORECASE):
            bare = _BRACKETS.sub(" ", re.sub(pattern, " ", text, flags=re.IGNORECASE))
            return unit, " ".join(bare.split()).strip(" -–,")
    return "", text


def _path(bare: str, known: Known) -> Path:
    parts = parts_of(bare)
    if [part.casefold() for part in parts] == [NAME]:
        return (NAME,)
    form = form_of_items(known.section)
    if parts and _is_year(parts[0]):
        parts = [*parts[1:], parts[0]]
    main = MAIN_AMOUNTS.get(known.section)
    if main and len(parts) == 1 and _is_year(parts[0]):
        return (main, parts[0])
    if len(parts) == 2 and parts[1] == known.base_year and _letters(parts[0]) == OF_THE_BASE_YEAR.get(known.section):
        return (_letters(parts[0]),)
    return next(_paths(parts, form, known, "." not in bare), ())


def parts_of(bare: str) -> list[str]:
    """Return the parts of a heading: between its dots if it has any, else its words; a financial year is one part."""
    years = _YEAR.sub(lambda found: f" {found[1]}/{found[2]} ", re.sub(r"[()\[\]]", " ", bare))
    if "." in bare:
        return [word.strip() for part in years.split(".") for word in _year_apart(part) if word.strip()]
    return [word for word in re.split(r"[\s_:-]+", years) if word]


def _year_apart(part: str) -> list[str]:
    """Split a year from the words around it: `planned_use 2026/27`."""
    return re.split(r"\s+(?=[0-9]{4}/[0-9]{2}\s*$)|(?<=/[0-9]{2})\s+", part.strip())


def _paths(parts: Sequence[str], form: Form, known: Known, words: bool) -> Iterator[Path]:
    """Yield the paths that the parts of a heading may mean. `words` is True if no dots mark where a key ends."""
    if not parts:
        yield ()
        return
    counts = list(range(len(parts), 0, -1))
    if form.by_name:  # `Components pay_council on_costs`: a known name ends where it ends
        counts.sort(key=lambda count: not _named(parts[:count], known))
    for count in counts:
        typed, rest = parts[:count], parts[count:]
        for key in _keys(typed, form, known, words):
            inner = form.inner(key)
            if inner is not None:
                yield from ((key, *path) for path in _paths(rest, inner, known, words))


def _keys(typed: Sequence[str], form: Form, known: Known, words: bool) -> Iterator[str]:
    """Yield the keys of a group that some parts of a heading may be."""
    letters = _letters("".join(typed))
    yield from (key for key in form.keys if _letters(key) == letters)
    if len(typed) == 1 and not form.by_text and form.inner(typed[0]):
        yield typed[0]
    if not words and len(typed) > 1:
        return
    if form.by_name:
        yield from _named(typed, known) or ["_".join(typed).lower().replace(" ", "_")]
    if form.by_text and letters != "then":
        yield next((place for place in known.localities if _letters(place) == letters), " ".join(typed))


def _named(typed: Sequence[str], known: Known) -> list[str]:
    """Return the assumptions whose name some parts of a heading are."""
    letters = _letters("".join(typed))
    return [name for name in known.assumptions if _letters(name) == letters]


def is_year(text: str) -> bool:
    """Return True for a heading that is a financial year alone, however it is written, with or without a unit.

    >>> is_year("FY 2026-27 (£000)"), is_year("Planned 2026/27")
    (True, False)
    """
    parts = parts_of(unit_in(text)[1])
    return len(parts) == 1 and _is_year(parts[0])


def _is_year(part: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}/[0-9]{2}", part))


def _letters(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()
