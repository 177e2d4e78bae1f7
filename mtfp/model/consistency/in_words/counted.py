"""Checks of what words say is counted already: in the budget, in the base, or in a price that includes volume."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.consistency.words.amounts import amounts_in
from mtfp.model.consistency.words.texts import Entry, Text, entries, quoted, texts_of
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.risk import RiskEvent

_BASE = (
    r"(?:the )?(?:(?:base|opening|agreed|recurring|20\d\d/\d\d|council(?:'s)?|board(?:'s)?|service|line"
    r"|plan) )*(?:budgets?|base(?:line)?)"
)
_TAKEN = (
    "already", "removed", "taken", "deducted", "netted", "cut", "gone", "included", "reflected", "counted", "built",
    "provided for", "allowed for", "net of", "reduced", "lower",
)  # fmt: skip
ALREADY = Form(
    rf"\b(?:(?:already |been )?(?:removed|taken|deducted|netted|cut|gone) (?:out )?(?:of|from) {_BASE}"
    rf"|already (?:in|within|included in|counted in|reflected in|part of|built into|funded in|met from"
    rf"|provided for in) {_BASE}"
    rf"|(?:included|reflected|counted|built|provided for|allowed for) (?:with)?in(?:to)? {_BASE}"
    rf"|{_BASE} (?:is|are|was|were) (?:already )?(?:net of|reduced|cut|lower)"
    r"|already (?:removed|taken out|deducted|netted off|reflected|counted|budgeted|included|in the (?:payment"
    r"|settlement|plan)))\b",
    re.IGNORECASE,
    _TAKEN,
    ("budget", "base", "already"),
)
"""Words for what a budget, and so the plan's first year, contains."""
TAKEN_OUT = Form(r"\b(?:after|net of|taken out|taken off|removed|deducted|less|reduced by)\b", re.IGNORECASE)
"""Words of a line for money that its budget is without."""
DENIED = Form(
    r"\b(not|never|isn't|aren't|wasn't|no|yet|to be|will be|until|unless|beyond|on top|more than|less what"
    r"|except|besides|excluding)\b"
)
"""Words that deny it."""
WITH_VOLUME = Form(
    r"\b(?:price and volume|volume and price|price(?:s)?,? (?:and|plus|with) (?:items|demand|growth|volume)"
    r"|(?:includ\w+|with) (?:the )?"
    r"(?:growth in )?(?:volume|demand|items|activity|ageing|demographic\w*)|price[/-]volume|volume growth included)\b",
    re.IGNORECASE,
)
"""Words for a price that includes growth in volume."""
WITHOUT = Form(r"\b(not|without|excluding|excludes|no|only|separate\w*|apart)\b")
COMMON = frozenset((
    "and", "for", "the", "with", "from", "their", "that", "than", "other", "into", "care", "service",
    "services", "social", "health", "council", "board", "partner", "cost", "costs", "price", "prices", "rate",
    "rates", "year", "years", "rise", "rises", "increase", "increases", "growth", "more", "new", "extra",
    "additional", "change", "level", "levels", "employer", "commissioned", "provider", "providers", "contract",
    "contracts", "support", "home", "homes", "people", "community", "national", "living", "local", "consumer",
    "uplift", "award", "inflation", "error", "projection",
))  # fmt: skip
"""Words that labels of different things share."""


def check_already(plan: Plan) -> Iterator[Complaint]:
    """Ask about entries on top of the budgets whose words say that the budgets contain them."""
    for entry in entries(plan):
        yield from about_counted(entry)


def about_counted(entry: Entry) -> Iterator[Complaint]:
    """Ask about one entry, if its words say that it is counted already."""
    if not isinstance(entry.item, Saving | Commitment | Investment | RiskEvent | Stream):
        return
    if isinstance(entry.item, Stream) and entry.item.base:
        return
    for text in entry.texts:
        found = next((each for each in ALREADY.finditer(text.words) if not _denied(text, each, DENIED)), None)
        if found:
            message = (
                f"{entry.label} counts on top of the budgets, but {quoted(text, found.group())}: is it counted twice?"
            )
            yield Complaint(
                "W596", entry.path, message, "take it out if a budget contains it, or correct the words", True
            )
            return


def check_taken_out(plan: Plan) -> Iterator[Complaint]:
    """Ask about savings of which the words of their line say that the budget is without the same amount."""
    for name, saving in plan.savings.items():
        amounts = {round(amount * UNITS[plan.unit]) for amount in saving.planned.values() if amount}
        lines = [line for line in saving.targets(plan.lines) if line in plan.lines]
        told = ((line, text, TAKEN_OUT.search(text.words)) for line in lines for text in texts_of(plan.lines[line]))
        for line, text, out in told:
            if out and any(round(each.pounds) in amounts for each in amounts_in(text)):
                message = (
                    f"{plan.label('savings', name)} counts on top of the budget of {plan.label('lines', line)}, and "
                    f"{quoted(text, out.group())} with the same amount: is it counted twice?"
                )
                fix = "take the saving out if the budget is without it, or correct the words"
                yield Complaint("W596", ("savings", name), message, fix, True)


def _denied(text: Text, found: re.Match[str], words: Form) -> bool:
    return bool(words.search(f"{text.before(found.start())} {text.after(found.end())}"))


def check_price_and_volume(plan: Plan) -> Iterator[Complaint]:
    """Ask about a line that grows with demand although the words of its price say that it includes volume."""
    for name, line in plan.lines.items():
        if not (line.demand.growth or line.demand.profile) or line.fixed_share == 1:
            continue
        for price in (each for each in line.components if each in plan.assumptions):
            for text in texts_of(plan.assumptions[price]):
                found = WITH_VOLUME.search(text.words)
                if found and not _denied(text, found, WITHOUT):
                    yield _volume_twice(plan, name, price, text, found.group())


def _volume_twice(plan: Plan, name: str, price: str, text: Text, words: str) -> Complaint:
    line = plan.lines[name]
    key = "growth" if line.demand.growth else "profile"
    grows = (
        plan.label("assumptions", line.demand.growth) if line.demand.growth in plan.assumptions else "its age profile"
    )
    message = (
        f"{plan.label('lines', name)} grows with {grows}, but of its price, {plan.label('assumptions', price)}, "
        f"{quoted(text, words).replace('its', 'the', 1)}: is the volume counted twice?"
    )
    return Complaint("W596", ("lines", name, "demand", key), message, "take one of the two out, or correct the words")
