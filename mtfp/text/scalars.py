"""Values of unquoted words in YAML 1.2: a word is text, unless it is a number, true, false or empty.

Follows the core schema of YAML 1.2.2 (section 10.3.2), except that `010` and hexadecimal or octal numerals stay text,
because people don't read them as numbers. Must not know rates, years or money: the model reads those from text.
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
"""Most digits of a whole number: 18 digits fit into 64 bits, the limit of other programs that read our files."""


def scalar(text: str) -> Scalar | Finding:
    """Return the value of an unquoted word. An infinite or too long number gives a finding, without its place.

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
    """Return the finding that a number is infinite or not a number."""
    return Finding("E109", "the number is not finite", place, "write the amount in full, or leave the entry out")


def too_many_digits(place: Place) -> Finding:
    """Return the finding that a whole number has too many digits to be exact."""
    message = f"the number has more than {MOST_DIGITS} digits"
    return Finding("E114", message, place, "check the amount; put a reference number in quotes to make it text")
