"""What a word without quotes means in YAML 1.2: text, unless it is plainly a number, true, false or nothing.

Follows the core schema of YAML 1.2.2 (section 10.3.2), but leaves as text what a person would not read as that number:
`010` and hexadecimal or octal numerals. Must not know rates, years or money: those are texts for the model to read.
"""

import math
import re

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place

Scalar = str | int | float | bool | None

WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
}
NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
STARTS_OF_NUMBERS = frozenset("+-.0123456789")

MOST_DIGITS = 18
"""A whole number up to here fits 64 bits, which is what other programs that read our files have."""


def scalar(text: str) -> Scalar | Finding:
    """The value of an unquoted word, or a finding (as yet without place) if it is a number that nobody can add up.

    >>> [scalar(word) for word in ("12300", "-2.5", "1e5", "true", "~")]
    [12300, -2.5, 100000.0, True, None]
    >>> [scalar(word) for word in ("no", "3%", "2026/27", "12_300", "010", "12:30")]
    ['no', '3%', '2026/27', '12_300', '010', '12:30']
    >>> scalar("1e999").code
    'E109'
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in STARTS_OF_NUMBERS:
        return text
    if INTEGER.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= MOST_DIGITS else too_many_digits(Place(""))
    if DECIMAL.fullmatch(text):
        value = float(text)
        return value if math.isfinite(value) else not_finite(Place(""))
    return not_finite(Place("")) if NOT_FINITE.fullmatch(text) else text


def not_finite(place: Place) -> Finding:
    """That a number is infinite or not a number."""
    return Finding("E109", "the number is not a finite one", place, "write the amount out, or leave the entry out")


def too_many_digits(place: Place) -> Finding:
    """That a whole number has more digits than can be kept exactly."""
    message = f"the number has more than {MOST_DIGITS} digits"
    return Finding("E114", message, place, "check the amount; put a reference number in quotes, so that it is text")
