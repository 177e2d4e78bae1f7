"""Ask about money whose words name the other partner, and about money for lines on the other side of the budget."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.consistency.belongs.naming import phrases_in, phrases_of
from mtfp.model.costs.line import Partner
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

NAMES: Mapping[Partner, Form] = {
    "council": Form(r"\b(?:councils?|local authorit\w+|cosla)\b(?! tax)", re.IGNORECASE),
    "nhs": Form(r"\b(?:nhs|(?:health|nhs) boards?)\b", re.IGNORECASE),
}
"""Words that name one partner."""
PAID_BY = Form(
    r"\b(?:paid|funded|met|given|provided|allocated) by (?:\w+ ){1,3}?(?:council|nhs|boards?)\b", re.IGNORECASE
)
"""Words of a note for the partner that pays."""
CALLED: Mapping[Partner, str] = {"council": "the council", "nhs": "the NHS board"}
FIX = "correct `partner:` or the words; if both are right, say why in `note:`, with the word “checked”"


def check_whose_money(plan: Plan) -> Iterator[Complaint]:
    """Ask about money of one partner whose words name the other one alone."""
    for name, stream in plan.funding.items():
        texts = {
            "label": plan.label("funding", name), "name": name.replace("_", " "), "source": stream.source,
            "agreed": stream.agreed.by if stream.agreed else "", "owner": stream.owner,
            "note": " ".join(PAID_BY.findall(stream.note)),
        }  # fmt: skip
        # the other arm's officers may look after money that is spent there
        if stream.arm not in (None, stream.partner):
            del texts["owner"]
        yield from _asked(plan, "funding", name, stream.partner, texts)
    for section in ("commitments", "savings", "investments", "risk_events"):
        for name, item in getattr(plan, section).items():
            if item.partner:
                yield from _asked(plan, section, name, item.partner, {"label": plan.label(section, name)})


def _asked(plan: Plan, section: str, name: str, partner: Partner, texts: Mapping[str, str]) -> Iterator[Complaint]:
    for key, words in texts.items():
        named = partners_in(words)
        if named == {partner}:
            return
        if len(named) == 1:
            (other,) = named
            says = "name" if key in ("label", "name") else f"`{key}:`"
            message = (
                f"{plan.label(section, name)} is under `partner: {partner}`, but its {says} names {CALLED[other]} "
                f"alone: is its partner `{other}`?"
            )
            yield Complaint("W717", (section, name, "partner"), message, FIX)
            return


def partners_in(words: str) -> set[Partner]:
    """Return the partners that words name.

    >>> sorted(partners_in("Health board money, passed on by the council")), partners_in("Scottish Government")
    (['council', 'nhs'], set())
    """
    return {partner for partner, form in NAMES.items() if form.search(words)}


def check_arms_of_money(plan: Plan) -> Iterator[Complaint]:
    """Ask about money of a partner that is for lines of the other arm, and that goes to its own arm."""
    phrases = phrases_of(plan, "lines")
    for name, stream in plan.funding.items():
        arm = stream.arm or stream.partner
        lines = [line for line in _lines_of(plan, stream) if line in plan.lines]
        lines = lines or list(phrases_in(phrases, plan.label("funding", name))) if stream.type == "payment" else lines
        sides = {plan.lines[line].partner for line in lines}
        if len(sides) == 1 and arm not in sides and (stream.arm or not stream.lines):
            (side,) = sides
            message = (
                f"{plan.label('funding', name)} goes to the side of the budget of `{arm}`, but "
                f"{plan.label('lines', lines[0])}, for which it is, is on that of `{side}`: is it `arm: {side}`?"
            )
            fix = f"write `arm: {side}`; if it is right, say why in `note:`, with the word “checked”"
            yield Complaint("W718", ("funding", name, "arm" if stream.arm else "partner"), message, fix)


def _lines_of(plan: Plan, stream: Stream) -> tuple[str, ...]:
    """Return the lines that ring-fenced money pays for, or whose rise in cost or price a payment follows.

    A general price is no one's own, so that money which follows it is for a side of the budget only by its `arm`.
    """
    selected: Any = stream.lines or (stream.follows.lines if stream.follows else None)
    if selected:
        return tuple(selected.of(plan.lines))
    rate = stream.follows.assumption if stream.follows else None
    of = plan.assumptions.get(rate or "")
    if rate is None or of is None or not (stream.arm or is_pay(rate, of)):
        return ()
    return tuple(name for name, line in plan.lines.items() if rate in line.components)
