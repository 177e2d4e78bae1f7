"""Clauses of a scenario's narrative, each with the one lever of which it speaks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mtfp.model.base.form import Form
from mtfp.model.consistency.in_words.counted import COMMON
from mtfp.model.consistency.words.percentages import COUNTED
from mtfp.model.consistency.words.texts import Text
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.capacity import Capacity
from mtfp.scenarios.levers.central import AssumptionLever
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.lever import Lever

CLAUSES = Form(r"[.;:](?=\s|$)|,\s(?=(?:and|but|while|whereas)\s)|\s(?=while\s|whereas\s)")
"""Ends of clauses, each of which may speak of another lever."""
PAYS = (
    r"(?:councils?|boards?|partners?)(?:\s\w+){0,2}\s(?:pays?|gives?|contributes?|adds?)", r"settlements?",
    r"payments?", r"uplifts?", r"grants?", r"allocations?",
)  # fmt: skip
"""Words for what partners pay."""
PARTNERS: Mapping[str, tuple[str, ...]] = {"council": (r"councils?",), "nhs": (r"(?:health )?boards?", r"nhs")}
"""Words for the partner that pays."""
PAY = (r"pay(?! (?:half|a|an|one|less|more|for|the|its|their|\d|£))", r"awards?", r"wages?", r"salar\w+")
PRICES = (r"prices?", r"inflation")
DEMAND = (r"demand", r"growth", r"needs?", r"complex\w*")
VACANCIES = (r"vacanc\w+", r"turnover")
ROLES = {"payments": PAYS, "pay": PAY, "price": PRICES, "prices": PRICES, "growth": DEMAND, "vacancies": VACANCIES}
ORDINARY = COMMON | {"not", "per", "beds", "more", "less", "fewer", "lower", "higher"}
"""Words of labels that don't tell one lever from another."""


def clauses_of(number: int, levers: Sequence[Lever], texts: Sequence[Text], plan: Plan) -> tuple[Text, ...]:
    """Return the clauses of a scenario's words that speak of one lever more than of any other."""
    forms = [_forms(lever, plan) for lever in levers]
    return tuple(
        Text(text.key, clause.strip())
        for text in texts
        for clause in CLAUSES.split(text.words)
        if clause.strip() and _only_of(number, [_matches(form, clause) for form in forms])
    )


def _only_of(number: int, scores: Sequence[int]) -> bool:
    return scores[number] > max((score for at, score in enumerate(scores) if at != number), default=0)


def _matches(forms: Iterable[str], clause: str) -> int:
    """Return how many of some words a clause has."""
    return sum(bool(re.search(rf"\b(?:{form})\b", clause, re.IGNORECASE)) for form in forms)


def _forms(lever: Lever, plan: Plan) -> set[str]:
    """Return the words by which a clause names what a lever changes."""
    change: Any = lever.change
    name = change.name if isinstance(getattr(change, "name", None), str) else ""
    found = {*_words(getattr(change, "label", "")), *_words(name.replace("_", " "))}
    if isinstance(change, AssumptionLever):
        found |= _of_assumptions(change, plan)
    elif isinstance(change, ChangeFunding):
        found |= set(PAYS)
        if name in plan.funding:
            found |= set(PARTNERS[plan.funding[name].partner])
    for section in ("funding", "savings", "commitments", "investments", "reserves"):
        if name and lever.chosen in (section, section.removesuffix("s")):
            found |= set(_words(plan.label(section, name)))
    if add := getattr(change, "add", None):
        found |= set(_words(getattr(add, "label", "")))
    for key in ("lines", "out_of"):
        selector: Any = getattr(change, key, None)
        if hasattr(selector, "of"):
            found |= {word for line in selector.of(plan.lines) for word in _words(plan.label("lines", line))}
    if isinstance(change, Capacity):
        found.add(f"{change.unit.removesuffix('s')}s?")
    return found


def _of_assumptions(change: AssumptionLever, plan: Plan) -> set[str]:
    names, aim = change.names(plan), change.assumptions
    payers = {stream.partner for stream in plan.funding.values() if stream.uplift and stream.uplift.root in names}
    roles = {role for role in (aim.drives, aim.pressure) if role} if aim else set()
    if payers:
        roles.add("payments")
    if any(
        plan.assumptions[name].pressure == "pay" or name.startswith("pay") for name in names if name in plan.assumptions
    ):
        roles.add("pay")
    words = {word for name in names for word in _words(plan.label("assumptions", name))}
    words -= {"pay", "award", "awards", "payment", "payments"}
    words |= {form for payer in payers for form in PARTNERS[payer]} if len(payers) == 1 else set()
    return words | {form for role in roles for form in ROLES.get(role, ())}


def _words(label: str) -> list[str]:
    """Return the words of a label that tell it from others, with and without a plural."""
    found = re.findall(r"[a-z]+", label.lower().replace("’s", "").replace("'s", ""))
    return [f"{word.removesuffix('s')}s?" for word in found if len(word) > 3 and word not in ORDINARY | set(COUNTED)]
