"""Reserves by year, and the figures of the funding scheme, for the read-back."""

from collections.abc import Iterator
from functools import singledispatch

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import Carry, Offset
from mtfp.model.scheme.who_pays import AdditionalPayments, ByContribution, OwnArm
from mtfp.scenarios.words import PlanWords


def reserves_by_year(plan: Plan, expenditure: float) -> tuple[Block, ...]:
    """Return the blocks that read back each reserve, and each closing step.

    A minimum level that is a share of expenditure is also shown in money of the base year.
    """
    items = (*_reserves(plan, expenditure), *_scheme(plan))
    return (Prose("Reserves and closing steps:"), Listing(items)) if items else ()


def _reserves(plan: Plan, expenditure: float) -> Iterator[str]:
    for name, reserve in plan.all_reserves.items():
        share = reserve.floor.in_year(plan.base_year).share if reserve.floor else None
        words, least = PlanWords(plan).value(reserve), PlanWords(plan).value(reserve.floor) if share else ""
        money = planned_money((share or 0.0) * expenditure, plan.unit)
        if least:
            words = words.replace(f"{least}", f"{least} ({money} in {plan.base_year})", 1)
        yield f"{plan.label('reserves', name)}: {words}."


@singledispatch
def _meaning(rule: object) -> str:
    """Return a sentence on who pays in a closing step, with a space before it; nothing if the step's words say it."""
    return ""


@_meaning.register
def _(rule: Offset) -> str:
    return " One side's underspend first meets the other's overspend." if rule.root == "arms" else ""


@_meaning.register
def _(rule: AdditionalPayments) -> str:
    return _meaning(rule.root)


@_meaning.register
def _(rule: ByContribution) -> str:
    return " Each partner pays a part of all that is left, in proportion to its payments."


@_meaning.register
def _(rule: OwnArm) -> str:
    return " Each partner pays what is left on its own side."


@_meaning.register
def _(rule: Carry) -> str:
    return " What is then left becomes a deficit of the board."


def _scheme(plan: Plan) -> Iterator[str]:
    for number, step in enumerate(plan.scheme.steps, 1):
        yield f"Closing step {number}, {PlanWords(plan).value(step)}.{_meaning(step.rule)}"
    if plan.scheme.surplus:
        yield f"Surplus: {PlanWords(plan).value(plan.scheme.surplus)}."
