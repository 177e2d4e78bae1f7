"""Text that a stream can take: what its encoding lacks is written in letters that it has.

Knows encodings and the few signs that reports use; must not know tables.
"""

import codecs
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
"""What stands for a sign where an encoding lacks it."""


def clean(text: str, encoding: str = "utf-8") -> str:
    r"""A label, title or note as it may be shown: in letters of `encoding`, what a terminal would act on spelled out.

    Accents are joined to their letters, so that a letter takes one column.

    >>> clean("Cost, £\x1b[31m", "ascii")
    'Cost, GBP \\x1b[31m'
    """
    return fold(printable(unicodedata.normalize("NFC", text)), encoding)


def fold(text: str, encoding: str) -> str:
    """The same text in letters that `encoding` has. An encoding that Python doesn't know is taken for ASCII.

    >>> fold("−£5k → Mòr…", "cp1252"), fold("−£5k → Mòr…", "ascii")
    ('-£5k -> Mòr…', '-GBP 5k -> Mor...')
    """
    if fits(text, encoding):
        return text
    return "".join(sign if fits(sign, encoding) else _instead(sign, encoding) for sign in text)


def fits(text: str, encoding: str) -> bool:
    """Whether every letter can be written in `encoding`."""
    try:
        text.encode(known(encoding))
    except UnicodeEncodeError:
        return False
    return True


def known(encoding: str) -> str:
    """The encoding's name, or `ascii` for one that Python doesn't know.

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
