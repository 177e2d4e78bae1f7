"""Check of recurrence: words say once or for ever, and the figure recurs or doesn't."""

import re
from collections.abc import Iterator

from mtfp.model.base.arrays import NOISE
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.years import Timeline
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, entries, quoted
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.risk import RiskEvent

ONCE = Form(
    r"\b(?:one[- ]off|non[- ]?recurr\w+|not recurring|time[- ]limited|once only|once and for all|single payment"
    r"|(?:does not|doesn[’']t|do not|don[’']t|will not|won[’']t) recur|not repeated|(?:this|that|one) year only"
    r"|(?:needed|back|restored|returns?) (?:again )?(?:each|every|next|the following) (?:april|year))\b",
    re.IGNORECASE,
)
"""Words for money of single years, under any key."""
FOR_NOW = Form(r"\b(?:temporary|temporarily|pilot|interim|bridging|short[- ]term)\b", re.IGNORECASE)
"""Words for money that ends, in a label."""
FOR_EVER = Form(
    r"(?<!non-)(?<!non )(?<!not )\b(?:recurring|recurs|recurrent|permanent(?:ly)?|ongoing"
    r"|every year from (?:then )?on|in perpetuity|for good|for ever|forever)\b",
    re.IGNORECASE,
)
"""Words for money that stays."""
YEARLY = Form(
    r"\b(?:yearly|annual(?:ly)?|(?:each|every) year|per annum|per year|(?:£[\d,.]+\s?(?:k|m|million)?|thousand|million"
    r"|pounds) (?:a|each|every) year)\b",
    re.IGNORECASE,
)
"""Words for money of every year, in the words of money of a single year."""
SAID = Form(
    r"\b(?:non[- ]?recurring|not recurring|one[- ]off|permanent(?:ly)? (?:posts?|staff|contracts?|increase|rise"
    r"|reduction|funding|change)|permanent(?:ly)?(?=$|[,.;)])|recurring(?:ly)?(?=$|[,.;)]| (?:cost|funding|saving"
    r"|pressure|grant))|fixed[- ]term|time[- ]limited|ongoing)\b",
    re.IGNORECASE,
)
"""Words of a source that are about its money, and not about its paper."""
LASTS = Form(r"\b(?:lasts? for (?:ever|years)|for (?:many )?years|for good|permanent(?:ly)?|every later year)\b", re.I)
"""Words for a risk whose cost stays once it has come."""
NOT_OF_MONEY = Form(
    r"\b(?:annual|yearly) (?:report|accounts|audit|review|budget|plan|governance|conference|statement|survey|leave"
    r"|meeting|return)\b",
    re.IGNORECASE,
)
"""Words for papers and events of every year."""
OF_COST = Form(r"^\s?(?:set-up |implementation |exit )?(?:costs?|investment|spend(?:ing)?|outlay|expense)\b", re.I)
"""Words after one for money of single years that make it one about the cost of a saving."""
ABOUT_OTHERS = Form(
    r"\b(replac\w+|revers\w+|end of|ends|unwind\w*|reinstat\w*|full[- ]year|after|following|since|instead"
    r"|no longer|not|made"
    r"|becom\w+|convert\w*|showed|separate\w*|besides|except|excluding|without|then|staff|workers?|accommodation"
    r"|agency|care home"
    r"|and|or|part|some|half|partly|until|before)\b",
    re.IGNORECASE,
)
"""Words around the others that make them words about something else."""


def check_lasting(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about money that recurs although its words say that it doesn't, and the other way round."""
    for entry in entries(plan, remarks):
        yield from about_lasting(entry, plan.timeline)


def about_lasting(entry: Entry, timeline: Timeline) -> Iterator[Complaint]:
    """Ask about one entry, if its words and its `recurring` don't fit."""
    lasts = _lasts(entry, timeline)
    if lasts is None:
        return
    for text in entry.texts:
        forms = _forms(entry.item, text.key, lasts=lasts)
        found = next((match for form in forms if (match := form.search(text.words))), None)
        if found and (NOT_OF_MONEY.search(text.words) or (text.key == "source" and not _of_money(text.words))):
            continue
        around = f"{text.before(found.start())} {text.after(found.end())}" if found else ""
        of_cost = found and isinstance(entry.item, Saving) and OF_COST.match(text.after(found.end()))
        if found and not of_cost and not ABOUT_OTHERS.search(around):
            does, asks = ("counts in every later year", "false") if lasts else ("counts once", "true")
            message = f"{entry.label} {does}, but {quoted(text, found.group())}: is it `recurring: {asks}`?"
            fix = f"write `recurring: {asks}`, or correct the words"
            yield Complaint("W598", (*entry.path, "recurring"), message, fix)
            return


def _forms(item: object, key: str, *, lasts: bool) -> tuple[Form, ...]:
    """Return the forms of words that contradict money which lasts, or which doesn't."""
    if isinstance(item, RiskEvent):
        return () if lasts else (LASTS,)
    if lasts:
        return (ONCE, FOR_NOW) if key == "label" else (ONCE,)
    return (FOR_EVER, YEARLY) if isinstance(item, Commitment) and _of_one_year(item) else (FOR_EVER,)


def _of_money(words: str) -> bool:
    """Return True if words of a source are about its money, and not about its paper."""
    return bool(SAID.search(words) or YEARLY.search(words))


def _of_one_year(item: Commitment) -> bool:
    return sum(bool(amount) for amount in item.amount.values()) == 1


def _lasts(entry: Entry, timeline: Timeline) -> bool | None:
    """Return True if the money stays, False if it is of some years only; None if its years say enough."""
    item = entry.item
    if isinstance(item, Stream):
        if item.stated and item.recurring and not item.ends and not item.base:
            return True if item.stated.root.then and not item.stated.root.years else None
        return None if item.one_off or item.stated or item.movements or item.ends else item.recurring
    if isinstance(item, RiskEvent):
        return item.recurring
    if not isinstance(item, Commitment | Saving | Investment):
        return None
    by_year = item.amount if isinstance(item, Commitment) else item.planned if isinstance(item, Saving) else item.spend
    given = {year: amount for year, amount in by_year.items() if amount}
    if not given:
        return None
    if not item.recurring:
        later = [year for year in timeline.projected if year >= min(given)]
        return None if len(given) > 1 and len(given) >= len(later) - 1 else False
    ended = abs(sum(given.values())) <= NOISE * max(abs(each) for each in given.values())
    return None if ended else True
