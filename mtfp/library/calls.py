"""The functions of `mtfp` that take a plan in any form: each makes a `Planner` for one question."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, overload

from mtfp import engine
from mtfp.draws import of_plan
from mtfp.engine.projection import Projection
from mtfp.library.compared import ComparedScenarios
from mtfp.library.planner import Planner
from mtfp.library.projected import ProjectedPlan
from mtfp.library.simulated import SimulatedPlan
from mtfp.model.base.draws import Draws
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.reading.in_python import PlanLike, plan_of
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ScenarioPlan, Scenarios
from mtfp.results.figures import Figures
from mtfp.results.figures import figures as figures_of
from mtfp.results.table import Table
from mtfp.simulation import simulate as of_draws
from mtfp.simulation.simulation import Simulation
from mtfp.views.compared import compare as of_runs
from mtfp.views.compared.scenario_run import ScenarioRun

PLANS = (Plan, ReadPlan, str, os.PathLike)


@overload
def project(plan: PlanLike, draws: Draws, rows: Rows | None = None) -> Projection: ...
@overload
def project(plan: PlanLike, scenario: Scenarios | None = None) -> ProjectedPlan: ...
def project(plan: PlanLike, *arguments: Any, **options: Any) -> Projection:
    """Project a plan: its central case, as it stands or under a scenario, or in draws that are given.

    plan : path of the plan's file or folder, a `Plan`, or what `read_plan` returned
    scenario : a name, a path, words such as `pay_nhs +1%`, a dict, a `Lever`, a `Scenario`, or a list of these
    draws : draws of this plan in place of a scenario: those of `central_draws`, or of a block
    rows : with draws, budget lines in groups, which save time if no single line is shown

    Arrays of the result have shape (year, draw), or (item, year, draw); year 0 is the base year. Money is in the
    plan's money unit; a positive gap is a shortfall. Sections 5 to 12 of the model have the equations. Two of them,
    for a year t, are

        gap[t]      = cost[t] + commitments[t] + investments[t] + events[t] - usable funding[t] - savings achieved[t]
        to close[t] = gap[t] - planned use of reserves[t]

    Without draws, the result also has tables, figures by year label, and a picture. Raises Refused for a plan or
    scenario with errors, OSError for a file that can't be read, ValueError if the draws belong to another plan, and
    TypeError for arguments of other kinds.

    >>> project("examples/shetland")["gap"].round(0).tolist()
    [0.0, 1077.0, 1182.0, 1112.0, 1111.0, 1187.0]
    """
    if "draws" in options or isinstance(arguments[0] if arguments else None, Draws):
        return engine.project(bare(plan), *arguments, **options)
    return Planner(plan).project(*arguments, **options)


def central_draws(plan: PlanLike) -> Draws:
    """Return the central case of a plan: one draw at the stated values, each shape (year, 1).

    plan : path of the plan's file or folder, a `Plan`, or what `read_plan` returned

    Every assumption has its central value, or the value that follows from its link to another assumption. A risk event
    happens, at its best guess, if its probability is over 50%. Rates and shares are fractions (0.03 is 3%), money is in
    the plan's unit; costs of events are positive. Sections 4 and 9 of the model. Raises TypeError for anything but a
    plan, and Refused or OSError for a file that can't be read.

    >>> central_draws("examples/shetland").values["cpi"].shape
    (6, 1)
    """
    return of_plan.central_draws(bare(plan))


def figures(projection: Projection | PlanLike) -> Figures:
    """Return the figures of a projection, or of a plan's central case, by identifier, each shape (year, draw).

    Year 0 is the base year; `found["gap", "2030/31"]` is one year, shape (draw,). Money is in the plan's unit, and
    shares are fractions of one. A gap is cost less funding and savings; a positive gap is a shortfall. In the base
    year, savings and figures of the closing steps are NaN. The page on the model has the equation of every figure.
    Raises Unknown (a KeyError), with the nearest identifier or year, and TypeError for anything else.

    >>> figures("examples/shetland")["gap", "2030/31"].round(1)
    array([1187.4])
    """
    return figures_of(Planner(projection).project() if isinstance(projection, PLANS) else projection)


@overload
def compare(base: ScenarioRun, scenarios: Sequence[ScenarioRun], years: Sequence[str] = ()) -> tuple[Table, ...]: ...
@overload
def compare(plan: PlanLike, *scenarios: Scenarios, year: str | Sequence[str] = ()) -> ComparedScenarios: ...
def compare(*arguments: Any, **options: Any) -> Any:
    """Compare scenarios with the plan as it stands.

    plan : path of the plan's file or folder, a `Plan`, or what `read_plan` returned
    scenarios : names, paths, words, dicts, `Lever` or `Scenario` objects, or lists of these that apply together
    year : a year such as `2030/31`, several, or `all` for all years together; by default the last year and `all`

    Or, as the parts of a result: a `ScenarioRun` of the plan as it stands, a list of those of the scenarios, and years;
    then the result is the tables alone.

    A difference is the scenario's figure less the plan's, in the plan's unit of money; a positive difference of gaps is
    a larger shortfall. Sections 5 and 13 of the model. Raises Refused for a plan or scenario with errors, Unknown, with
    the nearest year, for a year that the plan lacks, ValueError for two scenarios of one name, other years or other
    units, and TypeError for arguments of other kinds.

    >>> compare("examples/shetland", "step-down", "pay_nhs +1%").sentences[1][:42]
    'pay_nhs +1% adds £1.13 million to the £1.1'
    """
    if isinstance(plan := _first(arguments, options), PLANS):
        return Planner(plan).compare(*arguments[1:], **options)
    return of_runs.compare(*arguments, **options)


def _first(arguments: Sequence[Any], options: dict[str, Any]) -> Any:
    """Return the plan, which is taken out of `options` if it is there by name."""
    return arguments[0] if arguments else options.pop("plan", None)


@overload
def simulate(plans: Mapping[str, PlanLike], *arguments: Any, **options: Any) -> Simulation: ...
@overload
def simulate(plan: PlanLike, *scenarios: Scenarios, **options: Any) -> SimulatedPlan: ...
def simulate(*arguments: Any, **options: Any) -> Any:
    """Simulate a plan and its scenarios in the same draws.

    plan : path of the plan's file or folder, a `Plan`, or what `read_plan` returned
    scenarios : names, paths, words, dicts, `Lever` or `Scenario` objects, or lists of these that apply together
    draws : number of draws per scenario, 10,000 by default; for Sobol points a multiple of 8
    seed, sampler : 1 and `random` by default
    limits : maximum memory and disk space in bytes; by default 1 GB and 10 GB

    Or plans by the names of their scenarios, the plan as it stands first, `sampling` (a `Sampling`), `draws`,
    `threads`, `limits`, `enough` (a function that returns the number of draws needed) and `progress`; then the result
    is a `Simulation`.

    A figure in one year has shape (draw,); money is in the plan's unit, and a positive gap is a shortfall. Draw i has
    the same chance events under each scenario, so

        difference[i] = figure of the scenario[i] - figure of the plan[i]

    The same plans, seed and draws give exactly the same results on one kind of machine. Section 14 of the model.
    Raises Refused for a plan or scenario with errors, TooBig (in `mtfp.findings.too_big`) if the run would exceed its
    limits, ValueError for a number out of range or plans of other years, and TypeError for arguments of other kinds.

    >>> simulate("examples/shetland", "step-down", draws=100).draws("gap", scenario="step-down").shape
    (100, 5)
    """
    plan = _first(arguments, options)
    if isinstance(plan, PLANS):
        return Planner(plan).simulate(*arguments[1:], **options)
    plans = options.pop("plans", plan)
    named = {name: bare(each) for name, each in plans.items()} if isinstance(plans, Mapping) else plans
    return of_draws.simulate(named, *arguments[1:], **options)


def bare(plan: Any) -> Any:
    """Return the plan alone of what `read_plan` returned, or of a path; anything else as it is."""
    if isinstance(plan, str | os.PathLike):
        plan = plan_of(plan)
    return plan.plan if isinstance(plan, ReadPlan | ScenarioPlan) else plan
