"""Characters that look like others: no-break spaces, dashes for a minus, curly quotes, letters of other alphabets.

Word processors, PDF files and other keyboards bring them. Must not know what a text means.
"""

import unicodedata

_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing, although Unicode counts them as visible."""
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63", "-")
_SLASHES = dict.fromkeys("\u2044\u2215", "/")
_PERCENTS = dict.fromkeys("\u066a\ufe6a", "%")
_QUOTES = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
}
_FULL_WIDTH = {chr(0xFF00 + code - 0x20): chr(code) for code in range(0x21, 0x7F)}
_CYRILLIC = ("авекмнорстухіѕјԁһԛԝАВЕКМНОРСТУХІЅЈ", "abekmhopctyxisjdhqwABEKMHOPCTYXISJ")
_GREEK = ("αοικνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aoikvptuxABEZHIKMNOPTYX")
_OTHER = ("\u0131\u0251\u0261", "iag")
_TYPED = {**_DASHES, **_SLASHES, **_PERCENTS, **_QUOTES, **_FULL_WIDTH}
_LOOKS_LIKE = {
    their: our for theirs, ours in (_CYRILLIC, _GREEK, _OTHER) for their, our in zip(theirs, ours, strict=True)
}
_CALLED = {"\ufeff": "byte order mark", "\u200b": "zero-width space"}


def is_odd_blank(character: str) -> bool:
    """Return True if a character looks like a blank, and isn't one: a no-break space, an en space."""
    return character != " " and unicodedata.category(character) == "Zs"


def is_invisible(character: str) -> bool:
    r"""Return True if a character shows nothing and takes no room: a zero-width space, a soft hyphen.

    >>> [is_invisible(character) for character in "\u200b\u00ada "]
    [True, True, False, False]
    """
    return unicodedata.category(character) == "Cf" or character in _FILLERS or "\ufe00" <= character <= "\ufe0f"


def called(character: str) -> str:
    r"""Return the name of a character with its article, in small letters.

    >>> called("\u00a0"), called("\u2003"), called("\u200b"), called("\u0000")
    ('a no-break space', 'an em space', 'a zero-width space', 'an invisible character')
    """
    name = _CALLED.get(character) or unicodedata.name(character, "invisible character").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def as_typed(text: str) -> str:
    r"""Return a text with the characters of a keyboard in place of those that look like them.

    >>> as_typed("\u22121%"), as_typed("\u201c12\u00a0300\u201d"), as_typed("\uff13\uff05")
    ('-1%', '"12 300"', '3%')
    """
    return "".join(_as_typed(character) for character in text)


def _as_typed(character: str) -> str:
    if character.isascii():
        return character
    if is_odd_blank(character):
        return " "
    if is_invisible(character):
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return _TYPED.get(character, character)


def in_latin(text: str) -> str:
    r"""Return a text as typed, with Latin letters in place of those of other alphabets that look the same.

    >>> in_latin("p\u0430y")
    'pay'
    """
    return "".join(_LOOKS_LIKE.get(character, character) for character in as_typed(text))


def oddity(text: str) -> str:
    r"""Return what is odd about the first character that looks like another or is invisible; else an empty text.

    >>> oddity("\u22121%"), oddity("care\u00a0homes"), oddity("pay")
    ('its `−` is a minus sign (U+2212), not a hyphen', 'it has a no-break space (U+00A0)', '')
    """
    return next((words for character in text if not character.isascii() and (words := _oddity(character))), "")


def _oddity(character: str) -> str:
    code = f"(U+{ord(character):04X})"
    if is_odd_blank(character) or is_invisible(character):
        return f"it has {called(character)} {code}"
    if character in _LOOKS_LIKE:
        alphabet = unicodedata.name(character).partition(" ")[0].capitalize()
        return f"its `{character}` is a {alphabet} letter that looks like `{_LOOKS_LIKE[character]}`"
    if character in _DASHES:
        return f"its `{character}` is {called(character)} {code}, not a hyphen"
    if character in _QUOTES:
        return f"its `{character}` is a quotation mark from a word processor"
    typed = _as_typed(character)
    return f"its `{character}` {code} is not the `{typed}` of a keyboard" if typed != character else ""


def visible(text: str) -> str:
    r"""Return a text as it looks: with plain blanks, and without invisible characters.

    >>> visible("n\u200bhs"), visible("care\u00a0homes")
    ('nhs', 'care homes')
    """
    return "".join(" " if is_odd_blank(each) else each for each in text if each.isascii() or not is_invisible(each))


def is_blank(text: str) -> bool:
    r"""Return True if a text shows nothing: it is empty, or has only blanks and invisible characters.

    >>> is_blank(""), is_blank(" \u00a0\u200b"), is_blank("a")
    (True, True, False)
    """
    return not visible(text).strip()


def one_spelling(text: str) -> str:
    r"""Return the one spelling of a text that looks the same in several: composed, and without invisible characters.

    Blanks at either end are dropped, and each run of blanks is one, because they don't show.

    >>> one_spelling("Mo\u0300r "), one_spelling("Our\u00a0  part\u00adnership")
    ('Mòr', 'Our partnership')
    """
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())
