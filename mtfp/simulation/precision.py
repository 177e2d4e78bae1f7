"""Advise in words if a run had enough draws, and how many more would help."""

from math import ceil, isfinite

from mtfp.draws.uncertain import random_streams
from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures import figure_named
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import describe, z_95
from mtfp.simulation.stopping import CAUTION, StoppingRule

THE_GAP = figure_named("gap").in_sentence
NOTHING_UNCERTAIN = "Nothing in this plan is uncertain: every draw is the central case, so no figure has a range."
"""Sentence in place of those that explain or advise on draws."""
ADD_A_SPREAD = (
    "To see one, write a `spread:` under the assumptions that may turn out otherwise, such as `spread: {interval: "
    "[-1%, +1.5%], around: central}` for a pay award, or list `risk_events:`."
)
"""Repair for a plan in which nothing is uncertain."""
CLOSE_ENOUGH = 0.0025
"""Sufficiently small margin of error of the P90 of the gap, as a share of expenditure.

A smaller margin is of little use, since the plan's own figures are less accurate.
"""


def is_certain(run: Simulation) -> bool:
    """Return True if nothing is uncertain in the plan as it stands or under any scenario of the run."""
    return not any(random_streams(plan) for plan in run.plans.values())


def advice(run: Simulation) -> str:
    """Return a sentence on the margin of error of the P90 of the last year's gap.

    If the margin is too large, the sentence gives the number of draws that would be enough.
    """
    if is_certain(run):
        return f"{NOTHING_UNCERTAIN} {ADD_A_SPREAD}"
    last, spent = run.plan.timeline.last, float(run.central[run.base].figures["expenditure"][-1])
    error = describe(run.values(run.base, "gap", run.years[-1]), run.layout.replicates)["p90"].error
    if error is None:
        return f"{run.draws:,} draws are too few for a margin of error of the P90 of {THE_GAP}; use 1,000 or more."
    margin, wanted = z_95(run.layout.replicates) * error, CLOSE_ENOUGH * spent
    precision = f"the P90 of {THE_GAP} of {last} has a margin of error of {in_money(margin, run.plan.unit)}"
    if spent:
        precision += f", {margin / spent:.2%} of expenditure"
    if not spent or margin <= wanted:
        return f"Enough draws: {precision}.{_source_of_errors(run)}"
    draws = _rounded_up(run.draws * (margin / wanted) ** 2)
    return (
        f"More draws would help: {precision}; {draws:,} draws would bring the margin down to {CLOSE_ENOUGH:.2%}."
        f"{_source_of_errors(run)}"
    )


def precision_warning(run: Simulation, rule: StoppingRule) -> str:
    """Return a warning if a run ended before its margin of error met `--until`, else an empty text."""
    margin = rule.margin_of_error(run)
    if margin <= rule.within:
        return ""
    if not isfinite(margin):
        return f"--until was not met: {run.draws:,} draws are too few to give a margin of error; use more --draws"
    draws = _rounded_up(run.draws * (margin / rule.within) ** 2 * CAUTION)
    return f"--until was not met with {run.draws:,} draws: the requested margin of error needs about {draws:,} draws"


def _rounded_up(draws: float) -> int:
    """Round a number of draws up to two significant digits.

    >>> _rounded_up(13_370)
    14000
    """
    step = 10 ** max(len(str(ceil(draws))) - 2, 0)
    return ceil(draws / step) * step


def _source_of_errors(run: Simulation) -> str:
    if run.layout.replicates == 1:
        return ""
    return f" The margin of error comes from {run.layout.replicates} scrambles of the Sobol points."
