"""Sentence on a scenario: the gap it closes, at what one-off cost, if the plan then balances, and for whom."""

from collections.abc import Iterator, Mapping

import numpy as np

from mtfp.analysis.by_lever.parts import Part, care, parts_of_gap
from mtfp.engine.projection import Projection
from mtfp.findings.short import in_list
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
    """Return a sentence on a scenario in the central case, in cash, compared with the plan as it stands."""
    cost, care = _cost(base.projection, run.projection), list(_care(base.projection, run.projection))
    clauses = [_gap(base.projection, run.projection), *([cost] if cost else []), _balance(run.projection)]
    last = run.projection.plan.timeline.last
    people = f"; in {last} there {_are(care)} {in_list(care)}" if care else ""
    return f"{run.label or run.name} {in_list(clauses)}{people}."


def _are(care: list[str]) -> str:
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
        return f"adds {amount} to the gap of {last}, {_from(before, unit)}"
    if before <= 0:
        return f"improves {last} by {amount}, {_from(before, unit)}"
    if then <= 0:
        return f"closes the whole gap of {last}, {in_money(before, unit)}, {_since(after)}"
    return f"closes {-change / before:.0%} of the gap of {last}, {amount} of {in_money(before, unit)}"


def _from(before: float, unit: str) -> str:
    return f"which is {'a surplus of ' if before < 0 else ''}{in_money(abs(before), unit)} in the plan"


def _since(after: Projection) -> str:
    """Return the first year from which there is no gap, in words."""
    open_years = np.flatnonzero(after.gap.gap[1:, 0] > 0)
    first = int(open_years[-1]) + 2 if len(open_years) else 1
    return f"and has no gap from {after.plan.timeline.labels[first]} on"


def _cost(base: Projection, after: Projection) -> str:
    once = once_by_year(after) - once_by_year(base)
    total, unit = float(once[1:].sum()), base.plan.unit
    if abs(total) <= NOISE * max(1.0, float(np.abs(base.gap.expenditure[1:, 0]).max())):
        return ""
    years = [base.plan.timeline.labels[t] for t in np.flatnonzero(np.abs(once) > NOISE)]
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return f"{'costs' if total > 0 else 'avoids a cost of'} {in_money(abs(total), unit)} once, in {span}"


def once_by_year(projection: Projection) -> Array:
    """Return the cost that is paid once, shape (year,): commitments of single years, and investments."""
    once = [money[:, 0] for part, money in parts_of_gap(projection).items() if part.kind in ONE_OFF]
    return np.sum(once, axis=0) if once else np.zeros(len(projection.plan.timeline))


def _balance(projection: Projection) -> str:
    """Return in words from when the plan balances, or what is left in the last year."""
    plan, gap, left = projection.plan, projection.gap, projection.closing.to_close
    first = int(balanced_from(gap.recurring_gap, left, gap.expenditure)[0])
    missing = np.maximum(left[1:first, 0], 0.0).sum()
    if first > plan.years:
        recurring = in_money(max(float(gap.recurring_gap[-1, 0]), 0.0), plan.unit)
        open_ = in_money(max(float(left[-1, 0]), 0.0), plan.unit)
        return f"does not balance: {open_} is left to close in {plan.timeline.last}, with a recurring gap of {recurring}"
    before = f", after {in_money(float(missing), plan.unit)} still to close in the years before" if missing > 0 else ""
    return f"balances from {plan.timeline.labels[first]} on{before}"


def _care(base: Projection, after: Projection) -> Iterator[str]:
    before, then = _last(care(base)), _last(care(after))
    changes = {part: units - before.get(part, 0.0) for part, units in then.items()}
    size = {part: abs(change) / (abs(before.get(part, 0.0)) or 1.0) for part, change in changes.items()}
    ordered = dict(sorted(changes.items(), key=lambda each: -size[each[0]]))
    found = list(care_in_words(ordered, before))
    yield from found[:MOST]
    if more := len(found) - MOST:
        yield from [f"changes in {more} other service{'s' if more > 1 else ''}"] if more > 0 else []


def _last(units: Mapping[Part, Array]) -> dict[Part, float]:
    return {part: float(by_year[-1, 0]) for part, by_year in units.items()}
