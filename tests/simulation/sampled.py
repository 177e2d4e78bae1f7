"""Small uncertain plans to simulate, and the digest of a run."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from mtfp.draws.sampling import Sampling
from mtfp.model.plan import Plan
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import simulate
from mtfp.simulation.simulation import Simulation
from mtfp.text.yaml import parse_yaml
from mtfp.views.simulated.tables import SIMULATED

SMALL = """
mtfp: 1
name: Sampled
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
assumptions:
  pay: {unit: rate, central: 3%, spread: {interval: [1%, 6%]}, source: i}
  uplift: {unit: rate, central: 3%, spread: {normal: {mean: 2.5%, sd: 1%}}, source: i}
  delivery: {unit: share, central: 80%, spread: {uniform: [40%, 160%]}, cap: 100%, drawn: once, source: i}
correlations: [[pay, uplift, 0.5]]
lines:
  home: {partner: council, setting: community, budget: 1000, components: {pay: 100%}}
  ward: {partner: nhs, setting: hospital, budget: 500, components: {pay: 100%}}
funding:
  council: {partner: council, type: payment, base: 1000, uplift: uplift}
  nhs: {partner: nhs, type: payment, base: 500, uplift: uplift}
savings:
  trim: {partner: council, planned: {2026/27: 10, 2027/28: 10}, delivery: delivery}
risk_events:
  fall: {probability: 20%, each: year, impact: {central: 30, spread: {interval: [20, 60]}}, line: home}
reserves:
  general: {class: contingency, opening: 60, floor: 2% of expenditure}
scheme: {steps: [{reserves: {order: [general]}}, {additional_payments: {who: by_contribution}}]}
checks:
  - {name: floor, of: reserves.general, at_least: floor, in: all years, probability: 50%}
  - {name: half, of: unidentified_share, at_most: 50%, in: 2027/28, probability: 10%}
"""


def plan(text: str = SMALL, **sections: Any) -> Plan:
    """Return the small plan with some sections replaced."""
    return Plan.model_validate({**document(text), **sections})


def document(text: str = SMALL) -> dict[str, Any]:
    content: dict[str, Any] = parse_yaml(text, "plan.yaml").value
    return content


def run(
    of: Plan | dict[str, Plan], draws: int = 1000, seed: int = 1, sampler: Any = "random", **options: Any
) -> Simulation:
    plans = of if isinstance(of, dict) else {"base": of}
    return simulate(plans, Sampling(seed, sampler), draws, **options)


def figures_of(of: Simulation) -> Iterable[tuple[str, str]]:
    return ((scenario, figure) for scenario, plan in of.plans.items() for figure in recorded_figures(plan))


def digest(of: Simulation) -> str:
    """Return the SHA-256 of every recorded figure in every draw, and of every count."""
    found = hashlib.sha256()
    for scenario, figure in figures_of(of):
        for year in (0, *of.years):
            found.update(of.values(scenario, figure, year).tobytes())
    for counts in (of.counts, of.clipped):
        for key in sorted(counts):
            found.update(f"{key} {counts[key].tolist()}".encode())
    return found.hexdigest()


def cells(of: Simulation, table: str, options: ReportOptions | None = None) -> dict[tuple[str, str, str, str], float]:
    """Return a table's figures by scenario, row, year and statistic."""
    made = SIMULATED[table](of, options or ReportOptions())
    return {(c.scenario, c.row, c.year, c.statistic): c.value for c in made.cells() if c.value is not None}


def some(of: Simulation) -> np.ndarray:
    return of.values("base", "gap", of.years[-1])
