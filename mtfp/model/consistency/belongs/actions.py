"""Check of what an action moves, against the saving that it delivers and the way in which it should move."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan

MOST = 1.5
"""Largest effect of an action, as a multiple of all that its saving or investment brings in a year."""

WORSE_HIGH = ("gap", "recurring_gap", "additional_payments", "deficit", "unmet", "unidentified", "unidentified_share")
WORSE_LOW = ("savings", "surplus", "reserves", "funding")
"""Identifiers of figures, or their beginnings up to a point, of which more is worse, and of which less is."""
SPENDS = Form(
    r"\b(?:recruit\w*|appoint\w*|invest\w*|open(?:s|ing)?|extend\w*|expand\w*|add(?:s|itional)?|extra|more|new|buy\w*"
    r"|restor\w+|reinstat\w*|pay (?:for|back)|raise\w*|pressure\w*|hir(?:e|ing))\b",
    re.IGNORECASE,
)
"""Words of an action that may cost money."""
SIGN = "correct the sign; if the action is meant to make the figure worse, say so in its `text:`"


def check_actions_effects(plan: Plan) -> Iterator[Complaint]:
    """Ask about an action that moves a figure the wrong way, or by more than the saving that it delivers comes to."""
    for name, action in plan.actions.items():
        whole = _whole(plan, action.saving or "")
        for key, effect in action.moves.items():
            if _is_worse(key, float(effect.by)) and (whole or not SPENDS.search(action.text)):
                does = "raises" if effect.by > 0 else "lowers"
                message = (
                    f"the action {name} {does} {key} in {effect.in_}, which makes the plan worse: is a sign wrong?"
                )
                yield Complaint("W722", ("actions", name, "moves", key), message, SIGN)
                continue
            if whole and not isinstance(effect.by, Percent) and abs(effect.by) > MOST * whole:
                message = (
                    f"the action {name} moves {key} by {planned_money(effect.by, plan.unit)}, but its saving comes to "
                    f"{planned_money(whole, plan.unit)} in all: are its digits right?"
                )
                yield Complaint("W722", ("actions", name, "moves", key), message, "correct the amount or the saving")


def _is_worse(figure: str, by: float) -> bool:
    """Return True if a change makes a figure worse, as far as its name is known.

    >>> _is_worse("gap", 150.0), _is_worse("reserves.general", -20.0), _is_worse("Savings", 5.0)
    (True, True, False)
    """
    name = figure.strip().lower().replace(" ", "_").partition(".")[0]
    return (by > 0 and name in WORSE_HIGH) or (by < 0 and name in WORSE_LOW)


def _whole(plan: Plan, name: str) -> float:
    if name in plan.savings:
        return sum(plan.savings[name].planned.values())
    returns = plan.investments[name].saves if name in plan.investments else None
    return returns.amount if returns else 0.0
