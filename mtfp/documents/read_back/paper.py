"""Decisions, actions, agreements and the statement as a board paper will state them, for the read-back."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.engine.projection import Projection
from mtfp.model.consistency.policy.agreements import agreements
from mtfp.results.effects import EffectInPlan, effects, in_figure
from mtfp.results.filled import filled


def board_paper(projection: Projection) -> tuple[Block, ...]:
    """Return the blocks that read back the texts of a board paper with their amounts, and what is agreed."""
    items = (*_status(projection), *_agreed(projection), *_decisions(projection), *_actions(projection),
             *_assurance(projection))  # fmt: skip
    return (Prose("For the board paper:"), Listing(items)) if items else ()


def _status(projection: Projection) -> Iterator[str]:
    if status := projection.plan.status:
        yield f"Status: {', '.join(filter(None, (status.stage, status.by, status.date)))}."


def _agreed(projection: Projection) -> Iterator[str]:
    plan = projection.plan
    for (section, *inside), agreed in agreements(plan):
        of = plan.label(str(section), str(inside[0])) if section == "funding" else "Scheme"
        until = f", up to {agreed.up_to}" if agreed.up_to else ""
        yield f"{of}: agreed by {agreed.by} on {agreed.on}{until}."


def _decisions(projection: Projection) -> Iterator[str]:
    for name, decision in projection.plan.decisions.items():
        parts = [_sentence(filled(decision.text, projection))]
        parts += [f"By {decision.by}."] if decision.by else []
        parts += [f"Options: {', '.join(decision.options)}."] if decision.options else []
        parts += [f"If not: {_sentence(filled(decision.if_not, projection))}"] if decision.if_not else []
        yield f"Decision `{name}`: {' '.join(parts)}"


def _actions(projection: Projection) -> Iterator[str]:
    moved = effects(projection)
    for name, action in projection.plan.actions.items():
        due = f", due {action.due}" if action.due else ""
        own = "".join(f" {_effect(each)}" for each in moved if each.action == name)
        yield f"Action `{name}` ({action.status}{due}): {_sentence(filled(action.text, projection))}{own}"


def _effect(each: EffectInPlan) -> str:
    """Return an effect in a sentence: the change, the baseline, and the figure in the plan."""
    change, now = (in_figure(each, value) for value in (each.effect.by, each.value))
    was = "" if each.effect.from_ is None else f" from {in_figure(each, each.effect.from_)}"
    return f"It should move {each.figure.in_sentence} in {each.effect.in_} by {change}{was}; it is {now}."


def _assurance(projection: Projection) -> Iterator[str]:
    said = projection.plan.assurance
    if said is None:
        return
    for key in ("robustness", "adequacy"):
        if text := getattr(said, key):
            yield f"{key.capitalize()}, {said.by}: {_sentence(filled(text, projection))}"
    for entry in said.log:
        yield f"Checked by {entry.who} on {entry.date}: {_sentence(entry.what)}"


def _sentence(text: str) -> str:
    return f"{' '.join(text.split()).rstrip('.')}."
