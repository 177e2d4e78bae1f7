"""Funding by source and year, with its sign and its rule in words, for the read-back."""

from collections.abc import Iterator, Mapping
from typing import Any

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.documents.read_back.phrases import SIDE, joined, late, noted, signed
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import ByYear
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.money_in.funding import Follows, Stated, Stream
from mtfp.model.plan import Plan
from mtfp.scenarios.words import Meaning, PlanWords

DOES = {"funding": "adds", "reduction": "takes off"}
"""Verb of each kind of funding source."""
PAYERS = {"council": "the council", "nhs": "the NHS board"}
OTHER_THAN_PAYMENTS = {"income": "income, not a payment", "set_aside": "for the set-aside"}
"""Words for the types of money that aren't paid to the integrated budget by a partner."""


def funding_by_year(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read back the funding sources of each partner."""
    sides = [block for partner in PAYERS for block in _of_partner(plan, partner)]
    return (Prose("Funding by source and year:"), *sides) if sides else ()


def _of_partner(plan: Plan, partner: str) -> tuple[Block, ...]:
    items = tuple(
        f"{plan.label('funding', name)} {_source(plan, stream)}.{noted(stream)}"
        for name, stream in plan.funding.items()
        if stream.partner == partner
    )
    return (Prose(f"From {PAYERS[partner]}:"), Listing(items)) if items else ()


def _source(plan: Plan, stream: Stream) -> str:
    return "; ".join([f"{DOES[stream.kind]} {_rule(plan, stream)}", *_around(plan, stream)])


def _rule(plan: Plan, stream: Stream) -> str:
    """Return the payment of the base year, and how it goes on."""
    rule, money = stream.rule, Meaning(money=True)
    if isinstance(rule, Stated):
        base = {} if stream.base is None else {plan.base_year: stream.base}
        years = {**rule.root.years, **base}
        then = rule.root.then
        return PlanWords(plan).value(ByYear[Any].model_construct(years=dict(sorted(years.items())), then=then), money)
    starts = f"{planned_money(stream.start, plan.unit)} in {plan.base_year}"
    if isinstance(rule, Follows):
        return f"{starts}, and rises by {_followed(plan, rule)}"
    if stream.uplift:
        return f"{starts}, and grows with {plan.label('assumptions', stream.uplift.root)}"
    return f"{starts}, and changes for good by {_signed(plan, stream.movements.root if stream.movements else {})}"


def _followed(plan: Plan, rule: Follows) -> str:
    share = f"{in_percent(rule.share)} of the cost of rises in"
    if rule.assumption:
        return f"{share} {plan.label('assumptions', rule.assumption)}"
    return f"{share} {PlanWords(plan).value(rule.lines)}"


def _around(plan: Plan, stream: Stream) -> Iterator[str]:
    """Yield what else a source does, apart from its rule: what it is for, if not for all of its payer's side."""
    if stream.type in OTHER_THAN_PAYMENTS:
        yield OTHER_THAN_PAYMENTS[stream.type]
    if stream.arm not in (None, stream.partner):
        yield f"for {SIDE[stream.arm]}"
    if stream.lines:
        yield f"only for {joined([plan.label('lines', name) for name in stream.lines.of(plan.lines)])}"
    if stream.one_off:
        yield f"once {_signed(plan, stream.one_off)}"
    if stream.delay:
        yield f"each change{late(stream.delay)}"
    if stream.ends:
        yield f"ends after {stream.ends}"
    elif not stream.recurring:
        yield "doesn't recur"


def _signed(plan: Plan, amounts: Mapping[str, float]) -> str:
    """Return amounts by year, each with its sign."""
    given = {year: signed(amount, plan.unit) for year, amount in sorted(amounts.items()) if amount}
    return PlanWords(plan).value(given, Meaning(money=True)) if given else "nothing"
