"""Documents of a real plan: projected in every table, compared with two scenarios, simulated with charts."""

from functools import cache

from mtfp import Planner
from mtfp.documents import of_plan, of_simulation
from mtfp.documents.document import Document
from mtfp.documents.of_comparison import compared, limits_of
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.place import Place
from mtfp.model.plan import Plan
from mtfp.reading import ReadPlan, read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import simulate
from mtfp.views.compared.breaks import breaks
from mtfp.views.compared.compare import compare
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED
from tests.kinds import ROOT

SCENARIOS = ("step-down", "high-pay")
AS_IT_STANDS = "The plan as it stands"
DRAWS = 500
KINDS = ("projected", "compared", "simulated", "paper")


@cache
def read() -> ReadPlan:
    return read_plan(ROOT / "examples" / "shetland")


def plan() -> Plan:
    return read().plan


@cache
def document(kind: str) -> Document:
    base = project(plan(), central_draws(plan()))
    scenarios = [apply_scenarios(read(), name) for name in SCENARIOS]
    if kind == "projected":
        return of_plan.projected(plan(), [table(base, "base") for table in TABLES.values()], None, read().warnings)
    if kind == "compared":
        others = [
            ScenarioRun(each.name, each.label, project(each.plan, central_draws(each.plan))) for each in scenarios
        ]
        runs = [ScenarioRun("base", AS_IT_STANDS, base), *others]
        limits = limits_of("plan.yaml", runs, [Place("plan.yaml")] * len(plan().checks))
        return compared(plan(), compare(runs[0], others), [breaks(runs)], limits, scenarios, read().warnings)
    if kind == "paper":
        return Planner(read()).report(*SCENARIOS, draws=DRAWS).document()
    run = simulate({"base": plan(), **{each.name: each.plan for each in scenarios}}, draws=DRAWS)
    asked = ReportOptions(labels={"base": AS_IT_STANDS, **{each.name: each.label for each in scenarios}})
    return of_simulation.simulated(
        run, [of(run, asked) for of in SIMULATED.values()], scenarios, read().warnings, asked
    )
