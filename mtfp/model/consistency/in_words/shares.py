"""Checks of shares and rates against the percentages of their words."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.consistency.in_words.pairs import rises_in
from mtfp.model.consistency.words.percentages import (
    ANY,
    CASHABLE,
    CHANCE,
    CLAWED_BACK,
    DELIVERED,
    FIRST_YEAR,
    FIXED,
    FLOOR,
    OUR_SHARE,
    PAID,
    PART_CASH,
    SLIPS,
    VARIES,
    Share,
    percent,
    shares_in,
)  # fmt: skip
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, entries, quoted
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.by_status import is_stated_with_saving
from mtfp.model.uncertainty.risk import RiskEvent

FLAT = Form(r"\b(?:flat[- ]cash|cash[- ]flat|frozen|no uplift|held flat|freeze)\b", re.IGNORECASE)
NEAR = 0.006
"""Least difference of a share from that in words; a smaller one is rounding."""
FACTORS = (10.0, 0.1, 100.0, 0.01)
BESIDES = Form(
    r"\b(above|below|than|over|plus|minus|less|unlike|was|were|last|previous\w*|compared|instead|not|up to|least"
    r"|most|about|history)\b",
    re.I,
)


def check_percentages(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about shares and rates that aren't those of their words."""
    for entry in entries(plan, remarks):
        yield from about_shares(entry, plan)
        if isinstance(entry.item, Investment):
            yield from _part_in_cash(entry, entry.item)
        if isinstance(entry.item, Assumption):
            yield from _rate(entry, entry.item)
        elif isinstance(entry.item, Stream):
            yield from _flat(plan, entry, entry.item)


def about_shares(entry: Entry, plan: Plan) -> Iterator[Complaint]:
    """Ask about one entry, if a share of it isn't that of its words."""
    for key, value, form in _shares_of(plan, entry):
        stated = [share for text in entry.texts for share in shares_in(text, form)]
        others = _other_levels(entry.item) if form is FLOOR else []
        if stated and all(abs(share.value - each) > NEAR for share in stated for each in (value, *others)):
            yield _asked(entry, key, value, stated[0])


def _other_levels(item: Reserve) -> list[float]:
    """Return the shares that are a reserve's target and its maximum, which words may mean too."""
    paths = [each for each in (item.target, item.maximum) if each]
    levels = [each for path in paths for each in (*path.years.values(), path.then) if each]
    return [float(each.share) for each in levels if each.share is not None]


def _part_in_cash(entry: Entry, item: Investment) -> Iterator[Complaint]:
    """Ask about a saving of which words say that only a part is cash, and that counts in full."""
    found = next(((text, words) for text in entry.texts if (words := PART_CASH.search(text.words))), None)
    if found and item.saves and item.saves.cashable == 1:
        message = f"all that {entry.label} saves counts as cash, but {quoted(found[0], found[1].group())}: which part?"
        at = (*entry.path, "saves", "cashable") if "cashable" in item.saves.model_fields_set else (*entry.path, "saves")
        yield Complaint("W597", at, message, "correct the percentage or the words")


def _asked(entry: Entry, key: tuple[str, ...], value: float, share: Share) -> Complaint:
    name = key[0].replace("_", " ")
    message = (
        f"{entry.label} has {percent(value)} under `{name}`, but {quoted(share.text, share.words)}: is it "
        f"{percent(share.value)}?"
    )
    return Complaint("W597", (*entry.path, *key), message, "correct the percentage or the words")


Stated = tuple[tuple[str, ...], float, Form]


def _shares_of(plan: Plan, entry: Entry) -> Iterator[Stated]:
    """Yield the shares of an item, each with its key and the form in which words state it."""
    item = entry.item
    if isinstance(item, RiskEvent):
        yield ("probability",), float(item.probability), CHANCE
    elif isinstance(item, Saving | Investment):
        share = _delivery(plan, item)
        if share is not None:
            yield ("delivery",) if isinstance(item, Saving) else ("saves", "delivery"), share, DELIVERED
        if isinstance(item, Saving):
            if item.part_year < 1:
                yield ("part_year",), float(item.part_year), FIRST_YEAR
            if not item.delivered:
                yield ("slips",), float(item.slips), SLIPS
        elif item.saves:
            yield ("saves", "cashable"), float(item.saves.cashable), CASHABLE
    elif isinstance(item, Stream) and item.follows:
        yield ("follows", "share"), float(item.follows.share), PAID
    elif isinstance(item, Line):
        if item.hosted:
            yield ("hosted", "share"), float(item.hosted.share), OUR_SHARE
        yield ("fixed_share",), float(item.fixed_share), FIXED
        yield ("fixed_share",), 1 - float(item.fixed_share), VARIES
    elif isinstance(item, Reserve) and item.floor and item.floor.then and item.floor.then.share is not None:
        yield ("floor",), float(item.floor.then.share), FLOOR
    if isinstance(item, Reserve) and len(set(item.clawback.values())) == 1:
        yield ("clawback", min(item.clawback)), float(min(item.clawback.values())), CLAWED_BACK


def _delivery(plan: Plan, item: Saving | Investment) -> float | None:
    """Return the one share of a saving that is achieved; None if it isn't one number."""
    if isinstance(item, Saving) and item.delivered and (planned := sum(item.planned.values())):
        return sum(item.delivered.values()) / planned
    name = item.delivery if isinstance(item, Saving) else item.saves and item.saves.delivery
    central = plan.assumptions[name].central if isinstance(name, str) and name in plan.assumptions else None
    return None if central is None or central.years or central.then is None else float(central.then)


def _rate(entry: Entry, item: Assumption) -> Iterator[Complaint]:
    """Ask about an assumption of which no year has the rate of its label, or a tenth or ten times that of its note."""
    if item.unit not in ("rate", "share") or item.central is None or is_stated_with_saving(item):
        return
    then = {} if item.central.then is None else {"then": item.central.then}
    rates = {**item.central.years, **then}
    values = list(rates.values())
    stated = [
        share
        for text in entry.texts
        for share in shares_in(text, ANY)
        if "%" in share.words or "cent" in share.words.lower()
        if not BESIDES.search(f"{text.before(text.words.find(share.words))} {text.after(text.words.find(share.words))}")
    ]
    if not stated or any(abs(share.value - value) < 0.0006 for share in stated for value in values):
        return
    rises = [rise for text in entry.texts for rise, _ in rises_in(text)]
    left = {year: rate for year, rate in rates.items() if not any(abs(rate - rise) < 0.0006 for rise in rises)} or rates
    for share in stated:
        slips = [year for year, rate in left.items() if any(abs(share.value * by - rate) < 1e-6 for by in FACTORS)]
        if slips or (share.text.key == "label" and len(stated) == 1):
            year = slips[0] if slips else next(iter(left))
            at = "" if len(rates) == 1 else f" under `{year}`"
            says = f"but {quoted(share.text, share.words)}: is it {percent(share.value)}?"
            message = f"{entry.label} is {percent(left[year])}{at}, {says}"
            path = (*entry.path, "central") if len(rates) == 1 else (*entry.path, "central", year)
            yield Complaint("W597", path, message, "correct the percentage or the words")
            return


def _flat(plan: Plan, entry: Entry, stream: Stream) -> Iterator[Complaint]:
    """Ask about a payment whose label says that it doesn't grow, and that grows."""
    rate = plan.assumptions.get(stream.uplift.root) if stream.uplift else None
    text = next((each for each in entry.texts if each.key == "label"), None)
    found = FLAT.search(text.words) if text else None
    if not (rate and rate.central and text and found):
        return
    value = next((each for each in (*rate.central.years.values(), rate.central.then) if each), None)
    if value:
        message = (
            f"{entry.label} grows by {percent(value)}, but {quoted(text, found.group())}: is it the same each year?"
        )
        yield Complaint(
            "W597", (*entry.path, "uplift"), message, "write `stated:` with one amount, or correct the label"
        )
