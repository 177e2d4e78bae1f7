"""Figures behind a paper: the plan and its scenarios in the same draws, and the plan with no further action."""

from collections.abc import Sequence
from dataclasses import replace

from mtfp.analysis.average_and_plan import average_and_plan
from mtfp.draws.uncertain import random_streams
from mtfp.findings.finding import Refused
from mtfp.library.runs import Run, run_under
from mtfp.reading.scenario import ReadScenario, read_scenario
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
    whole = read_scenario(NO_ACTION)
    no_action, by_scheme = _run(base, whole), _run(base, _without_scheme(whole))
    last = base.plan.timeline.last
    return Evidence(
        base=_case(base, sample),
        scenarios=tuple(_case(run, sample, with_levers=True) for run in runs),
        no_action=_case(no_action, sample) if no_action else None,
        by_scheme=_case(by_scheme, sample) if by_scheme else None,
        best=_central(base, BEST),
        worst=_central(base, WORST),
        average=average_and_plan(base.plan, "gap", last, sample) if sample else None,
        draws=draws,
        seed=seed,
        is_certain=is_certain,
    )


def _case(run: Run, sample: Sample | None, *, with_levers: bool = False) -> Case:
    plan = run.projection.plan
    drawn = sample.figures(plan, DRAWN) if sample else {}
    return Case(run.name, run.label, run.projection, drawn, run.changed, run.levers if with_levers else None)


def _run(base: Run, read: ReadScenario) -> Run | None:
    """Return the plan under a scenario; None if the plan can't take it."""
    try:
        return run_under(base, [read])
    except Refused:
        return None


def _central(base: Run, name: str) -> Case | None:
    """Return the central case under a shipped scenario; None if the plan can't take it."""
    run = _run(base, read_scenario(name))
    return _case(run, None) if run else None


def _without_scheme(read: ReadScenario) -> ReadScenario:
    """Return a scenario without its changes of the scheme, so that the scheme's own rules decide who pays."""
    levers = tuple(lever for lever in read.scenario.levers if not lever.scheme)
    return replace(read, scenario=read.scenario.with_fields(levers=levers))
