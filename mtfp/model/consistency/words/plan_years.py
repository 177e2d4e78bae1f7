"""Years in words that are counted from the ends of the plan: “two years before the plan's end”, “in its last year”."""

import re
from collections.abc import Iterator
from typing import Literal

from mtfp.model.base.form import Form
from mtfp.model.base.years import Timeline, first_calendar_year
from mtfp.model.consistency.words.percentages import COUNTED

NUMBERS = {**{word: number for word, number in COUNTED.items() if number <= 10}, "a": 1, "single": 1}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLAN = r"(?:the |this |our )?(?:financial |medium-term )?plan"
_ENDS = r"ends?|ending|expir(?:es|ing)|ceas(?:es|ing)|stops?|finish(?:es)?|runs? out|lapses?|lasts?|until|is paid|paid"
_STARTS = r"(?:as )?from|start(?:s|ing)?|begin(?:s|ning)?|opens?|commenc(?:es|ing)|in|comes?"
_YEAR = (
    rf"(?P<ordinal>{'|'.join(ORDINALS)}|(?:last|final)(?: but one)?)"
    rf"(?: projected)? year(?: of {_PLAN})?(?! of (?!{_PLAN}))"
)
BEFORE_END = Form(
    rf"\b(?P<verb>{_ENDS}|{_STARTS}) (?P<years>\d|{'|'.join(NUMBERS)}) years? (?:before|short of|ahead of) "
    rf"(?:{_PLAN}(?:['’]s end| ends| does)|the end(?: of {_PLAN}\b|(?! of\b)))",
    re.IGNORECASE,
    ("before", "short of", "ahead of"),
)
"""Form of a year that is some years before the plan's last."""
BEFORE_LAST = Form(
    rf"\b(?P<verb>{_ENDS}|{_STARTS}) (?P<years>\d|{'|'.join(NUMBERS)}) years? before "
    rf"(?:the|{_PLAN}['’]s) (?:last|final) year\b",
    re.IGNORECASE,
    ("before",),
)
IN_YEAR = Form(
    rf"\b(?P<verb>{_ENDS}|{_STARTS})(?: (?:in|after|with|to|of))? (?:the|{_PLAN}['’]s) {_YEAR}",
    re.IGNORECASE,
    (*ORDINALS, "last", "final"),
    ("year",),
)
"""Form of a year by its number in the plan, or of the last one."""


def plan_years_in(words: str, timeline: Timeline) -> Iterator[tuple[Literal["start", "end"], int, re.Match[str]]]:
    """Yield the years that words count from the plan's first or last year, and the verb's kind.

    >>> timeline = Timeline("2025/26", 7)
    >>> [(kind, year) for kind, year, _ in plan_years_in("The grant ends two years before the plan's end", timeline)]
    [('end', 2030)]
    >>> [(kind, year) for kind, year, _ in plan_years_in("Starts in the plan's last year", timeline)]
    [('start', 2032)]
    """
    last, first = first_calendar_year(timeline.last), first_calendar_year(timeline.projected[0])
    for form in (BEFORE_END, BEFORE_LAST):
        for match in form.finditer(words):
            number = NUMBERS.get(match["years"].lower()) or int(match["years"])
            yield _kind(match), last - number, match
    for match in IN_YEAR.finditer(words):
        ordinal = match["ordinal"].lower()
        of_end = ordinal.startswith(("last", "final"))
        # another first year may be that of the money, and the last year may be the past one
        if re.search(_PLAN, match.group(), re.IGNORECASE) or (of_end and _kind(match) == "end"):
            year = last - ordinal.endswith("one") if of_end else first + ORDINALS.index(ordinal)
            yield _kind(match), year, match


def _kind(match: re.Match[str]) -> Literal["start", "end"]:
    return "end" if re.fullmatch(_ENDS, match["verb"], re.IGNORECASE) else "start"
