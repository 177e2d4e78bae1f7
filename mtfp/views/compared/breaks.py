"""Limits that a plan or its scenarios break: minimum levels of reserves, and the checks of the plan."""

from collections.abc import Iterator, Sequence

import numpy as np

from mtfp.model.base.money_in_words import in_money
from mtfp.results.checks import Verdict, verdicts
from mtfp.results.figures import figure_named
from mtfp.results.floors import above_floor
from mtfp.results.table import MONEY, POINTS, Column, Row, Table
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.scenario_columns import scenario_columns

NOTE = "In the worst year, in cash. Zero: the limit is kept."


def breaks(runs: Sequence[ScenarioRun]) -> Table:
    """Return how far each scenario goes past each limit: minimum levels of reserves, and the plan's checks.

    The first of `runs` is the plan as it stands. Amounts are zero where a limit is kept. They are in cash.
    """
    plan = runs[0].projection.plan
    columns = tuple(Column(each.label, "all", each.scenario) for each in _columns(runs))
    rows = (*_floors(runs), *_checks(runs))
    return Table("breaks", "Amount past each limit", plan.name, plan.unit, columns, rows, (NOTE,))


def floors_in_words(run: ScenarioRun) -> Iterator[str]:
    """Yield a sentence for each reserve that is below its minimum level in some projected year."""
    plan = run.projection.plan
    for name in _with_floor(run):
        short = _below(run, name)
        if short.any():
            worst, years = int(np.argmax(short)), [plan.timeline.labels[t] for t in np.flatnonzero(short)]
            when = (
                f"in {years[0]}" if len(years) == 1 else f"in {len(years)} years, most in {plan.timeline.labels[worst]}"
            )
            label, amount = plan.label("reserves", name), in_money(float(short[worst]), plan.unit)
            yield f"the reserve {label} is below its minimum level {when}, by {amount}"


def _columns(runs: Sequence[ScenarioRun]) -> tuple[Column, ...]:
    return scenario_columns({run.name: run.label for run in runs}, "")


def _floors(runs: Sequence[ScenarioRun]) -> Iterator[Row]:
    for name in dict.fromkeys(name for run in runs for name in _with_floor(run)):
        held = [float(_below(run, name).max()) if name in _with_floor(run) else None for run in runs]
        label = next(run.projection.plan.label("reserves", name) for run in runs if name in _with_floor(run))
        yield Row(f"below_minimum.{name}", f"{label}: below its minimum level", tuple(held))


def _with_floor(run: ScenarioRun) -> list[str]:
    return [name for name, reserve in run.projection.plan.all_reserves.items() if reserve.floor]


def _below(run: ScenarioRun, name: str) -> np.ndarray:
    """Return the amount by which a reserve is below its minimum level, shape (year,), zero in the base year."""
    room = above_floor(run.projection.reserves[name], run.projection)[:, 0]
    return np.append(0.0, np.maximum(-room[1:], 0.0))


def _checks(runs: Sequence[ScenarioRun]) -> Iterator[Row]:
    for number, of_check in enumerate(zip(*(verdicts(run.projection) for run in runs), strict=True), 1):
        check = of_check[0].check
        unit = POINTS if figure_named(check.of).is_share else MONEY
        yield Row(f"check.{number}", f"Check: {check.name}", tuple(map(_past, of_check)), unit)


def _past(verdict: Verdict) -> float:
    """Return how far a figure is past its bound, in money or percentage points; zero if the check holds."""
    if verdict.holds or verdict.value is None or verdict.bound is None:
        return 0.0
    return abs(verdict.value - verdict.bound) * (100 if figure_named(verdict.check.of).is_share else 1)
