"""Cells of one sheet as texts: numbers as a person would type them, formulas by their stored values."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from mtfp.text.xlsx.archive import TooLarge
from mtfp.text.xlsx.parts import Styles

MOST_ROWS, MOST_COLUMNS = 20_000, 400
"""Maximum numbers of rows and columns that hold something."""
_ROW = re.compile(r"[1-9][0-9]{0,8}")
_CELL = re.compile(r"([A-Z]{1,9})([1-9][0-9]{0,8})")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
"""Days from which workbooks count dates; Excel's 29 February 1900, which never was, is before any date of a plan."""


@dataclass(frozen=True)
class Shared:
    """Texts and styles that the cells of a workbook share."""

    texts: list[str]
    styles: Styles
    since_1904: bool


@dataclass
class Cells:
    """Reader of a sheet. `rows`: texts by row and column from 0; `unknown`: formulas without a stored value."""

    shared: Shared
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    _row: int = -1
    _column: int = -1
    _kind: str = "n"
    _style: int = 0
    _formula: bool = False
    _inside: bool = False
    _parts: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name in ("v", "t")
        if name == "row":
            self._row = int(found[0]) - 1 if (found := _ROW.fullmatch(attributes.get("r", ""))) else self._row + 1
            self._column = -1
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._kind, self._formula, self._parts = attributes.get("t", "n"), False, []
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdigit() and len(style) < 9 else 0
        elif name == "f":
            self._formula = True

    def _place(self, reference: str) -> None:
        found = _CELL.fullmatch(reference)
        if not found:
            self._column += 1
            return
        number = 0
        for letter in found[1]:
            number = number * 26 + ord(letter) - ord("A") + 1
        self._row, self._column = int(found[2]) - 1, number - 1

    def text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._inside = False
        if name != "c":
            return
        value = self._value("".join(self._parts))
        if value:
            if self._row >= MOST_ROWS or self._column >= MOST_COLUMNS:
                raise TooLarge(f"has a sheet with more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns")
            self.rows.setdefault(self._row, {})[self._column] = value
        elif self._formula and not self._parts and self._kind != "str":
            self.unknown.append((self._row, self._column))

    def _value(self, text: str) -> str:
        """Return a cell as text. A number is written in full, and with a percent sign if the cell shows one."""
        if self._kind == "s":
            at = int(text) if text.isdigit() and len(text) < 9 else -1
            return decoded(self.shared.texts[at]).strip() if 0 <= at < len(self.shared.texts) else ""
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), "")
        if self._kind != "n":
            return decoded(text).strip()
        styles = self.shared.styles
        if self._style < len(styles.date) and styles.date[self._style]:
            return _date(text, self.shared.since_1904)
        return number(text, percent=self._style < len(styles.percent) and styles.percent[self._style])


def number(text: str, *, percent: bool = False) -> str:
    """Return a stored number as a person would type it, to the 15 digits that Excel shows.

    >>> number("0.0375", percent=True), number("1.2E3"), number("0.30000000000000004"), number("?")
    ('3.75%', '1200', '0.3', '?')
    """
    try:
        value = Decimal(text.strip()) * (100 if percent else 1)
    except InvalidOperation:
        return text.strip()
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return text.strip()
    rounded = Decimal(f"{value:.15g}").normalize() + 0
    return f"{rounded:f}{'%' if percent else ''}"


def _date(text: str, since_1904: bool) -> str:
    """Return a date like 2026-04-01, with its time if it has one.

    >>> _date("46113", False), _date("46113.5", False), _date("x", False)
    ('2026-04-01', '2026-04-01T12:00:00', 'x')
    """
    try:
        found = EPOCHS[since_1904] + timedelta(days=float(text))
    except (ValueError, OverflowError):
        return text
    return found.isoformat().removesuffix("T00:00:00")


def decoded(text: str) -> str:
    r"""Return a text in which the codes that workbooks use for control characters are the characters.

    >>> decoded("a_x000D_b"), decoded("_x005F_x000D_")
    ('a\rb', '_x000D_')
    """
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
