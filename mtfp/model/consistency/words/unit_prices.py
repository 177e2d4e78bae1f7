"""Prices of a unit in words, such as “ten posts at £48k”: the number of units times the price is the amount."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtfp.model.base.form import Form
from mtfp.model.consistency.words.percentages import COUNTED

TIMES = {
    "month": 12, "monthly": 12, "calendar month": 12, "week": 52, "weekly": 52, "fortnight": 26, "four weeks": 13,
    "quarter": 4, "quarterly": 4, "half-year": 2, "half year": 2, "six months": 2, "half-yearly": 2,
}  # fmt: skip
"""Occurrences in a year of a period in words, such as 52 for `a week`."""
SIZES = {"k": 1e3, "m": 1e6, "million": 1e6, "thousand": 1e3, "bn": 1e9, "billion": 1e9}
_COUNT = "|".join(sorted(COUNTED, key=len, reverse=True))
PRODUCT = Form(
    rf"\b(?P<count>\d[\d,]*(?:\.\d+)?\s?(?:m|million|k)?|{_COUNT})\s(?:\w+\s){{1,2}}(?:at|of|x|×|@|for|costing)\s"
    r"(?:about\s)?£\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<size>k|m|thousand|million)\b)?(?!\d)"
    rf"(?:\s(?:a|per|each|every)\s(?P<per>{'|'.join(sorted(TIMES, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)
"""Form of a number of units at a price each."""
PRICE_OF = Form(
    r"(?:£\s?(?P<number>\d[\d,]*(?:\.\d+)?)|\b(?P<pence>\d+)p)\s(?:a|an|per|for each)\s\w+\s(?:\w+\s)?"
    r"(?:on|for|×|x|across|by)\s(?:about\s)?(?P<count>\d[\d,]*(?:\.\d+)?(?:\s?(?:m|million|k)\b)?)(?!\s?%)",
    re.IGNORECASE,
)
"""Form of a price for a number of units."""
SHARE_OF = Form(
    r"(?P<share>\d+(?:\.\d+)?)\s?%\s(?:of|on)\s(?:\w+\s){0,3}?£\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<size>k|m|million)\b)?",
    re.IGNORECASE,
)
"""Form of a share of an amount."""


OVER = Form(
    rf"\b(?P<count>\d[\d,]*|{_COUNT})\s(?:[a-z-]+\s){{1,3}}?(?:at|of|x|×|@|for|costing)\s(?:about\s)?£?\s?"
    r"(?P<price>\d[\d,]*(?:\.\d+)?)(?:\s(?:a|per|each|every)\s(?P<per>week|month|night|day))?"
    r"(?:,|\s(?:for|over|x|×|times))*\s(?P<times>\d+)\s(?P<unit>week|month|night|day)s\b",
    re.IGNORECASE,
)
"""Form of a number of units at a price each, for a number of weeks, months, nights or days."""


class Product(NamedTuple):
    """Amount in pounds of a number of units at a price, and the words that state both."""

    pounds: float
    match: re.Match[str]


def products_in(words: str) -> Iterator[Product]:
    """Yield the numbers of units at a price each, and the shares of an amount.

    >>> [each.pounds for each in products_in("25 posts at £60,000, and 3% of the contract of £6.2m")]
    [1500000.0, 186000.0]
    """
    for form in (PRODUCT, PRICE_OF, SHARE_OF):
        yield from (Product(_pounds(match), match) for match in form.finditer(words))


def parts_in(words: str) -> Iterator[tuple[Product, tuple[float, ...]]]:
    """Yield the products of three numbers, each with the products of two of them.

    >>> [(whole.pounds, parts) for whole, parts in parts_in("20 sleepovers at 300 a week, 52 weeks")]
    [(312000.0, (6000.0, 15600.0, 1040.0))]
    """
    for match in OVER.finditer(words):
        count, price, often = _count(match["count"]), pounds(match["price"], None), float(match["times"])
        if match["per"] in (None, match["unit"]):
            yield Product(count * price * often, match), (count * price, price * often, count * often)


def _pounds(match: re.Match[str]) -> float:
    if match.re is SHARE_OF.compiled:
        return float(match["share"]) / 100 * pounds(match["number"], match["size"])
    if match.re is PRICE_OF.compiled:
        return _count(match["count"]) * (float(match["pence"]) / 100 if match["pence"] else pounds(match["number"], ""))
    return _count(match["count"]) * times(match["per"]) * pounds(match["number"], match["size"])


def _count(words: str) -> float:
    size = re.search(r"(m|million|k)$", words, re.IGNORECASE)
    number = words.lower().rstrip("milonk ").replace(",", "") if size else words.lower().replace(",", "")
    return float(COUNTED.get(number) or number) * (SIZES[size[0].lower()] if size else 1.0)


def pounds(number: str, size: str | None) -> float:
    """Return an amount with its size as pounds.

    >>> pounds("1,200", None), pounds("1.2", "million")
    (1200.0, 1200000.0)
    """
    return float(number.replace(",", "")) * SIZES.get((size or "").lower(), 1.0)


def times(period: str | None) -> int:
    """Return how many times a period is in a year; once if there is none."""
    return TIMES.get((period or "").lower(), 1)
