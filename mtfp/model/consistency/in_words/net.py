"""Check of amounts that their words call net of a share which the plan takes off once more."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.consistency.in_words.money import EQUAL, figures_of
from mtfp.model.consistency.words.amounts import amounts_in
from mtfp.model.consistency.words.percentages import percent
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, Text, entries, quoted
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.plan import Plan

CASH = Form(
    r"\bcash(?:able|[- ]releasing)? (?:savings?|effect|benefits?|amounts?|part|share)\b"
    r"|\b(?:in|of|as) cash\b|\bcashable\b|\bcash[- ]releasing\b|\bnet (?:savings?|benefits?|effect|of)\b",
    re.IGNORECASE,
)
"""Words for the part of a saving that is cash."""
DELIVERABLE = Form(
    r"\b(?:risk[- ]adjusted|after (?:risk|slippage|under-?delivery|non-?delivery)|net of (?:slippage|risk"
    r"|under-?delivery|non-?delivery)|(?:what|that) is expected to be delivered|expected to deliver(?= £)"
    r"|deliverable amounts?|allows for (?:slippage|under-?delivery|non-?delivery))(?!\w)",
    re.IGNORECASE,
)
"""Words for the part of a saving that is expected to be delivered."""
OURS = Form(r"\b(?:our share|our part|recharged? to us|charged to us)\b", re.IGNORECASE)
"""Words for the part of a hosted service that this partnership pays."""
OTHER = Form(r"%|\bper cent\b|\b(?:of which|not|isn't|aren't|gross|before|half|third|quarter|rest|without)\b",
                   re.IGNORECASE)  # fmt: skip
"""Words in a clause that make its amount the whole, or say which part of it counts."""


class Net(NamedTuple):
    """Share that the plan takes of an amount, with its key, its words, and the form in which words name the part."""

    key: tuple[str, ...]
    share: float
    counts: str
    form: Form
    needs_amount: bool


def check_net_amounts(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about amounts that words call the part in cash, the part delivered or our share, and that are cut again."""
    for entry in entries(plan, remarks):
        net = _net(entry, plan)
        text, words = _told(entry, net, plan.unit) if net else (None, "")
        if net and text:
            message = (
                f"{entry.label} counts {percent(net.share)} of {net.counts}, but {quoted(text, words)}: is the rest "
                "taken off already?"
            )
            fix = f"write the whole amount, or `{net.key[-1]}: 100%`; or correct the words"
            yield Complaint("W597", (*entry.path, *net.key), message, fix, True)


def _net(entry: Entry, plan: Plan) -> Net | None:
    item = entry.item
    if isinstance(item, Investment) and item.saves and 0 < item.saves.cashable < 1:
        return Net(("saves", "cashable"), float(item.saves.cashable), "what it saves as cash", CASH, needs_amount=True)
    if isinstance(item, Line) and item.hosted and 0 < item.hosted.share < 1:
        return Net(("hosted", "share"), float(item.hosted.share), "its budget as ours", OURS, needs_amount=True)
    if isinstance(item, Saving) and not item.delivered:
        rate = plan.assumptions.get(item.delivery) if isinstance(item.delivery, str) else None
        share = rate.central.at(plan.timeline.projected[0]) if rate and rate.central else None
        if share is not None and 0 < share < 1:
            counts = "its amounts as delivered"
            return Net(("delivery",), float(share), counts, DELIVERABLE, needs_amount=False)
    return None


def _told(entry: Entry, net: Net, unit: str) -> tuple[Text | None, str]:
    """Return the text that calls an amount of an entry the part, and its words; None if none does."""
    figures = [abs(each) * UNITS[unit] for each in _figures(entry)]
    for text in entry.texts:
        if not net.needs_amount and (found := net.form.search(text.words)):
            return text, found.group()
        for amount in amounts_in(text) if net.needs_amount else ():
            at = text.words.find(amount.words)
            clause = f"{text.before(at)}{amount.words}{text.after(at + len(amount.words))}"
            whole = amount.pounds * amount.times
            same = any(abs(whole - each) <= EQUAL * whole for each in figures)
            if same and net.form.search(clause) and not OTHER.search(clause):
                return text, clause
    return None, ""


def _figures(entry: Entry) -> list[float]:
    """Return the amounts from which the plan takes a share."""
    item = entry.item
    if isinstance(item, Investment):
        return [item.saves.amount] if item.saves else []
    return [item.budget or 0.0] if isinstance(item, Line) else list(figures_of(item))
