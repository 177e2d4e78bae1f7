"""Questions about delays by another number of years than words say."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.consistency.words.dates import NUMBERS
from mtfp.model.consistency.words.texts import Text, quoted
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.lever import Lever

_NUMBER = rf"(?P<{{0}}>{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|\d)[ -]years?"
LATE = Form(
    rf"\b{_NUMBER.format('late')} (?:late|later|behind|delay|after (?:plan|the plan|its plan)|than planned)\b"
    rf"|\b(?:delay\w*|slip\w*|put back|postponed|deferred|late) (?:by |for )?{_NUMBER.format('by')}\b",
    re.IGNORECASE,
)
"""Form of a delay in years."""
EARLY = Form(
    rf"\b{_NUMBER.format('late')} (?:early|earlier|sooner|ahead)\b"
    rf"|\bbrought forward (?:by )?{_NUMBER.format('by')}\b",
    re.IGNORECASE,
)


def about_delay(lever: Lever, texts: Sequence[Text]) -> Iterator[Complaint]:
    """Ask about a lever that delays its items by another number of years than its words say."""
    delay = getattr(lever.change, "delay", None)
    change: Any = lever.change
    if delay is None or getattr(change, "add", None) or getattr(change, "drop", False):
        return
    if not delay and (isinstance(change, ChangeFunding) or getattr(change, "scale", 1.0) == 1):
        return
    stated = [(_years(match), match, text) for text in texts for match in LATE.finditer(text.words)]
    stated += [(-_years(match), match, text) for text in texts for match in EARLY.finditer(text.words)]
    if len({years for years, _, _ in stated}) == 1 and stated[0][0] != delay:
        years, match, text = stated[0]
        has = f"has {_number(delay)} under `delay`" if delay else "has no `delay`"
        message = f"this lever {has}, but {quoted(text, match.group())}: is it {_number(years)}?"
        yield Complaint(
            "W593", (lever.chosen, *(("delay",) if delay else ())), message, "correct the delay or the words"
        )


def _years(match: re.Match[str]) -> int:
    words = (match["late"] or match["by"]).lower()
    return NUMBERS.get(words) or int(words)


def _number(years: int) -> str:
    return f"{years}".replace("-", "−")
