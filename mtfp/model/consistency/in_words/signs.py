"""Checks of signs: words speak of more or less, income or cost, and the figure counts the other way."""

import re
from collections.abc import Iterable, Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.words.directions import Direction, pointed
from mtfp.model.consistency.words.texts import Entry, Text, entries, quoted
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.uncertainty.risk import RiskEvent

INCOME = Form(
    r"\b(?:client|resident|service user|user|customer|famil(?:y|ies)|patient|tenant"
    r"|people)s?['’]? (?:contributions?|charges)"
    r"|\bcharges to \w+|\bcontributions? (?:from|by) \w+|\bincome from\b|^\s*income\b(?! (?:max|support|tax))|\bincome$"
    r"|\breceipts?$|\breceipts from\b|\brecharged? to\b|\brecharges to\b|\bfees from\b|\brefunds? from\b"
    r"|\brents? from\b",
    re.IGNORECASE,
)
"""Labels of income."""
SPENT = Form(
    r"\bcontributions? to\b|\brecharged? from\b|\brecharges from\b|\bcharges from\b|\bpayments? to\b|\bcosts?\b", re.I
)
"""Labels of cost."""
SAVED = Form(
    r"^(?:savings? (?:on|from|in|of)|(?:under-?spen\w+|efficienc(?:y|ies))\b|reduction in (?:the )?(?:cost|spend"
    r"|price|staff|beds?|posts)"
    r"|reduced (?:cost|spend|price)|lower (?:cost|spend|price)|fall in (?:the )?(?:cost|spend|price)|cheaper\b"
    r"|income from|(?:less|fewer) \w+)"
    r"|\b(?:ceases|ceased|discontinued|decommissioned|withdrawn)$"
    r"|\b(?:end|expiry|closure|surrender|termination|hand-?back|disposal|sale) of (?:the |our |its )?(?:\w+ ){0,2}?"
    r"(?:lease|rent|tenancy|contract|licen[cs]e|loan|building|office|service|subscription|agreement)s?\b"
    r"|\b(?:lease|tenancy|contract|licen[cs]e|loan|subscription|post)s? (?:ends|expires|ceases|lapses|ended|expired"
    r"|handed back|given up|repaid|deleted)\b"
    r"|\b(?:handed back|given up|vacated|paid off|no longer (?:needed|paid|required))\b",
    re.IGNORECASE,
)
"""Labels of commitments that lower cost."""
TOLD_SAVING = Form(
    r"(?:recurring |agreed |planned )?(?:savings?|efficienc(?:y|ies)) (?:agreed|planned|identified|approved)", re.I
)
"""Beginnings of notes and sources of a saving."""
UNMADE = Form(
    r"\b(?:not|never|un\w+|late|lost|missed|shortfalls?|slipp\w+|(?<!in )(?<!in the )costs? (?:to|of|at|on"
    r"|after)|investment|dilapidations?"
    r"|replac\w+|new|dual|double|exit|redundanc\w+|reinstate\w*|penalt\w+|until|extra|rehous\w+|relocat\w+|alternative"
    r"|income|funded|grant|funding)\b",
    re.IGNORECASE,
)
"""Words that make a label of a saving one of a cost."""
SPEND = Form(
    r"^(?:additional|extra|higher|rising|increased?|new) (?:cost|costs|spend|spending|staff|posts|demand"
    r"|prices?)\b|^costs? of\b"
    r"|^growth in\b|^(?:\w+ )?(?:new|additional|extra) (?:\w+ )?(?:managers?|nurses?|workers?|teams?|posts?"
    r"|staff|beds?)\b"
    r"|^recruitment of\b|\bover-?spen\w+$|\b(?:cost )?pressures?$|\bcost increases?$|^investment in\b",
    re.IGNORECASE,
)
"""Labels of savings that are costs."""
AVOIDED = Form(
    r"\b(?:avoid\w*|reduc\w+|prevent\w*|control\w*|manag\w+|sav\w+|cut\w*|less|lower|recover\w*)\b", re.IGNORECASE
)
"""Words that make a label of cost one of a saving."""


GAIN = Form(
    r"^(?:saving|under-?spend\w*|windfall|rebate|refund|cheaper|lower|fall in|fewer|less|reduced|reduction in)\b"
    r"|\b(?:rebate|refund|windfall|under-?spend)$",
    re.IGNORECASE,
)
"""Labels of events and investments that bring money."""
USED = Form(r"\b(?:drawn down|draw(?:s|n)? (?:on|down)|used (?:to|for|in|over|by)|spent (?:on|in"
    r"|over)|release[ds]?"
                  r"|to be (?:used|spent|drawn))\b", re.IGNORECASE)  # fmt: skip
PAID_IN = Form(r"\b(?:paid in(?:to)?|topped up|top-up|built up|contribut(?:ed|ions?) (?:to|into)"
    r"|set aside each year"
                     r"|replenish\w*|added each year)\b", re.IGNORECASE)  # fmt: skip
"""Words for the use of a reserve, and for money paid into it."""


def check_directions(plan: Plan) -> Iterator[Complaint]:
    """Ask about figures whose words speak of the opposite sign."""
    for entry in entries(plan):
        yield from about_sign(entry, plan.unit)


def about_sign(entry: Entry, unit: str) -> Iterator[Complaint]:
    """Ask about one entry, if its words and its sign don't fit."""
    item = entry.item
    if isinstance(item, Line):
        yield from _adjusted(entry, item, unit)
        yield from _kind_of_line(entry, item)
    elif isinstance(item, Stream):
        yield from _payment(entry, item, unit)
    elif isinstance(item, Commitment | Saving):
        yield from _cost_or_saving(entry, item, unit)
    elif isinstance(item, RiskEvent | Investment):
        yield from _gain(entry, item, unit)
    elif isinstance(item, Reserve):
        yield from _paid_in(entry, item, unit)


def _adjusted(entry: Entry, line: Line, unit: str) -> Iterator[Complaint]:
    for number, adjustment in enumerate(line.adjust):
        found = pointed([Text("reason", adjustment.reason)], "cost")
        amount = adjustment.of(line.budget or 0.0)
        if line.kind == "cost" and found and amount and (found.way == "more") != (amount > 0):
            at = ("adjust", number, "amount") if len(line.adjust) > 1 else ("adjust", "amount")
            asked = _asked(f"adds {planned_money(amount, unit)} to its budget", found.text, found.words, -amount, unit)
            yield Complaint("W595", (*entry.path, *at), f"{entry.label} {asked}", "correct the sign or the reason")


def _asked(does: str, text: Text, words: str, right: float, unit: str) -> str:
    return f"{does}, but {quoted(text, words)}: is it {planned_money(right, unit)}?"


def _label(entry: Entry) -> Text:
    return next((text for text in entry.texts if text.key == "label"), Text("name", entry.label))


def _kind_of_line(entry: Entry, line: Line) -> Iterator[Complaint]:
    """Ask about lines whose label speaks of income but that are costs, and the other way round."""
    label = _label(entry)
    income, spent = INCOME.search(label.words), SPENT.search(label.words)
    if line.kind == "cost" and income and not spent:
        yield _of_kind(entry, label, income.group(), "counts as a cost", "`kind: income` missing", "add `kind: income`")
    elif line.kind == "income" and spent and not income:
        says = "counts as income"
        yield _of_kind(entry, label, spent.group(), says, "`kind: income` right", "take `kind: income` out")


def _of_kind(entry: Entry, text: Text, words: str, says: str, asks: str, fix: str) -> Complaint:
    message = f"{entry.label} {says}, but {quoted(text, words)}: is {asks}?"
    return Complaint("W595", entry.path, message, f"{fix}, or correct the label", True)


def _payment(entry: Entry, stream: Stream, unit: str) -> Iterator[Complaint]:
    """Ask about new money whose label speaks of a reduction, and about changes that go the other way than the words."""
    found = pointed([_label(entry)], "money_in")
    if not stream.base and found and (found.way == "less") != (stream.kind == "reduction") and not stream.follows:
        if _one_sign(_amounts(stream)) != "more":
            return
        asks = "`kind: reduction` missing" if found.way == "less" else "`kind: reduction` right"
        fix = "add `kind: reduction`" if found.way == "less" else "take `kind: reduction` out"
        says = "adds to what the partner pays" if found.way == "less" else "lowers what the partner pays"
        yield _of_kind(entry, found.text, found.words, says, asks, fix)
        return
    about = pointed([text for text in entry.texts if text.key != "source"], "money_in")
    for key, amounts in (("one_off", stream.one_off), ("movements", stream.movements and stream.movements.root)):
        way = _one_sign((amounts or {}).values())
        if about and way and stream.kind == "funding" and way != about.way:
            year, amount = next((year, each) for year, each in sorted((amounts or {}).items()) if each)
            asked = _asked(f"has {planned_money(amount, unit)} under `{key}`", about.text, about.words, -amount, unit)
            yield Complaint("W595", (*entry.path, key, year), f"{entry.label} {asked}", "correct the sign or the words")
            return


def _amounts(stream: Stream) -> list[float]:
    stated = [*stream.stated.root.years.values(), stream.stated.root.then or 0.0] if stream.stated else []
    return [*stated, *(stream.movements.root.values() if stream.movements else ()), *stream.one_off.values()]


def _one_sign(amounts: Iterable[float | None]) -> Direction | None:
    """Return `more` if all amounts but zeros are positive, `less` if all are negative, else None."""
    signs = {amount > 0 for amount in amounts if amount}
    return None if len(signs) != 1 else "more" if signs == {True} else "less"


def _cost_or_saving(entry: Entry, item: Commitment | Saving, unit: str) -> Iterator[Complaint]:
    label = _label(entry)
    saved = isinstance(item, Saving)
    by_year = item.planned if isinstance(item, Saving) else item.amount
    found = (SPEND if saved else SAVED).search(label.words)
    if not found and not saved:
        label = next((text for text in entry.texts if TOLD_SAVING.match(text.words)), label)
        found = TOLD_SAVING.match(label.words)
    if not found or _one_sign(by_year.values()) != "more" or (AVOIDED if saved else UNMADE).search(label.words):
        return
    year, amount = next((year, each) for year, each in sorted(by_year.items()) if each)
    money = planned_money(amount, unit)
    is_one, other, section = ("lowers", "a cost", "commitments") if saved else ("raises", "a saving", "savings")
    message = f"{entry.label} {is_one} cost by {money} in {year}, but {quoted(label, found.group())}: is it {other}?"
    yield Complaint("W595", entry.path, message, f"write it under `{section}`, or correct the label", True)


def _gain(entry: Entry, item: RiskEvent | Investment, unit: str) -> Iterator[Complaint]:
    """Ask about events and investments whose label speaks of less cost, but that cost money."""
    label = _label(entry)
    found = GAIN.search(label.words)
    amounts = [item.impact.money] if isinstance(item, RiskEvent) else list(item.spend.values())
    if not found or _one_sign(amounts) != "more" or UNMADE.search(label.words):
        return
    at = ("impact",) if isinstance(item, RiskEvent) else ("spend",)
    money = next(each for each in amounts if each)
    message = f"{entry.label} costs {planned_money(money, unit)}, but {quoted(label, found.group())}: is it a gain?"
    yield Complaint("W595", (*entry.path, *at), message, "correct the sign or the label")


def _paid_in(entry: Entry, item: Reserve, unit: str) -> Iterator[Complaint]:
    """Ask about money paid into a reserve whose note speaks of its use alone, and the other way round."""
    words = " ".join(text.words for text in entry.texts if text.key != "source")
    used, paid = USED.search(words), PAID_IN.search(words)
    for key, amounts, found, other in (
        ("planned_contributions", item.planned_contributions, used and not paid and used, "planned_use"),
        ("planned_use", item.planned_use, paid and not used and paid, "planned_contributions"),
    ):
        given = sorted((year, amount) for year, amount in amounts.items() if amount)
        if found and given and not getattr(item, other):
            year, amount = given[0]
            message = (
                f"{entry.label} has {planned_money(amount, unit)} in {year} under `{key}`, but its words say "
                f"“{found.group()}”: does it belong under `{other}`?"
            )
            yield Complaint(
                "W595", (*entry.path, key, year), message, f"write it under `{other}`, or correct the words"
            )
