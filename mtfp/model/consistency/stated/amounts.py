"""Amounts of money in words, each with what the words say about it: a total, a full year, a year by which it is due."""

import re
from collections.abc import Iterator

from mtfp.model.base.form import Form
from mtfp.model.consistency.stated.numbers import ABOUT, ABOUT_SLACK, MOST_SLACK, Stated, is_elsewhere, slack
from mtfp.model.consistency.words.amounts import MONEY
from mtfp.model.consistency.words.texts import Text
from mtfp.model.consistency.words.unit_prices import SIZES, pounds, products_in, times
from mtfp.model.consistency.words.written import written_in

_YEAR = r"20\d\d\s?[/–-]\s?(?:20)?\d\d(?!\d)"
QUALIFIED = Form(
    rf"^[,\s]*(?:(?:a|each|per|every) year )?(?:(?P<by>by (?:{_YEAR}))"
    rf"|(?P<full>(?:in|for|over|a|per)?\s?(?:a|the)?\s?full[- ]year\b|(?:by|at|in) the end\b|once complete\b"
    rf"|when (?:complete|fully)\b|recurring(?:ly)?\b)"
    rf"|(?P<all>in (?:all|total)\b|altogether\b|(?:over|across|in) (?:the )?(?:\w+|\d+) years\b))",
    re.IGNORECASE,
)
"""Words straight after an amount that say of which sum it is."""
BEFORE = Form(r"\b(?:(?P<full>full[- ]year (?:cost|effect|saving|value|amount)s?(?: of| is|:)?)"
                    r"|(?P<all>(?:totals?|totalling|total of|in all|altogether|sum of|comes to|adds? up to)))"
                    r"\s*(?:about |of )?$", re.IGNORECASE)  # fmt: skip
"""Words straight before an amount that say the same."""
OWN = Form(
    r"\b(?:tenders?|quotes?|quotations?|contracts?|bids?|offers?|bills?|invoices?|licen[cs]es?|savings?|costs?|budgets?|grants?|payments?|totals?|sums?|amounts?|contributions?|increases?|rises?|reductions?"
    r"|cuts?|funding|allocations?|awards?|investments?|spend\w*|incomes?|effects?|prices?|values?|balances?|balance"
    r"|tranches?|instalments?|charges?|rents?|fees?|money|pressures?|shortfalls?|impacts?|additions?)$"
)
"""Words before “of £…” for the amount itself; other words are for a part or for something else."""
EACH = Form(
    r"^,?\s+(?:(?:a year\s+)?(?:for\s+)?(?:each|every|per|an?)\s+(?!year\b|full\b|annum\b)\w+"
    r"|(?:each|apiece)(?!\s\w))",
    re.IGNORECASE,
)
"""Words after an amount that make it a price of one unit."""
CHANGE = Form(
    r"^\s*(?:to|–|-|or|and then to)\s*£"
    r"|^,?\s*(?:plus|less(?= (?:£|the\b|what\b|its\b|\d))|minus|net of|before|after)\b",
    re.IGNORECASE,
)
"""Words after an amount that is one end of a change or of a range, or a part of a sum."""
CHANGED = Form(
    r"(?:£[\d,.]+\s?(?:k|m|bn|million)?\s*(?:to|–|-|or)|\bless the \w+(?: \w+)?"
    r"|\b(?:minus|less|plus|net of|after|at|@|×)|\b(?:at|each|costing) (?:about|around|roughly|some|an average of))\s*$"
    r"|\b(?:an?|one|each|every|per|average|typical)\s(?!year|full|total|further|recurring|one-off|saving|cost|payment|grant)"
    r"(?:[\w-]+\s){1,3}(?:costs?|is|comes? to|saves?|gets?|pays?)\s(?:about\s)?$",
    re.IGNORECASE,
)
"""Words before it, and for the price of one unit."""

AT = Form(r"\bat\s*$", re.IGNORECASE)
YEARLY = Form(r"\s*(?:(?:a|per|each|every)\s(?:year|annum)\b|annually\b|p\.?a\.?\b)", re.IGNORECASE)
"""Words around the yearly price of one thing."""


def amounts(text: Text, label: str = "") -> Iterator[Stated]:
    """Yield the amounts of a text that are of its entry, in pounds; prices of a unit only with the number of units.

    `label`: that of the entry; an amount “of” something that the label names is its own.

    >>> [(each.value, each.kind) for each in amounts(Text("note", "£4.9m by 2030/31, £250k of it in 2026/27"))]
    [(4900000.0, 'by 2030/31')]
    """
    products = list(products_in(text.words))
    for whole, match in products:
        is_change = CHANGED.search(text.words[: match.start()])
        if not is_change and not is_elsewhere(text, match.start(), match.end()):
            yield Stated(whole, whole * MOST_SLACK, match.group(), text, "product")
    for amount, match in written_in(text.words):
        if not is_elsewhere(text, match.start(), match.end()):
            about = bool(ABOUT.search(text.words[: match.start()]))
            yield Stated(amount, amount * (ABOUT_SLACK if about else MOST_SLACK), match.group(), text)
    for match in MONEY.finditer(text.words):
        if match["unit"] or any(each.match.start() <= match.start() < each.match.end() for each in products):
            continue
        before, after = text.words[: match.start()], text.words[match.end() :]
        period = match["per"] or match["ly"] or match["every"]
        if _is_other(before, after, label.lower(), in_year=not period) or is_elsewhere(
            text, match.start(), match.end()
        ):
            continue
        often = times(period)
        amount = pounds(match["number"], match["size"]) * often
        near = slack(
            match["number"], SIZES.get((match["size"] or "").lower(), 1.0) * often, about=bool(ABOUT.search(before))
        )
        kind, words = _kind(before, after)
        if amount:
            around = max(near, amount * MOST_SLACK if often > 1 else 0.0)
            yield Stated(amount, around, match.group() + words, text, kind)


def _is_other(before: str, after: str, label: str, *, in_year: bool) -> bool:
    """Return True if the words next to an amount make it a price, an end of a change, or that of something else."""
    at_price = AT.search(before) and YEARLY.match(after)
    if CHANGE.match(after) or EACH.match(after) or (in_year and CHANGED.search(before) and not at_price):
        return True
    if re.search(r"\bof\s+the\s+(?:\w+\s)?$", before, re.IGNORECASE):
        return True
    of = re.search(r"(\S+)\s+of\s+(?:about\s+)?$", before)
    return bool(of and not OWN.search(of[1].lower()) and of[1].lower() not in re.findall(r"\w+", label))


def _kind(before: str, after: str) -> tuple[str, str]:
    """Return the sum that an amount states, such as that of a full year, and the words after it that name the sum."""
    if found := QUALIFIED.match(after):
        by = found["by"]
        return ("by " + _financial(by) if by else "full" if found["full"] else "all"), found.group().rstrip()
    found = BEFORE.search(before)
    return ("" if not found else "full" if found["full"] else "all"), ""


def _financial(words: str) -> str:
    first = re.findall(r"20\d\d", words)[0]
    return f"{first}/{(int(first) + 1) % 100:02d}"
