"""Planner: one plan, read and checked once, and every question about it."""

import os
import pathlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from mtfp.analysis.by_change.players import By
from mtfp.analysis.by_lever.drawn import simulate_with_levers
from mtfp.analysis.options.question import Progress
from mtfp.analysis.options.read import question_of
from mtfp.analysis.options.search import answered
from mtfp.analysis.plan_difference import plan_difference, version_of
from mtfp.analysis.solve.solve import Question, solve
from mtfp.analysis.trace import trace
from mtfp.documents.charts.names import LADDER
from mtfp.draws.sampling import Sampling
from mtfp.findings.arguments import whole_number
from mtfp.findings.short import Short
from mtfp.findings.suggest import quoted
from mtfp.library.chart import PlanChart, chart_named
from mtfp.library.checked import CheckedPlan
from mtfp.library.compared import Bars, ComparedScenarios
from mtfp.library.explained import ComparedPlans, TracedFigure
from mtfp.library.options import ChosenOptions
from mtfp.library.paper import Paper, paper_of
from mtfp.library.projected import ProjectedPlan
from mtfp.library.result import extended
from mtfp.library.runs import Run, require_sound, run_of, runs_under
from mtfp.library.sensitivity import OF, Sensitivity, sensitivity_of
from mtfp.library.simulated import SimulatedPlan
from mtfp.library.solved import SolvedPlan
from mtfp.model.plan import Plan
from mtfp.reading.in_python import PlanLike, plan_of
from mtfp.reading.options import OptionsLike
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ScenarioPlan, Scenarios
from mtfp.simulation.defaults import AT, BALANCED_AT, CONFIDENCES, DRAWS, SAMPLED, SEED
from mtfp.simulation.effort import Limits
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.sample import Sample
from mtfp.views.compared.compare import ALL


class Planner(Short):
    """A plan, read and checked once, to ask about as it stands and under any scenario.

    plan : path of the plan's file or folder, a `Plan`, or what `read_plan` returned

    A scenario is a shipped name (`step-down`, also in part, `step-down@50%`), the path of a file, words
    (`pay_nhs +1%`), a dict with the keys of a scenario's file or of one lever, a `Lever`, a `Scenario`, or a list of
    these, which are applied together. Levers are checked each time, but no file is read again, and the plan itself is
    not checked again. Money is in the plan's unit; a positive gap is a shortfall; a year is a label such as `2030/31`.

    Raises Refused with every finding for a plan or a scenario with errors, OSError for a file that can't be read, and
    TypeError for arguments of other kinds. Sections 5 to 15 of docs/understanding/model.md have the equations.

    >>> planner = Planner("examples/shetland")
    >>> planner
    <Planner: Shetland Islands Integration Joint Board, 2025/26 to 2030/31 in £k, 20 lines>
    >>> planner.project("pay_nhs +1%")["gap"]["2030/31"].round(1) > planner.project()["gap"]["2030/31"].round(1)
    np.True_
    >>> planner.project("step-dwn")
    Traceback (most recent call last):
    mtfp.findings.finding.Refused: step-dwn: error[E411]: there is no scenario `step-dwn`; did you mean `step-down`?
    """

    def __init__(self, plan: PlanLike) -> None:
        self.read: ReadPlan = plan_of(plan)

    def in_short(self) -> str:
        return self.plan.in_short()

    @property
    def plan(self) -> Plan:
        """Plan as it stands."""
        return self.read.plan

    def apply(self, scenario: Scenarios) -> ScenarioPlan:
        """Return the plan under a scenario, with every change, old → new, and every warning."""
        changed = self._runs([scenario])[0].changed
        assert changed is not None
        return changed

    def project(self, scenario: Scenarios | None = None) -> ProjectedPlan:
        """Project the central case, as it stands or under a scenario."""
        run = self._base if scenario is None else self._runs([scenario])[0]
        return extended(ProjectedPlan, run.projection, run=run)

    def compare(self, *scenarios: Scenarios, year: str | Sequence[str] = ()) -> ComparedScenarios:
        """Compare scenarios with the plan as it stands.

        year : years of the tables, with `all` for all projected years together; by default the last year and `all`
        """
        runs = self._named_runs(scenarios, least=1)
        years = (year,) if isinstance(year, str) else tuple(year)
        for each in years:
            if each != ALL:
                self.plan.timeline.position(each)
        return ComparedScenarios(runs, years)

    def levers(self, *scenarios: Scenarios) -> Bars:
        """Return what each lever of each scenario did to the gap; the bars add up to the scenario's difference."""
        return Bars(self._named_runs(scenarios, least=1))

    def simulate(
        self,
        *scenarios: Scenarios,
        draws: int = DRAWS,
        seed: int = SEED,
        sampler: str = "random",
        by_lever: bool = False,
        confidences: Sequence[float] = CONFIDENCES,
        over: Sequence[float] = (),
        limits: Limits | None = None,
    ) -> SimulatedPlan:
        """Simulate the plan and scenarios in the same draws.

        draws : number of draws per scenario
        sampler : `random` or `sobol`
        by_lever : True draws every set of levers too, for the table `levers`
        confidences, over : confidence levels of the contingency, and amounts that the gap may exceed
        limits : maximum memory and disk space
        """
        runs = self._named_runs(scenarios)
        plans = {run.name: run.projection.plan for run in runs}
        levers = {run.name: run.scenarios for run in runs if by_lever and run.changed}
        options = ReportOptions(tuple(confidences), tuple(over), {run.name: run.label for run in runs})
        sampling = Sampling(seed, sampler)  # type: ignore[arg-type]
        found = simulate_with_levers(plans, levers, sampling, draws, limits=limits)
        return SimulatedPlan(found, runs, options)

    def report(self, *scenarios: Scenarios, audience: str = "board", draws: int = DRAWS, seed: int = SEED) -> Paper:
        """Return the paper on the plan and its scenarios: page one with six questions, then sections for checking.

        audience : `board`, `planning-group`, `finance` or `consultation`
        draws : number of draws per scenario; 0 for the plan's own case alone

        Raises Unknown, with the nearest, for an unknown audience.
        """
        whole_number(draws, "the number of draws", least=0)
        return paper_of(self._named_runs(scenarios), audience, draws, seed)

    def sensitivity(
        self,
        scenario: Scenarios | None = None,
        *,
        of: str = OF,
        year: str = "",
        moves: str | Sequence[str] = (),
        draws: int = SAMPLED,
        seed: int = SEED,
    ) -> Sensitivity:
        """Return what moves a figure of the plan, as it stands or under a scenario, and by how much.

        of : figure, by identifier or label; the gap by default
        year : projected year by which drivers are sorted; by default the last
        moves : moves to list, such as `pay_nhs 1%, 2%, 4%`; several in a list
        draws, seed : number of draws, at least 100, and seed of their random numbers

        Raises Unknown, with the nearest, for an unknown figure or year. Tables of listed moves raise ValueError and
        Refused for a text that is no move.
        """
        run = self._base if scenario is None else self._runs([scenario])[0]
        return sensitivity_of(run, of, year, (moves,) if isinstance(moves, str) else moves, draws, seed)

    def chart(self, name: str, *scenarios: Scenarios, draws: int = SAMPLED, seed: int = SEED) -> PlanChart:
        """Return a named chart of the plan, or of scenarios.

        name : name of the chart, such as `gap` or `causes`; docs/how-to/charts.md lists them
        scenarios : in `ladder` each has a band of its own; in any other chart they apply together
        draws, seed : number of draws, at least 100, and seed of their random numbers

        Money is in the plan's unit; a positive gap is a shortfall. Raises Unknown, with the nearest, for an unknown
        name, and ValueError for a chart of which the plan has no figures.
        """
        runs = self._named_runs(scenarios if name == LADDER else [list(scenarios)] if scenarios else [])
        return chart_named(name, runs, Sample(draws, seed))

    def options(
        self,
        options: OptionsLike,
        balance: str = "",
        *,
        at: float = BALANCED_AT,
        must: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
        scenario: Scenarios | None = None,
        draws: int = SAMPLED,
        seed: int = SEED,
        progress: Progress | None = None,
    ) -> ChosenOptions:
        """Return packages of options that meet a target, the least impact on people first.

        options : path of an options file, or a dict with its keys
        balance : target, such as `gap <= 0 in 2028/29`; by default no gap in the last year
        at : share of draws in which the target must hold
        must, without : names of options that every package has, and of those that none has

        A package is searched for in the draws of the seed and tried whole in fresh draws; its chance is the share of
        fresh draws that meet the target. Raises Refused for options with errors, and ValueError or Unknown for a
        target or a name that can't be used. `docs/deciding/options.md` explains the rank.
        """
        run = self._base if scenario is None else self._runs([scenario])[0]
        read = replace(run.read, plan=run.projection.plan)
        question = question_of(
            read,
            options,
            balance,
            at=at,
            must=_names(must),
            without=_names(without),
            sample=Sample(draws, seed),
            progress=progress,
        )
        return ChosenOptions(answered(question), run)

    def solve(
        self,
        find: str | Sequence[str],
        so_that: str,
        *,
        scenario: Scenarios | None = None,
        at: Sequence[float] = AT,
        year_by_year: bool = False,
        draws: int = SAMPLED,
        seed: int = SEED,
    ) -> SolvedPlan:
        """Find the number in a change with which the plan meets a target, in the central case and at chances.

        find : change with `?` for the number, such as `nhs_uplift +?`; two make a table of pairs
        so_that : target, such as `gap <= 0 in 2028/29` or `balances in 2028/29`
        at : shares of the draws in which the target must hold
        year_by_year : True for a number for each year, the least in the first, then the next
        draws : number of draws, and of the fresh draws in which answers are tried

        Raises ValueError, with the repair, for a change or a target that can't be read, Unknown for an unknown figure,
        and Refused for a change that the plan can't have.
        """
        run = self._base if scenario is None else self._runs([scenario])[0]
        every = (find,) if isinstance(find, str) else tuple(find)
        shares = tuple(sorted(dict.fromkeys(at)))
        sample = Sample(draws, seed)
        question = Question(find=every, so_that=so_that, at=shares, year_by_year=year_by_year, sample=sample)
        return SolvedPlan(solve(question, self.read, run.changed.scenarios if run.changed else ()), run)

    def trace(
        self, figure: str, year: str = "", *, scenario: Scenarios | None = None, depth: int | None = None
    ) -> TracedFigure:
        """Return a figure of the central case as the sum or product of its parts; see `mtfp.trace`."""
        run = self._base if scenario is None else self._runs([scenario])[0]
        return extended(TracedFigure, trace(self.read, figure, year, scenario=run.changed, depth=depth), run=run)

    def write_workbook(
        self,
        file: str | os.PathLike[str],
        *scenarios: Scenarios,
        simulate: bool = False,
        draws: int = DRAWS,
        seed: int = SEED,
        force: bool = False,
    ) -> None:
        """Write the central case as an Excel workbook of live formulas, with a switch between scenarios.

        file : path of an .xlsx file; an existing file that mtfp didn't write is replaced only if `force` is True
        simulate : True adds the results of a simulation, as values
        draws, seed : number of draws per scenario of the simulation, and seed of their random numbers

        The figures of the workbook are those of `project` and follow every change of an input. Raises ValueError for
        a path without .xlsx, FileExistsError for a file that mtfp didn't write, and Refused for a scenario with errors.

        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = pathlib.Path(folder) / "plan.xlsx"
        ...     Planner("examples/three-versions/budget.yaml").write_workbook(file, simulate=True, draws=100)
        ...     file.exists()
        True
        """
        from mtfp.library.workbook import write_workbook

        runs = self._named_runs(scenarios)
        simulated = self.simulate(*scenarios, draws=draws, seed=seed) if simulate else None
        write_workbook(pathlib.Path(file), runs, simulated, force=force)

    def diff(self, other: "Planner | PlanLike", by: By = "section") -> ComparedPlans:
        """Compare this plan, the older, with another version: a planner, a plan, a path or a git revision."""
        newer = other.read if isinstance(other, Planner) else version_of(other)
        return extended(ComparedPlans, plan_difference(self.plan, newer.plan, by), before_and_after=(self.read, newer))

    def check(self, scenario: Scenarios | None = None, *, since: str = "") -> CheckedPlan:
        """Return the warnings, the verdict on each check in the central case, and what changed since a version.

        since : file, folder, git revision or `REVISION:PATH`; by default the last commit, if a file of the plan differs
            from it; `none` for no comparison
        """
        run = self._base if scenario is None else runs_under(self._base, [scenario], with_checks=True)[0]
        return CheckedPlan(run, since)

    @cached_property
    def _base(self) -> Run:
        run = run_of(self.read)
        require_sound(run)
        return run

    def _runs(self, scenarios: Sequence[Scenarios]) -> list[Run]:
        return runs_under(self._base, scenarios)

    def _named_runs(self, scenarios: Sequence[Scenarios], *, least: int = 0) -> tuple[Run, ...]:
        """Return the plan and its scenarios. Raises ValueError if two have one name."""
        if len(scenarios) < least:
            raise ValueError('name at least one scenario, such as "step-down"')
        runs = (self._base, *runs_under(self._base, scenarios, with_checks=True))
        names = [run.name for run in runs]
        for at, name in enumerate(names):
            if name in names[:at]:
                raise ValueError(f"scenario {quoted(name)} is there twice: give each scenario its own name")
        return runs


def _names(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
