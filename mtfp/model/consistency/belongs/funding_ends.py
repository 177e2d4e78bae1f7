"""Check of ring-fenced money that ends while its lines go on."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.consistency.words.texts import NO_REMARKS, Remarks, entries
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan

MEANT = Form(
    r"\b(?:stays?|goes on|go on|continu\w+|mainstream\w*|baselin\w+|core budgets?|falls? (?:to|on)|picks? up"
    r"|(?:board|council|partnership|plan|budget|lines?) (?:then )?(?:pays?|meets?|funds?|carr\w+)"
    r"|(?:paid|met|funded) (?:by|from) (?:the )?(?:board|council|partnership|budget|reserve)|cliff\w*|ends? with"
    r"|when (?:it|the (?:money|grant|funding)) ends)\b",
    re.IGNORECASE,
)
"""Words for a service that outlives its money on purpose."""
WHOLE = 0.95
"""Least share of its lines' cost that money pays if they are there for it alone; more than the cost is a slip in it."""


def check_funding_ends(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about ring-fenced money that ends before the plan does, while its lines go on costing money."""
    for entry in entries(plan, remarks):
        stream = entry.item
        if not isinstance(stream, Stream) or stream.type != "ring_fenced" or not stream.lines:
            continue
        last = _last(stream, plan)
        if last is None or any(MEANT.search(text.words) for text in entry.texts):
            continue
        names = [name for name in stream.lines.of(plan.lines) if name in plan.lines]
        going = [name for name in names if _goes_on(plan, name, last)]
        cost = sum(plan.lines[name].opening(plan.base_year) for name in names)
        if going and WHOLE * cost <= _pays(stream, plan) <= cost / WHOLE:
            message = (
                f"{entry.label} ends with {last}, but {plan.label('lines', going[0])}, for which it is, costs money in "
                "every later year: is the end right, or does the service end too?"
            )
            fix = "correct the end, or end the line; if the service goes on, say so in `note:`"
            yield Complaint("W716", (*entry.path, "ends" if stream.ends else stream.chosen), message, fix)


def _pays(stream: Stream, plan: Plan) -> float:
    """Return what a source pays in the base year, or in its first year if it begins later."""
    years = plan.timeline.labels
    stated = [stream.stated.root.at(year) or 0.0 for year in years] if stream.stated else []
    return stream.of_base_year(plan.base_year) or next((amount for amount in stated if amount), 0.0)


def _last(stream: Stream, plan: Plan) -> str | None:
    """Return the last year in which money comes; None if it comes in the plan's last year."""
    if stream.ends:
        return stream.ends if stream.ends < plan.timeline.last else None
    if not stream.stated:
        return None
    paid = [year for year in plan.timeline.labels if stream.stated.root.at(year)]
    return paid[-1] if paid and paid[-1] < plan.timeline.last else None


def _goes_on(plan: Plan, name: str, last: str) -> bool:
    """Return True if a line has a cost after a year."""
    line = plan.lines[name]
    if line.cost and (line.cost.years or line.cost.then is not None):
        return bool(line.cost.at(plan.timeline.last))
    if any(float(change.level) == 0 for change in line.service_level):
        return False
    return line.opening(plan.base_year) - line.one_off > 0
