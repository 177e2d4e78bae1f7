"""Percentages in words, such as “one in ten” or “90% delivered”, and the forms in which words state each share."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtfp.model.base.form import Form
from mtfp.model.consistency.words.texts import Text

FRACTIONS = {
    "a tenth": 0.1, "one tenth": 0.1, "a fifth": 0.2, "one fifth": 0.2, "a quarter": 0.25, "one quarter": 0.25,
    "a third": 1 / 3, "one third": 1 / 3, "half": 0.5, "one half": 0.5, "two thirds": 2 / 3, "three quarters": 0.75,
    "a twentieth": 0.05, "two fifths": 0.4, "three fifths": 0.6, "four fifths": 0.8, "a sixth": 1 / 6,
    "one sixth": 1 / 6, "five sixths": 5 / 6, "an eighth": 0.125, "one eighth": 0.125, "three eighths": 0.375,
    "three tenths": 0.3, "seven tenths": 0.7, "nine tenths": 0.9,
}  # fmt: skip
COUNTED = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100,
}  # fmt: skip
_COUNT = "|".join(sorted(COUNTED, key=len, reverse=True))
RATE = (
    rf"(?:(?P<number>\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)|\b(?P<count>{_COUNT})\s(?:%|per\s?cent\b)"
    rf"|\b(?P<fraction>{'|'.join(sorted(FRACTIONS, key=len, reverse=True)).replace(' ', '[ -]')})\b)"
)
A_SHARE = ("%", "cent", *sorted({name.split()[-1].removesuffix("s") for name in FRACTIONS}))
"""Words of which each text with a share has one."""
CHANCE = Form(
    rf"\b(?:(?:(?P<of_these>{_COUNT}) in|(?:one|1) (?:\w+ )?(?:in|chance in))"
    rf" (?P<ones>{_COUNT}|\d\d?)\b(?!/|,?\d)|(?P<even>even chance|evens|toss-up))|"
    rf"{RATE} (?:chance|probability|likel\w+)|(?:chance|probability|likelihood)(?: of)? {RATE.replace('?P<', '?P<p_')}",
    re.IGNORECASE,
)
DELIVERED = Form(
    rf"{RATE} (?:of (?:it|them|this|the (?:saving|savings|plan|amount)) )?(?:is |are |was |were "
    rf"|to be )?(?:delivered|achieved|delivery|achievable)"
    rf"|(?:delivers|delivery(?: of| at)?|achieves) {RATE.replace('?P<', '?P<p_')}",
    re.IGNORECASE,
    A_SHARE,
    ("deliver", "achiev"),
)
FIRST_YEAR = Form(rf"{RATE} (?:of it )?in (?:the|its) first year", re.IGNORECASE, A_SHARE, ("first year",))
PAID = Form(
    rf"{RATE} (?:of (?!expenditure)|(?:is |are |will be )?(?:funded|paid|met)\b)"
    rf"|(?:funds|pays|meets|covers) {RATE.replace('?P<', '?P<p_')}",
    re.IGNORECASE,
    A_SHARE,
    ("of ", "fund", "paid", "pays", "met", "meets", "covers"),
)
OUR_SHARE = Form(
    rf"(?:our|its|the partnership's) share (?:is |of |at )?{RATE}|{RATE.replace('?P<', '?P<p_')} (?:is ours|share\b)",
    re.IGNORECASE,
    A_SHARE,
    ("share", "is ours"),
)
_OF_COST = r"(?:(?:of )?(?:the |its |this |their )?(?:costs?|budget|spend|line|it|staff|posts) )?"
FIXED = Form(
    rf"{RATE} {_OF_COST}(?:(?:is |are |stays? |remains? |counts? as )?fixed"
    r"|(?:stays?|remains?|is there|are there|has to stay|must stay|goes on|(?:does not|doesn[’']t|do not|don[’']t) "
    r"(?:change|fall|rise|follow|vary|move|depend))\b)"
    rf"|fixed (?:share|costs?|part) (?:is |are |of |at |about |make up |come to )*{RATE.replace('?P<', '?P<p_')}",
    re.IGNORECASE,
    A_SHARE,
    ("fixed", "stay", "remain", " there", "goes on", "does", "do not", "don"),
)
VARIES = Form(
    rf"{RATE} {_OF_COST}(?:is |are )?(?:var(?:ies|y|iable)|follows?|moves? with|depends? on|changes? with"
    r"|rises? and falls?)\b",
    re.IGNORECASE,
    A_SHARE,
    ("var", "follow", "move", "depend", "change", "rise"),
)
"""Forms of the share of a line's cost that stays, and of the rest, which follows volume."""
FLOOR = Form(
    rf"{RATE} of (?:net |gross |annual |the year's )?(?:expenditure|budget|spend|turnover)",
    re.IGNORECASE,
    A_SHARE,
    ("expenditure", "budget", "spend", "turnover"),
)
_BACK = (
    r"\b(?:claw\w*|go(?:es|ing)? back|return(?:s|ed|ing)?|repa(?:id|ys?|yable)|handed back|given back|gives? back"
    r"|taken back|takes? back|recover(?:s|ed))\b"
)
CLAWED_BACK = Form(
    rf"(?<!above )(?<!over )(?<!than )(?<!beyond )(?<![\d.]){RATE}(?=[^.;%]*{_BACK})"
    rf"|{_BACK}[^.;%£]*?{RATE.replace('?P<', '?P<p_')}",
    re.IGNORECASE,
    A_SHARE,
)
"""Form of the share of a balance that goes back to its funder."""
CASHABLE = Form(
    rf"{RATE} (?:of (?:it|them|this|that|these|the savings?) )?(?:is |are )?(?:cash\w*|(?:comes out )?in cash)"
    rf"|cashable (?:share |part )?(?:is |of )?{RATE.replace('?P<', '?P<p_')}",
    re.IGNORECASE,
    A_SHARE,
    ("cash",),
)
PART_CASH = Form(
    r"\b(?:(?:only )?(?:a )?(?:part|some)(?: of (?:it|them|this|that))? "
    r"(?:becomes|is|comes out (?:as|in)|turns into|in) cash|not all (?:of it )?(?:is|becomes|comes out in) cash)",
    re.IGNORECASE,
)
"""Words for a saving of which only a part is cash."""
SLIPS = Form(
    rf"{RATE} (?:of (?:it|this|the rest|what is missed|the shortfall) )?(?:slips|(?:arrives?|comes?) (?:a year )?late)",
    re.IGNORECASE,
    A_SHARE,
    ("slips", "late"),
)
ANY = Form(RATE, re.IGNORECASE, A_SHARE)


def percent(share: float) -> str:
    """Return a share as a percentage.

    >>> percent(0.0025), percent(1.1), percent(-0.01)
    ('0.25%', '110%', '−1%')
    """
    return f"{share * 100:.4g}%".replace("-", "−")


class Share(NamedTuple):
    """Share in words."""

    value: float
    words: str
    text: Text


def shares_in(text: Text, form: Form) -> Iterator[Share]:
    """Yield the shares that a text states in a form.

    >>> [share.value for share in shares_in(Text("note", "one in ten, or 10% likely"), CHANCE)]
    [0.1, 0.1]
    """
    for match in form.finditer(text.words):
        groups = {key.removeprefix("p_"): value.lower() for key, value in match.groupdict().items() if value}
        yield Share(_value(groups), match.group(), text)


def _value(groups: dict[str, str]) -> float:
    if "ones" in groups:
        return COUNTED.get(groups.get("of_these", ""), 1) / float(COUNTED.get(groups["ones"]) or groups["ones"])
    if "number" in groups:
        return float(groups["number"]) / 100
    return (
        COUNTED[groups["count"]] / 100
        if "count" in groups
        else FRACTIONS.get(groups.get("fraction", "").replace("-", " "), 0.5)
    )
