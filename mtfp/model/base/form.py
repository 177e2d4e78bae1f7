"""Form of words: a regular expression that is compiled when a text first needs it."""

import re
from collections.abc import Collection, Iterator
from functools import cached_property

ALIKE = {0x131: "i", 0x17F: "s", 0x307: None}
"""Letters that re.IGNORECASE takes for others, as `str.lower` leaves them."""


class Form:
    r"""Regular expression for words in a plan's texts, with the methods of a compiled one.

    Checks have hundreds of them. Compiling them all took a sixth of a short command's time, and most of them are about
    words that few plans have. So a form of many words may name, in lower case, those of which every text that fits has
    one, in one or several groups: a text without is not searched. Tests prove that the expression needs the words.

    >>> share = Form(r"(\d+)\s?(?:%|per cent) (?:on time|late)", 0, ("%", "per cent"), ("on time", "late"))
    >>> share.search("90% delivered"), "compiled" in vars(share)
    (None, False)
    >>> share.search("90% on time")[1], "compiled" in vars(share)
    ('90', True)
    """

    def __init__(self, pattern: str, flags: int = 0, *needs: Collection[str]) -> None:
        self.pattern, self.flags, self.needs = pattern, flags, needs

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def may_fit(self, text: str) -> bool:
        """Return False for a text that has no word of a group of words that the form needs."""
        if not self.needs:
            return True
        compared = as_compared(text)
        return all(any(word in compared for word in words) for words in self.needs)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return self.compiled.search(text, *span) if self.may_fit(text) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        return self.compiled.match(text, *span) if self.may_fit(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text) if self.may_fit(text) else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *span) if self.may_fit(text) else iter(())

    def findall(self, text: str) -> list[str]:
        return self.compiled.findall(text) if self.may_fit(text) else []

    def sub(self, instead: str, text: str) -> str:
        return self.compiled.sub(instead, text) if self.may_fit(text) else text

    def split(self, text: str) -> list[str]:
        return self.compiled.split(text) if self.may_fit(text) else [text]


def as_compared(text: str) -> str:
    """Return a text as needed words are written: in lower case, also letters that re.IGNORECASE takes for ASCII ones.

    >>> as_compared("Wee\u212as \u0130n")
    'weeks in'
    """
    return text.lower() if text.isascii() else text.lower().translate(ALIKE)
