"""Write text in the letters of an encoding, with replacements for signs that the encoding lacks.

Knows encodings and the few signs that reports use; must not know tables.
"""

import codecs
import re
import unicodedata

from mtfp.findings.show import printable

INSTEAD = {
    "£": "GBP ",
    "−": "-",
    "–": "-",
    "—": "-",
    "─": "-",
    "…": "...",
    "→": "->",
    "×": "x",
    "·": "-",
    "•": "*",
    "≤": "<=",
    "≥": ">=",
    "±": "+/-",
    "░": ".",
    "▓": "#",
    "█": "=",
    "┃": "|",
    "┊": ":",
    "◆": "o",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}
"""Replacements for signs that an encoding lacks."""
INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 forbids, including in escaped form."""


def clean(text: str, encoding: str = "utf-8") -> str:
    r"""Return a label, title or note in letters of `encoding`, with control characters written as codes.

    Accents are joined to their letters, so that a letter takes one column.

    >>> clean("Cost, £\x1b[31m", "ascii")
    'Cost, GBP \\x1b[31m'
    """
    return fold(printable(unicodedata.normalize("NFC", text)), encoding)


def valid_xml(text: str) -> str:
    r"""Return the text with every character that XML 1.0 does not allow written as its code.

    >>> valid_xml("Fife\ufffe")
    'Fife\\ufffe'
    """
    return INVALID.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def fold(text: str, encoding: str) -> str:
    """Return the text in letters of `encoding`. An encoding that Python does not know counts as ASCII.

    >>> fold("−£5k → Mòr…", "cp1252"), fold("−£5k → Mòr…", "ascii")
    ('-£5k -> Mòr…', '-GBP 5k -> Mor...')
    """
    if fits(text, encoding):
        return text
    return "".join(sign if fits(sign, encoding) else _instead(sign, encoding) for sign in text)


def fits(text: str, encoding: str) -> bool:
    """Return True if every letter can be written in `encoding`."""
    try:
        text.encode(known(encoding))
    except UnicodeEncodeError:
        return False
    return True


def known(encoding: str) -> str:
    """Return the encoding's name, or `ascii` if Python does not know it.

    >>> known("cp1252"), known("cp-no-such")
    ('cp1252', 'ascii')
    """
    try:
        codecs.lookup(encoding)
    except LookupError:
        return "ascii"
    return encoding


def _instead(sign: str, encoding: str) -> str:
    letters = INSTEAD.get(sign) or "".join(
        letter for letter in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(letter)
    )
    return letters if letters and fits(letters, encoding) else "?"
