"""Sentences that say in how many draws the plan and each scenario balance, and what a scenario changes on average."""

from collections.abc import Iterator

import numpy as np

from mtfp.model.base.money_in_words import in_money
from mtfp.results.balance import balanced_from
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.in_words import often

NEEDED = ("recurring_gap", "to_close", "expenditure")
"""Figures that decide if a plan balances."""


def balance_in_words(run: Simulation, options: ReportOptions) -> list[str]:
    """Return a sentence on the plan and each scenario: the chance that it balances in the last year."""
    return list(_sentences(run, options))


def _sentences(run: Simulation, options: ReportOptions) -> Iterator[str]:
    last = run.plan.timeline.last
    for scenario in run.plans:
        chance = often(balancing(run, scenario))
        if scenario == run.base:
            yield f"{options.label(scenario)} balances in {last} in {chance}: nothing is left to close, now or later."
            continue
        change = float((run.values(scenario, "gap", last) - run.values(run.base, "gap", last)).mean())
        way = "smaller" if change < 0 else "larger"
        yield (
            f"{options.label(scenario)} balances in {last} in {chance}; its gap is on average "
            f"{in_money(abs(change), run.plan.unit)} {way} than the plan's."
        )


def balancing(run: Simulation, scenario: str) -> float:
    """Return the share of draws in which a scenario balances in the last year: no recurring gap, nothing to close."""
    year = run.years[-1]
    # the rule needs a year before the one in question, so the last year is there twice
    figures = (np.stack([run.values(scenario, figure, year)] * 2) for figure in NEEDED)
    return float((balanced_from(*figures) == 1).mean())
