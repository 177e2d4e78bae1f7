"""Numbers in CSV cells: plain digits only.

Spreadsheets often show numbers as `1,234`, `£5`, `1E+05` or `N/A`. Other programs read these as other numbers, or
as missing, so they are refused. Must not know what the number counts.
"""

import math
import re

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.findings.suggest import quoted
from mtfp.text.scalars import MOST_DIGITS, not_finite, too_many_digits

NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}([,_' \u00a0\u2009\u202f’][0-9]{3})+(\.[0-9]*)?|[-+]?[0-9]+(_[0-9]+)+")
CURRENCY = re.compile(r"[-+(−]?\s*[£$€]|.*[£$€]\)?$|[-+]?[0-9.,]+\s*(GBP|gbp|k|m|bn)$")
SCIENTIFIC = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+")
PERCENT = re.compile(r"[-+]?[0-9.]+\s*%")
BRACKETS = re.compile(r"\(\s*[0-9.,]+\s*\)")
OTHER_MINUS = re.compile(r"[−–—]\s*[0-9.,]+|[0-9.,]+\s*[-−–—]")
DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")

NOT_AVAILABLE = frozenset(
    (
        *("na", "n/a", "n.a.", "#n/a", "nan", "nil", "none", "null", "tbc", "unknown", "missing"),
        *("-", "--", "–", "—", ".", "..", "...", "*", ":", "x", "c", "z", "[x]", "[c]", "[z]", "[low]"),
    )
)
"""Marks that stand in place of a figure in spreadsheets and official statistics, in lower case."""


def number(cell: str, place: Place) -> float | Finding:
    """Return the number in a cell, or a finding at `place` that says why the cell can't be read as a number.

    >>> number("12300", Place("population.csv", 2, 9)), number(" -0.5 ", Place("population.csv", 3, 9))
    (12300.0, -0.5)
    >>> number("1,234", Place("population.csv", 2, 9)).fix
    'write `1234`'
    """
    text = cell.strip()
    if not NUMBER.fullmatch(text):
        return _not_a_number(text, place)
    if "." not in text and len(text.lstrip("+-0")) > MOST_DIGITS:
        return too_many_digits(place)
    value = float(text)
    return value if math.isfinite(value) else not_finite(place)


def _not_a_number(text: str, place: Place) -> Finding:
    if not text:
        return Finding("E130", "a number is missing", place, "write the number, or 0 if there is none")
    found = quoted(text)
    if text.lower() in NOT_AVAILABLE:
        fix = "write the number, or leave the row out if there is no figure"
        return Finding("E131", f"a number is needed here, found {found}", place, fix)
    if THOUSANDS.fullmatch(text):
        fix = f"write {quoted(re.sub(r'[^-+0-9.]', '', text))}"
        return Finding("E132", f"a number can't have separators between thousands, found {found}", place, fix)
    if CURRENCY.match(text):
        fix = "write only the number, in the unit of the file"
        return Finding("E133", f"a number can't have a currency sign or a scale such as k, found {found}", place, fix)
    if SCIENTIFIC.fullmatch(text):
        fix = "write all its digits; in a spreadsheet, set the cell's format to a number before saving"
        return Finding("E134", f"a number can't be written in scientific notation, found {found}", place, fix)
    if PERCENT.fullmatch(text):
        fix = "write a plain number: 0.03 for 3%"
        return Finding("E135", f"a number is needed here, not a percentage, found {found}", place, fix)
    return Finding("E136", f"a number is needed here, found {found}", place, _number_fix(text))


def _number_fix(text: str) -> str:
    if BRACKETS.fullmatch(text):
        return "write an amount below zero with a minus sign, not in brackets"
    if OTHER_MINUS.fullmatch(text):
        return "write the minus sign before the number, as a hyphen (-)"
    if DECIMAL_COMMA.fullmatch(text):
        return "write decimals after a point, not after a comma"
    return "write only digits, with a point before decimals"
