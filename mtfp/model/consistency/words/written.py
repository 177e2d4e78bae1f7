"""Amounts of money that are written in words, such as “half a million” or “two hundred thousand pounds”."""

import re
from collections.abc import Iterator

from mtfp.model.base.form import Form
from mtfp.model.consistency.words.percentages import COUNTED, FRACTIONS

SIZES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6}
_PARTS = "|".join(sorted(FRACTIONS, key=len, reverse=True)).replace(" ", "[ -]")
_COUNT = "|".join(sorted(COUNTED, key=len, reverse=True))
WRITTEN = Form(
    rf"(?<![£\d.,-])\b(?:(?P<part>{_PARTS}) (?:of )?an? (?P<whole>million|billion)"
    rf"|(?:an? |(?P<count>{_COUNT}) )(?P<hundred>hundred )?(?:and (?P<rest>{_COUNT}) )?"
    rf"(?P<size>thousand|million|billion)(?P<half> and a half)?"
    rf"|(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<of>thousand|million|billion|k|m)?"
    rf"(?=\s(?:pounds|p\.?a\b|per annum|a year|each year|in a full year)))"
    rf"\b(?! (?:people|hours|visits|journeys|items|residents|patients|bed|adults|households|times|miles))",
    re.IGNORECASE,
)
"""Form of an amount in words, which isn't a number of people or hours."""
LEAST = 100
"""Least amount in pounds that is money without its sign."""


def written_in(words: str) -> Iterator[tuple[float, re.Match[str]]]:
    """Yield the amounts in pounds that are written in words.

    >>> [pounds for pounds, _ in written_in("half a million, two hundred thousand pounds, one and a half percent")]
    [500000.0, 200000.0]
    >>> [pounds for pounds, _ in written_in("a quarter of a million, 95,000 pounds, £2 million, a million hours")]
    [250000.0, 95000.0]
    """
    for match in WRITTEN.finditer(words):
        pounds = _pounds(match)
        # “8 a year” are people or visits
        if pounds >= LEAST:
            yield pounds, match


def _pounds(match: re.Match[str]) -> float:
    if match["part"]:
        return FRACTIONS[match["part"].lower().replace("-", " ")] * SIZES[match["whole"].lower()]
    if match["number"]:
        return float(match["number"].replace(",", "")) * SIZES.get((match["of"] or "").lower(), 1.0)
    count = COUNTED.get((match["count"] or "one").lower(), 1) * (100 if match["hundred"] else 1)
    count += COUNTED[match["rest"].lower()] if match["rest"] else 0
    return (count + (0.5 if match["half"] else 0.0)) * SIZES[match["size"].lower()]
