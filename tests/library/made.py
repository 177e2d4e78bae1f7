"""What a user of the library holds: a plan, its scenario, projections, a run, tables."""

from functools import cache
from pathlib import Path

import mtfp

SHETLAND = Path(__file__).parents[2] / "examples" / "shetland"


@cache
def read():
    return mtfp.read_plan(SHETLAND)


@cache
def stepped_down():
    return mtfp.apply_scenarios(read(), "step-down")


@cache
def projection():
    return mtfp.project(read().plan, mtfp.central_draws(read().plan))


@cache
def scenario_run(name="base"):
    return mtfp.ScenarioRun(name, "A label", projection())


@cache
def run():
    return mtfp.simulate({"base": read().plan, "step-down": stepped_down().plan}, mtfp.Sampling(1), draws=20)


@cache
def planner():
    return mtfp.Planner(read())
