"""What of a plan adds up over plans: figures of every draw, in pounds whatever the plan's unit is."""

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
"""The figures that are added up; a plan without reserves has no reserves, which is nil."""
BYTES = 8


def additive(run: Simulation) -> Iterator[tuple[str, Array]]:
    """Each figure of each future by `<future>/<figure>`, shape (year, draw), one after the other; and its central case.

    Projected years only. What a plan doesn't have is nil.
    """
    for scenario, plan in run.plans.items():
        pounds = POUNDS[plan.unit]
        for figure in ROLLED:
            has = run.has(scenario, figure)
            nil = np.zeros(run.draws)
            values = [run.values(scenario, figure, year) if has else nil for year in run.years]
            yield f"{scenario}/{figure}", np.array(values) * pounds
            central = run.central[scenario].figures[figure][1:] if has else np.zeros(plan.years)
            yield f"{scenario}/{figure}/central", central * pounds


def takes(plans: int, scenarios: int, years: int, draws: int) -> int:
    """How many bytes what is kept for adding up takes.

    >>> takes(plans=31, scenarios=6, years=5, draws=10_000)
    892800000
    """
    return plans * scenarios * len(ROLLED) * years * draws * BYTES
