"""Questions about levers on another entry than the one that their words name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.belongs.naming import names_in, own_words, phrases_in, phrases_of, shared, words_of
from mtfp.model.consistency.words.texts import Text
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.central import AssumptionLever
from mtfp.scenarios.levers.lever import Lever

SHARE = 0.5
"""Least share of the words of an entry's name that words about it have."""
FIX = "correct the name or the words"
PARTNERS: Mapping[str, frozenset[str]] = {"council": frozenset({"council", "councils"}), "nhs": frozenset({"nhs"})}
"""Words that name one partner."""


class Aim(NamedTuple):
    """Entries of a section that a lever changes, and the key that names them."""

    section: str
    names: tuple[str, ...]
    key: tuple[str, ...]


def about_aim(lever: Lever, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about a scenario's only lever, if its words name another entry or the other partner alone."""
    aim = _aim(lever.change, plan)
    if aim is None or not aim.names or not set(aim.names) <= set(getattr(plan, aim.section)):
        return
    words = words_of(" ".join(text.words for text in texts))
    other = _other(plan, aim, words) or _by_phrase(plan, aim, texts)
    named = " and ".join(plan.label(aim.section, name) for name in aim.names)
    if other:
        message = f"this lever changes {named}, but its words name {plan.label(aim.section, other)}: is it `{other}`?"
        yield Complaint("W723", (lever.chosen, *aim.key), message, FIX)
    elif (side := _side(plan, aim)) and (paying := _partner_in(texts)) not in (None, side):
        message = (
            f"this lever changes {named}, of the partner `{side}`, but its words name `{paying}` alone: which is it?"
        )
        yield Complaint("W723", (lever.chosen, *aim.key), message, FIX)


def _aim(change: Any, plan: Plan) -> Aim | None:
    """Return what a lever changes, if it names one entry or a few."""
    if getattr(change, "add", None) and not hasattr(change, "streams"):
        return None
    if isinstance(change, AssumptionLever):
        return Aim("assumptions", tuple(change.names(plan)), (_key(change),)) if not _by_role(change) else None
    if hasattr(change, "streams"):
        return Aim("funding", (change.name,), ("name",)) if change.name else None
    if section := getattr(change, "section", None):
        return Aim(section, (change.name,), ("name",)) if change.name else None
    names = getattr(getattr(change, "lines", None), "names", None)
    return Aim("lines", names, ("lines",)) if names else None


def _by_role(change: AssumptionLever) -> bool:
    return bool(change.assumptions and not change.assumptions.names)


def _key(change: AssumptionLever) -> str:
    return "assumptions" if change.assumptions else "assumption"


def _other(plan: Plan, aim: Aim, words: frozenset[str]) -> str | None:
    """Return the one other entry of the section that words name, if they name none that the lever changes."""
    every = names_in(plan, aim.section)
    if any(shared(words, every[name]) for name in aim.names):
        return None
    found = [
        name
        for name, own in own_words(every).items()
        if name not in aim.names and own & words and len(own & words) >= SHARE * len(every[name])
    ]
    return found[0] if len(found) == 1 else None


def _by_phrase(plan: Plan, aim: Aim, texts: Sequence[Text]) -> str | None:
    """Return the one line of which words have the name, if they have the name of none that the lever changes."""
    found = set(phrases_in(phrases_of(plan, aim.section), " ".join(text.words for text in texts)))
    return next(iter(found)) if aim.section == "lines" and len(found) == 1 and not found & set(aim.names) else None


def _side(plan: Plan, aim: Aim) -> str | None:
    """Return the partner that pays what a lever changes, or whose payment grows with it."""
    if aim.section == "funding":
        return plan.funding[aim.names[0]].partner
    if aim.section != "assumptions":
        return None
    payers = {of.partner for of in plan.funding.values() if of.uplift and of.uplift.root in aim.names}
    return next(iter(payers)) if len(payers) == 1 else None


def _partner_in(texts: Sequence[Text]) -> str | None:
    """Return the one partner that texts name."""
    words = {word for text in texts for word in text.words.lower().replace("’", " ").replace("'", " ").split()}
    words = {word.strip(".,;:()") for word in words}
    found = [partner for partner, names in PARTNERS.items() if names & words]
    return found[0] if len(found) == 1 else None
