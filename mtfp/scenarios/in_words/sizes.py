"""Sizes of changes in words: “15% fewer”, “a tenth higher”, “halved”, “half a point less”."""

import re
from collections.abc import Iterator

from mtfp.model.base.form import Form
from mtfp.model.consistency.words.percentages import COUNTED, RATE, Share, shares_in
from mtfp.model.consistency.words.texts import Text

MORE = r"(?:more|higher|extra|larger|greater|dearer|above|increase|rise|growth|faster)"
LESS = r"(?:less|fewer|lower|smaller|cheaper|below|reduction|cut|fall|drop|slower)"
UP = r"(?:ris\w+|grow\w*|increas\w+|up|expand\w*)"
DOWN = r"(?:fall\w*|drop\w*|cut|reduc\w+|lower\w*|down|shrink\w*)"
FORMS = (
    (Form(rf"{RATE} (?:\w+ )?{MORE}\b", re.IGNORECASE), 1, 1.0),
    (Form(rf"{RATE} (?:\w+ )?{LESS}\b", re.IGNORECASE), 1, -1.0),
    (Form(rf"\b{UP} by {RATE}(?! (?:point|of))", re.IGNORECASE), 1, 1.0),
    (Form(rf"\b{DOWN} by {RATE}(?! (?:point|of))", re.IGNORECASE), 1, -1.0),
    (
        Form(
            rf"\b(?:deliver|achieve|realise|reach|bring|come to|make)s? (?:only |just |about )*{RATE}(?: of|\b)"
            r"(?! (?:point|more|less|fewer|higher|lower|than))",
            re.IGNORECASE,
        ),
        0,
        1.0,
    ),
    (Form(rf"{RATE} of (?:their|its|the) (?:plan|plans|planned|amounts?)\b", re.IGNORECASE), 0, 1.0),
    (
        Form(
            rf"{RATE} of (?!it\b|them\b|this\b|that\b|those\b)(?:[\w’'-]+ ){{1,8}}?"
            r"(?:is|are) (?:not|no longer) (?:given|provided|delivered|offered|run|available)\b",
            re.IGNORECASE,
        ),
        1,
        -1.0,
    ),
    (Form(rf"\b(?:to|at) {RATE} of (?:today|its|their|the plan|current|present|what)", re.IGNORECASE), 0, 1.0),
)
"""Forms in which words state a factor: the factor is the second plus the third times the share."""
HALVED = Form(r"\b(?:halv(?:ed?|es|ing)|half as (?:much|many)|by half)\b", re.IGNORECASE)
DOUBLED = Form(r"\b(?:doubl(?:ed?|es|ing)|twice as (?:much|many|high))\b", re.IGNORECASE)
POINTS = Form(
    rf"(?:(?P<number>\d+(?:\.\d+)?)|\b(?P<count>{'|'.join(COUNTED)}|a|half a|a quarter of a|one and a half"
    rf"|two and a half))"
    r"[ -](?:percentage[ -])?points?\b(?P<half>\sand\sa\shalf\b)?",
    re.IGNORECASE,
)
IN_WORDS = {"a": 1.0, "half a": 0.5, "a quarter of a": 0.25, "one and a half": 1.5, "two and a half": 2.5}


def factors_in(text: Text) -> Iterator[Share]:
    """Yield the factors of changes that a text states.

    >>> [each.value for each in factors_in(Text("label", "15% fewer places"))]
    [0.85]
    """
    for form, start, sign in FORMS:
        for share in shares_in(text, form):
            yield Share(start + sign * share.value, share.words, text)
    yield from (Share(0.5, match.group(), text) for match in HALVED.finditer(text.words))
    yield from (Share(2.0, match.group(), text) for match in DOUBLED.finditer(text.words))


def points_in(text: Text) -> Iterator[Share]:
    """Yield the percentage points that a text states, as shares above zero.

    >>> [each.value for each in points_in(Text("label", "Half a point less"))]
    [0.005]
    """
    for match in POINTS.finditer(text.words):
        count = (match["count"] or "").lower()
        points = float(match["number"]) if match["number"] else IN_WORDS.get(count) or float(COUNTED[count])
        points += 0.5 if match["half"] else 0.0
        yield Share(points / 100, match.group(), text)
