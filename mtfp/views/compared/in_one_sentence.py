"""Sentence on a scenario: the gap it closes, at what one-off cost, if the plan then balances, and for whom."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from mtfp.analysis.parts import Part, care, parts_of_gap
from mtfp.engine.projection import Projection
from mtfp.findings.short import counted, in_list
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money
from mtfp.results.balance import balanced_from
from mtfp.views.compared.lever_words import NOISE, care_in_words
from mtfp.views.compared.scenario_run import ScenarioRun

MOST = 4
"""Most changes of care in a sentence."""
ONE_OFF = ("one_off", "investments")
"""Kinds of parts of the gap that are paid once."""


def in_one_sentence(base: ScenarioRun, run: ScenarioRun) -> str:
    """Return a sentence on the money of a scenario in the central case, in cash, and a second one on its care."""
    plan, changed = base.projection, run.projection
    money = f"{run.label or run.name} {_gap(plan, changed)}{_cost(plan, changed)}, and {_balance(changed)}."
    found = list(_care(plan, changed))
    last = changed.plan.timeline.last
    return f"{money} In {last} there {_are(found)} {in_list(found)}." if found else money


def _are(care: Sequence[str]) -> str:
    return "is" if care[0].startswith("1 ") else "are"


def _gap(base: Projection, after: Projection) -> str:
    """Return the change of the last year's gap in words, with its part of the gap where it closes some of one."""
    plan, last = base.plan, base.plan.timeline.last
    before, then = (float(each.gap.gap[-1, 0]) for each in (base, after))
    change, unit = then - before, plan.unit
    amount = in_money(abs(change), unit)
    if amount == "£0":
        return f"leaves the gap of {last} at {in_money(before, unit)}"
    if change > 0:
        if before > 0:
            return f"adds {amount} to the {in_money(before, unit)} gap of {last}"
        return f"adds {amount} to the cost of {last}, which has a {_stands(before, unit)} in the plan"
    if before <= 0:
        return f"takes {amount} off the cost of {last}, which has a {_stands(before, unit)} in the plan"
    if then <= 0:
        return f"closes the whole gap of {last} ({in_money(before, unit)})"
    return f"closes {-change / before:.0%} of the gap of {last} ({amount} of {in_money(before, unit)})"


def _stands(before: float, unit: str) -> str:
    return f"{'surplus' if before < 0 else 'gap'} of {in_money(abs(before), unit)}"


def _cost(base: Projection, after: Projection) -> str:
    once = once_by_year(after) - once_by_year(base)
    total, unit = float(once[1:].sum()), base.plan.unit
    if abs(total) <= NOISE * max(1.0, float(np.abs(base.gap.expenditure[1:, 0]).max())):
        return ""
    years = [base.plan.timeline.labels[t] for t in np.flatnonzero(np.abs(once) > NOISE)]
    span = in_list(years)
    if total < 0:
        return f", avoids a one-off cost of {in_money(-total, unit)} in {span}"
    return f" at a one-off cost of {in_money(total, unit)} in {span}"


def once_by_year(projection: Projection) -> Array:
    """Return the cost that is paid once, shape (year,): commitments of single years, and investments."""
    once = [money[:, 0] for part, money in parts_of_gap(projection).items() if part.kind in ONE_OFF]
    return np.sum(once, axis=0) if once else np.zeros(len(projection.plan.timeline))


def _balance(projection: Projection) -> str:
    """Return in words from when the plan balances, or what is left in the last year."""
    plan, gap, left = projection.plan, projection.gap, projection.closing.to_close
    first = int(balanced_from(gap.recurring_gap, left, gap.expenditure)[0])
    if first > plan.years:
        short = float(left[-1, 0]) > NOISE
        amount = in_money(float(left[-1, 0] if short else gap.recurring_gap[-1, 0]), plan.unit)
        if short:
            return f"does not balance: {amount} is left to close in {plan.timeline.last}"
        return f"balances {plan.timeline.last} only with one-off money: its recurring gap is {amount}"
    missing = float(np.maximum(left[1:first, 0], 0.0).sum())
    before = f"; {in_money(missing, plan.unit)} is left to close before that" if missing > NOISE else ""
    return f"balances from {plan.timeline.labels[first]} on{before}"


def _care(base: Projection, after: Projection) -> Iterator[str]:
    before, then = _last(care(base)), _last(care(after))
    changes = {part: units - before.get(part, 0.0) for part, units in then.items()}
    size = {part: abs(change) / (abs(before.get(part, 0.0)) or 1.0) for part, change in changes.items()}
    ordered = dict(sorted(changes.items(), key=lambda each: -size[each[0]]))
    found = list(care_in_words(ordered, before))
    yield from found[:MOST]
    if len(found) > MOST:
        yield f"changes in {counted(len(found) - MOST, 'other service')}"


def _last(units: Mapping[Part, Array]) -> dict[Part, float]:
    return {part: float(by_year[-1, 0]) for part, by_year in units.items()}
