"""Levers that work against their sign: those that should lower cost and raise the gap in some year."""

import re
from collections.abc import Iterator

import numpy as np

from mtfp.analysis.by_lever.lever_bridge import LeverBridge, lever_bridge
from mtfp.findings.finding import Finding
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import in_money
from mtfp.model.consistency.questions.answered import answers
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.scenarios.levers.lever import Lever
from mtfp.views.compared.lever_words import one_off, parts_in_words

NOTICED = 1e-5
"""Part of a year's expenditure above which a lever's rise of the gap is reported."""
DOES = {
    "move": "moves care elsewhere",
    "saving": "is a saving",
    "service_level": "provides less care",
    "capacity": "closes units",
}
"""Words for what a lever does that should lower cost, by its kind."""
FIX = (
    "see where it falls with `--table lever_parts`; correct the lever, or say in its `narrative:` that it isn't done "
    "to save, or why it costs more, with the word “checked”"
)
NOT_TO_SAVE = re.compile(
    r"\b(?:(?:not|isn't|n't) (?:\w+ )?(?:to save|for (?:the )?(?:money|savings))|costs? more"
    r"|done for (?:people|those|the)|invest(?:s|ment)? in)\b",
    re.IGNORECASE,
)
"""Words of a narrative that a lever isn't done to save."""


def lowers_cost(lever: Lever) -> bool:
    """Return True if a lever is one from which a lower cost is expected.

    It adds a saving, moves activity, closes units, or lowers the level of a service.
    """
    return bool(
        lever.move
        or (lever.saving and lever.saving.add)
        or (lever.service_level and lever.service_level.level < 1)
        or (lever.capacity and lever.capacity.close)
    )


def is_explained(told: str) -> bool:
    """Return True if a narrative says that a lever isn't done to save, or that its cost was checked.

    >>> is_explained("It is done for people who wait, not to save."), is_explained("Ten places close.")
    (True, False)
    """
    return bool(NOT_TO_SAVE.search(told)) or answers(Complaint("W660", (), "", FIX), told, ())


def bridge_of_signs(plan: Plan, changed: ScenarioPlan) -> LeverBridge | None:
    """Return the bars of a scenario's levers if one of them should lower cost; None if no lever should."""
    scenarios = [each.scenario for each in changed.scenarios]
    signed = any(lowers_cost(lever) for scenario in scenarios for lever in scenario.levers)
    return lever_bridge(plan, scenarios) if signed else None


def against_sign(bridge: LeverBridge, changed: ScenarioPlan) -> Iterator[Finding]:
    """Yield a warning for each lever that should lower cost but raises the gap in some year, one-off cost aside.

    A move out of the set-aside has its own warning (W555), which is the reason.
    """
    read = changed.scenarios
    explained = [each.via or each.place for each in changed.warnings if each.code == "W555"]
    gap = bridge.of("gap")
    plan, least = bridge.before.projection.plan, NOTICED * np.abs(bridge.value("expenditure", after=False))
    for n, player in enumerate(bridge.players):
        raised = np.nan_to_num(gap[n] - one_off(bridge.parts, n)) - least
        if player.levers[0].capacity:
            stated = [t for t in player.levers[0].capacity.before_release(plan) if t < len(raised)]
            raised[stated] = -least[stated]
        worst = int(np.argmax(raised[1:])) + 1
        if len(player.levers) == 1 and lowers_cost(player.levers[0]) and raised[worst] > 0:
            lever, at = player.levers[0], player.at[0]
            told = f"{player.levers[0].narrative} {read[at.scenario].scenario.narrative}"
            if read[at.scenario].document.place(at.path) in explained or is_explained(told):
                continue
            amount = in_money(float(raised[worst] + least[worst]), plan.unit)
            why = "; ".join(parts_in_words(bridge, n, worst))
            message = (
                f'"{player.label}" {DOES[lever.chosen]}, and yet adds {amount} to the gap of '
                f"{plan.timeline.labels[worst]}: {why}"
            )
            yield Finding("W660", message, read[at.scenario].document.place((*at.path, lever.chosen)), FIX)
