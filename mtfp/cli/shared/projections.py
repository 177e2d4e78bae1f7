"""Project a plan and its scenarios from the command line: read the files, apply the levers, project."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mtfp.findings.finding import Finding, in_order
from mtfp.library.runs import Run, require_sound, run_of, runs_under
from mtfp.reading import ReadPlan, read_plan
from mtfp.reading.national import read_national
from mtfp.reading.plan import plan_file
from mtfp.text.source import is_standard_input, path_text

if TYPE_CHECKING:
    from mtfp.reading.scenario import ScenarioPlan


def one_run(plan: Path, scenarios: list[str], national: Path | None = None, *, with_checks: bool = False) -> Run:
    """Project the plan as it stands, or under all scenarios together."""
    base, runs = all_runs(plan, [" + ".join(scenarios)] if scenarios else [], national, with_checks=with_checks)
    return runs[0] if runs else base


def all_runs(
    plan: Path, scenarios: list[str], national: Path | None = None, *, with_checks: bool = False
) -> tuple[Run, list[Run]]:
    """Project the plan as it stands and under each scenario. Raises Refused with the errors of all files together.

    `national`: national file, in place of the one that the plan names.
    `with_checks`: refuse scenarios that remove a figure of a check, as the checks will be run under each scenario.
    """
    base = run_of(_read(plan, national))
    if not scenarios:
        require_sound(base)
    return base, runs_under(base, scenarios, with_checks=with_checks)


def _read(plan: Path, national: Path | None) -> ReadPlan:
    if national is None:
        return read_plan(plan)
    stated = read_national(national)
    read = read_plan(plan, stated.national)
    return replace(read, warnings=(*stated.warnings, *read.warnings))


def path_of(plan: Path) -> str:
    """Return the path of a plan's file, for people."""
    return "standard input" if is_standard_input(plan) else path_text(plan_file(plan))


def warnings_of(runs: Sequence[Run]) -> tuple[Finding, ...]:
    """Return the warnings of several runs, in order."""
    return in_order([warning for run in runs for warning in run.warnings])


def scenario_plans_of(runs: Sequence[Run]) -> "list[ScenarioPlan]":
    """Return the scenarios among several runs."""
    return [run.changed for run in runs if run.changed]
