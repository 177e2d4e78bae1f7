"""Figures behind a paper: the plan and its scenarios in the same draws, and the plan with no further action."""

from collections.abc import Sequence

from mtfp.analysis.average_and_plan import average_and_plan
from mtfp.draws.of_plan import central_draws
from mtfp.draws.uncertain import random_streams
from mtfp.engine import project
from mtfp.library.runs import Run
from mtfp.model.consistency import is_sound
from mtfp.reading.scenario import read_scenario
from mtfp.scenarios.scenario import Scenario, apply_all
from mtfp.simulation.sample import Sample
from mtfp.views.paper.case import DRAWN, Case, Evidence

NO_ACTION = "no-further-action"
"""Name of the shipped scenario of no further action."""

BEST, WORST = "optimistic", "pessimistic"
"""Names of the shipped scenarios for the best and the worst case."""


def evidence_of(base: Run, runs: Sequence[Run], draws: int, seed: int) -> Evidence:
    """Return the figures behind a paper.

    draws : number of draws per scenario; 0 for the central case alone
    """
    is_certain = not any(random_streams(run.projection.plan) for run in (base, *runs))
    sample = Sample(draws, seed) if draws and not is_certain else None
    shipped = {name: read_scenario(name).scenario for name in (NO_ACTION, BEST, WORST)}
    last = base.plan.timeline.last
    return Evidence(
        base=_case(base, sample),
        scenarios=tuple(_case(run, sample, with_levers=True) for run in runs),
        no_action=_under(base, shipped[NO_ACTION], sample),
        by_scheme=_under(base, _without_scheme(shipped[NO_ACTION]), sample),
        best=_under(base, shipped[BEST]),
        worst=_under(base, shipped[WORST]),
        average=average_and_plan(base.plan, "gap", last, sample) if sample else None,
        draws=draws,
        seed=seed,
        is_certain=is_certain,
    )


def _case(run: Run, sample: Sample | None, *, with_levers: bool = False) -> Case:
    plan = run.projection.plan
    drawn = sample.figures(plan, DRAWN) if sample else {}
    return Case(run.name, run.label, run.projection, drawn, run.changed, run.levers if with_levers else None)


def _under(base: Run, scenario: Scenario, sample: Sample | None = None) -> Case | None:
    """Return the plan under a shipped scenario; None if the plan can't take it. Its warnings are not worked out."""
    outcome = apply_all(base.plan, [scenario])
    if outcome.refused or not is_sound(outcome.plan):
        return None
    projection = project(outcome.plan, central_draws(outcome.plan))
    drawn = sample.figures(outcome.plan, DRAWN) if sample else {}
    return Case(scenario.scenario, scenario.title, projection, drawn)


def _without_scheme(scenario: Scenario) -> Scenario:
    """Return a scenario without its changes of the scheme, so that the scheme's own rules decide who pays."""
    return scenario.with_fields(levers=tuple(lever for lever in scenario.levers if not lever.scheme))
