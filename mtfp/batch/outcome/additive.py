"""Figures that are added up over all plans: their values in every draw, in pounds whatever the plan's unit."""

from collections.abc import Iterator

import numpy as np

from mtfp.batch.outcome.summary import POUNDS
from mtfp.model.base.arrays import Array
from mtfp.model.costs.line import PARTNERS
from mtfp.simulation.simulation import Simulation

ROLLED = (
    "expenditure",
    "funding",
    "gap_before_savings",
    "savings",
    "gap",
    "additional_payments",
    *(f"additional_payments.{partner}" for partner in PARTNERS),
    "unmet",
    "recurring_gap",
    "set_aside_gap",
    "reserves",
)
"""Figures that are added up. A figure that a plan does not have counts as zero."""
BYTES = 8
"""Bytes of one figure."""


def additive_figures(run: Simulation) -> Iterator[tuple[str, Array]]:
    """Yield the name and values of each figure, in pounds, for the projected years: all draws, then the central case.

    `<scenario>/<figure>`: all draws, shape (year, draw). `<scenario>/<figure>/central`: central case, shape (year,).
    """
    for scenario, plan in run.plans.items():
        pounds = POUNDS[plan.unit]
        for figure in ROLLED:
            has_figure = run.has(scenario, figure)
            zeros = np.zeros(run.draws)
            values = [run.values(scenario, figure, year) if has_figure else zeros for year in run.years]
            yield f"{scenario}/{figure}", np.array(values) * pounds
            central = run.central[scenario].figures[figure][1:] if has_figure else np.zeros(plan.years)
            yield f"{scenario}/{figure}/central", central * pounds


def bytes_needed(plans: int, scenarios: int, years: int, draws: int) -> int:
    """Return the bytes of disk that the additive figures of all plans need.

    >>> bytes_needed(plans=31, scenarios=6, years=5, draws=10_000)
    892800000
    """
    return plans * scenarios * len(ROLLED) * years * draws * BYTES
