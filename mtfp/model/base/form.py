"""Form of words: a regular expression that is compiled when a text first needs it."""

import re
from collections.abc import Iterator
from functools import cached_property


class Form:
    r"""Regular expression for words in a plan's texts, with the methods of a compiled one.

    Checks have hundreds of them. Compiling them all took a sixth of a short command's time, and half of them are only
    asked about items or words that most plans don't have.

    >>> share = Form(r"(\d+)\s?(?:%|per cent)")
    >>> "compiled" in vars(share), share.search("90% delivered")[1], "compiled" in vars(share)
    (False, '90', True)
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return self.compiled.search(text, *span)

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        return self.compiled.match(text, *span)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *span)

    def findall(self, text: str) -> list[str]:
        return self.compiled.findall(text)

    def sub(self, instead: str, text: str) -> str:
        return self.compiled.sub(instead, text)

    def split(self, text: str) -> list[str]:
        return self.compiled.split(text)
