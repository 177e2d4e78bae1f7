"""Parts that a workbook's sheets share: the names of sheets, texts, formats of numbers, and relations between parts."""

import re
from dataclasses import dataclass, field

from mtfp.text.xlsx.archive import Archive, NotRead, TooLarge, related_part

MOST_LETTERS = 20_000_000
"""Maximum number of letters of all texts together."""
MOST_FORMATS, MOST_OF_FORMAT = 5_000, 255
"""Maximum number of formats, and the letters of each that Excel allows."""
SHEET, WORKBOOK, TEXTS, STYLES = "/worksheet", "/officeDocument", "/sharedStrings", "/styles"
"""Ends of the types of relations, which have other beginnings in strict files."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
PERCENT, DATE = {9, 10}, {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Numbers of Excel's own formats that show per cent, and dates or times."""


class Relations:
    """Relations of a part: parts by identifier, with the end of their type. Files outside are left out."""

    def __init__(self, part: str) -> None:
        self._part = part
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = "/" + attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, related_part(self._part, attributes.get("Target", "")))

    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...

    def one(self, kind: str) -> str:
        """Return the first part of a kind; an empty text if there is none."""
        return next((part for found, part in self.found.values() if found == kind), "")


def relations(archive: Archive, part: str) -> Relations:
    """Return the relations of a part; `part` is empty for the archive itself."""
    folder, _, name = part.rpartition("/")
    found = Relations(part)
    file = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if archive.has(file):
        archive.read(file, found)
    return found


@dataclass
class Sheets:
    """Names of the sheets with the identifiers of their parts, in order, and the day from which dates are counted."""

    names: list[tuple[str, str]] = field(default_factory=list)
    since_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identifier = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.names.append((attributes.get("name", ""), identifier))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")

    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


@dataclass
class Texts:
    """Texts that cells share, without the readings that are written above letters."""

    found: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _inside: bool = False
    _reading: bool = False
    _letters: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._reading = True
        self._inside = name == "t" and not self._reading

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._reading = False
        elif name == "si":
            self.found.append("".join(self._parts))

    def text(self, text: str) -> None:
        if self._inside:
            self._letters += len(text)
            if self._letters > MOST_LETTERS:
                raise TooLarge(f"has more than {MOST_LETTERS // 1_000_000} million letters")
            self._parts.append(text)


@dataclass
class Styles:
    """Styles of cells by number: True for per cent, and for dates."""

    percent: list[bool] = field(default_factory=list)
    date: list[bool] = field(default_factory=list)
    _own: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    _of_cells: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cellXfs":
            self._of_cells = True
        elif name == "numFmt":
            self._own[_whole(attributes.get("numFmtId"))] = _shows(attributes.get("formatCode", ""))
            if len(self._own) > MOST_FORMATS:
                raise TooLarge(f"has more than {MOST_FORMATS:,} formats of numbers")
        elif name == "xf" and self._of_cells:
            number = _whole(attributes.get("numFmtId"))
            percent, date = self._own.get(number, (number in PERCENT, number in DATE))
            self.percent.append(percent)
            self.date.append(date)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._of_cells = False

    def text(self, text: str) -> None: ...


def _shows(code: str) -> tuple[bool, bool]:
    """Return True for a format that shows per cent, and True for one that shows a date or a time."""
    bare = _QUOTED.sub("", code[:MOST_OF_FORMAT]).casefold().replace("general", "")
    return "%" in bare, bool(re.search("[ymdhs]", bare))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def workbook_part(archive: Archive) -> str:
    """Return the name of the part that lists the sheets. Raises NotRead for an archive of another kind."""
    found = relations(archive, "").one(WORKBOOK)
    if not found.startswith("xl/"):
        raise NotRead("is not an Excel workbook (.xlsx)")
    return found
