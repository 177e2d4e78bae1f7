"""Amounts of money in words, such as “£20,000 a month”, “25 posts at £60,000” or “half a million”."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtfp.model.base.form import Form
from mtfp.model.consistency.words.texts import Text
from mtfp.model.consistency.words.unit_prices import TIMES, pounds, products_in, times
from mtfp.model.consistency.words.written import written_in

_PERIODS = "|".join(sorted(TIMES, key=len, reverse=True))
MONEY = Form(
    r"(?:\b(?P<every>monthly|weekly|quarterly)\s(?:\w+\s){0,3})?£\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<size>k|m|bn|thousand|million|billion)\b)?(?![\d.]\d|\w)"
    rf"(?:,?\s(?:is\s)?(?:(?:a|per|each|every|the)\s(?P<per>{_PERIODS})\b|(?P<ly>monthly|weekly|quarterly|half-yearly)\b"
    r"|(?P<unit>(?:a|an|per|each|every|for\s(?:each|every|one|a|an))\s(?!year\b|full\b|annum\b)\w+)))?",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """Amount in words, in pounds, with the number of times that it is paid in a year."""

    pounds: float
    times: int
    words: str
    text: Text


def amounts_in(text: Text) -> Iterator[Amount]:
    """Yield the amounts of a text: numbers of units times their price, and amounts that aren't a price of one unit.

    >>> [each.pounds for each in amounts_in(Text("note", "25 posts at £60,000, £1.4m in all, £22 an hour"))]
    [1500000.0, 1400000.0]
    """
    products = list(products_in(text.words))
    yield from (Amount(whole, 1, match.group(), text) for whole, match in products)
    yield from (Amount(whole, 1, match.group(), text) for whole, match in written_in(text.words))
    for match in MONEY.finditer(text.words):
        amount = pounds(match["number"], match["size"])
        inside = any(each.match.start() <= match.start() < each.match.end() for each in products)
        if amount and not match["unit"] and not inside:
            yield Amount(amount, times(match["per"] or match["ly"] or match["every"]), match.group(), text)
