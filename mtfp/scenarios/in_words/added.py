"""Questions about an item that a lever adds: the same as about an item of a plan."""

from collections.abc import Iterator, Sequence

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.in_words.counted import about_counted
from mtfp.model.consistency.in_words.lasting import about_lasting
from mtfp.model.consistency.in_words.money import about_amounts, about_half
from mtfp.model.consistency.in_words.shares import about_shares
from mtfp.model.consistency.in_words.signs import about_sign
from mtfp.model.consistency.words.texts import Entry, Text, texts_of
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.commitment import ChangeCommitment
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.levers.saving import ChangeInvestment, ChangeSaving


def about_added(lever: Lever, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about the item that a lever adds, if it adds one."""
    entry = added(lever, texts, plan)
    if entry is None:
        return
    yield from about_amounts(entry, plan.unit)
    yield from about_half(entry, plan.unit)
    yield from about_sign(entry, plan.unit)
    yield from about_counted(entry)
    yield from about_shares(entry, plan)
    yield from about_lasting(entry, plan.timeline)


def added(lever: Lever, texts: Sequence[Text], plan: Plan) -> Entry | None:
    """Return the item that a lever adds with its own words and others; None if it adds none."""
    change = lever.change
    if not isinstance(change, ChangeCommitment | ChangeSaving | ChangeInvestment) or change.add is None:
        return None
    item = change.add.on(plan.timeline)
    label = item.label or change.name.replace("_", " ").capitalize()
    return Entry((lever.chosen, "add"), label, (*texts_of(item), *texts), item)
