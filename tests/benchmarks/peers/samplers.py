"""Tools that draw values themselves and call a function for each draw: EMA Workbench and monaco, if installed."""

import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib.util import find_spec
from io import StringIO

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from tests.benchmarks.peers.numpy_lines import numpy_gap

LOW, HIGH = -0.02, 0.06
"""Lowest and highest value that the tools draw: of equal chance in between, which costs them least."""
Sampler = Callable[[Plan, int], Array]
"""Function that draws so many values of every uncertain assumption and year, and returns the gap, (draw, year)."""


def installed(module: str) -> bool:
    """Return True if a module can be imported."""
    return find_spec(module) is not None


def _names(plan: Plan) -> list[str]:
    """Return a name for each uncertain assumption and projected year."""
    uncertain = [name for name, assumption in plan.assumptions.items() if assumption.spread]
    return [f"{name}_y{t}" for name in uncertain for t in range(1, plan.years + 1)]


def _gap_of_named(plan: Plan) -> Callable[..., Array]:
    """Return the gap of projected years as a function of a number for each name of `_names`."""
    gap, years = numpy_gap(plan), plan.years

    def of(**named: float) -> Array:
        numbers = np.fromiter(named.values(), float, len(named)).reshape(-1, years)
        uncertain = dict.fromkeys(name.rsplit("_y", 1)[0] for name in named)
        return gap({name: np.concatenate([[0.0], row]) for name, row in zip(uncertain, numbers, strict=True)})[1:]

    return of


def by_workbench(plan: Plan, draws: int) -> Array:
    """Run EMA Workbench in one process, with its default sampler."""
    with warnings.catch_warnings(action="ignore"):  # it misses packages that only run it on clusters
        from ema_workbench import ArrayOutcome, Model, RealParameter, perform_experiments

    gap = _gap_of_named(plan)
    model = Model("plan", function=lambda **named: {"gap": gap(**named)})
    model.uncertainties = [RealParameter(name, LOW, HIGH) for name in _names(plan)]
    model.outcomes = [ArrayOutcome("gap", shape=(plan.years,), dtype=float)]
    with redirect_stderr(StringIO()):  # its progress
        _, outcomes = perform_experiments(model, scenarios=draws)
    return outcomes["gap"]


def by_monaco(plan: Plan, draws: int) -> Array:
    """Run monaco in one thread."""
    import monaco
    from scipy.stats import uniform

    names, gap = _names(plan), _gap_of_named(plan)
    functions = {
        "preprocess": lambda case: [{name: case.invals[name].val for name in names}],
        "run": lambda named: (gap(**named),),
        "postprocess": lambda case, found: case.addOutVal("gap", found),
    }
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):  # its progress
        sim = monaco.Sim("plan", draws, functions, singlethreaded=True, savesimdata=False, savecasedata=False, seed=1)
        for name in names:
            sim.addInVar(name, dist=uniform, distkwargs={"loc": LOW, "scale": HIGH - LOW})
        sim.runSim()
    return np.array(sim.outvars["gap"].vals)


SAMPLERS: dict[str, tuple[str, Sampler]] = {
    "EMA Workbench": ("ema_workbench", by_workbench),
    "monaco": ("monaco", by_monaco),
}
"""Tools by name, each with the module that must be installed."""
