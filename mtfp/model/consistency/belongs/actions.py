"""Check of what an action moves, against the saving that it delivers."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan

MOST = 1.5
"""Largest effect of an action, as a multiple of all that its saving or investment brings in a year."""


def check_actions_effects(plan: Plan) -> Iterator[Complaint]:
    """Ask about an action that moves a figure by more than the saving that it delivers comes to."""
    for name, action in plan.actions.items():
        whole = _whole(plan, action.saving or "")
        for key, effect in action.moves.items():
            if whole and not isinstance(effect.by, Percent) and abs(effect.by) > MOST * whole:
                message = (
                    f"the action {name} moves {key} by {planned_money(effect.by, plan.unit)}, but its saving comes to "
                    f"{planned_money(whole, plan.unit)} in all: are its digits right?"
                )
                yield Complaint("W722", ("actions", name, "moves", key), message, "correct the amount or the saving")


def _whole(plan: Plan, name: str) -> float:
    if name in plan.savings:
        return sum(plan.savings[name].planned.values())
    returns = plan.investments[name].saves if name in plan.investments else None
    return returns.amount if returns else 0.0
