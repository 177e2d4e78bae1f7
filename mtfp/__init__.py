"""Project and compare medium-term financial plans of Scottish health and social care partnerships.

Names of `__all__` are imported when they are first used, so that the command starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtfp.analysis.by_lever.drawn import simulate_with_levers
    from mtfp.analysis.by_lever.lever_bridge import lever_bridge
    from mtfp.analysis.plan_difference import diff
    from mtfp.analysis.trace import Trace, trace
    from mtfp.draws.sampling import Sampling
    from mtfp.engine import Projection
    from mtfp.findings.finding import Refused
    from mtfp.library.calls import central_draws, compare, figures, project, simulate
    from mtfp.library.planner import Planner
    from mtfp.model.plan import Plan
    from mtfp.reading.plan import read_plan
    from mtfp.reading.scenario import apply_scenarios
    from mtfp.scenarios.levers.lever import Lever
    from mtfp.scenarios.scenario import Scenario
    from mtfp.simulation.report_options import ReportOptions
    from mtfp.simulation.simulation import Simulation
    from mtfp.views.compared.scenario_run import ScenarioRun
    from mtfp.views.plan.tables import TABLES
    from mtfp.views.simulated.tables import SIMULATED

__version__ = "0.15.0"

__all__ = [
    "SIMULATED",
    "TABLES",
    "Lever",
    "Plan",
    "Planner",
    "Projection",
    "Refused",
    "ReportOptions",
    "Sampling",
    "Scenario",
    "ScenarioRun",
    "Simulation",
    "Trace",
    "apply_scenarios",
    "central_draws",
    "compare",
    "diff",
    "figures",
    "lever_bridge",
    "project",
    "read_plan",
    "simulate",
    "simulate_with_levers",
    "trace",
]

_MODULES = {
    "SIMULATED": "mtfp.views.simulated.tables",
    "TABLES": "mtfp.views.plan.tables",
    "ReportOptions": "mtfp.simulation.report_options",
    "ScenarioRun": "mtfp.views.compared.scenario_run",
    "Lever": "mtfp.scenarios.levers.lever",
    "Plan": "mtfp.model.plan",
    "Planner": "mtfp.library.planner",
    "Scenario": "mtfp.scenarios.scenario",
    "Projection": "mtfp.engine",
    "Refused": "mtfp.findings.finding",
    "Sampling": "mtfp.draws.sampling",
    "Simulation": "mtfp.simulation.simulation",
    "central_draws": "mtfp.library.calls",
    "compare": "mtfp.library.calls",
    "diff": "mtfp.analysis.plan_difference",
    "figures": "mtfp.library.calls",
    "lever_bridge": "mtfp.analysis.by_lever.lever_bridge",
    "simulate_with_levers": "mtfp.analysis.by_lever.drawn",
    "project": "mtfp.library.calls",
    "apply_scenarios": "mtfp.reading.scenario",
    "read_plan": "mtfp.reading.plan",
    "simulate": "mtfp.library.calls",
    "Trace": "mtfp.analysis.trace",
    "trace": "mtfp.analysis.trace",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'mtfp' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
