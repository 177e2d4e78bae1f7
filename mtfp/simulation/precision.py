"""Whether a run had enough draws, in words."""

from math import ceil, isfinite

from mtfp.draws.uncertain import random_streams
from mtfp.results.figures import figure_named
from mtfp.results.money_in_words import in_money
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import described, sure
from mtfp.simulation.stopping import CAUTION, StoppingRule

THE_GAP = figure_named("gap").in_sentence
CERTAIN = (
    "Nothing is uncertain in the plan, so that all futures are the same, and nothing here says how sure one can be of "
    "them. Give assumptions a `spread:`, or add `risk_events:`."
)
CLOSE_ENOUGH = 0.0025
"""A share of expenditure: a P90 of the gap that is known this closely is known better than any plan's figures are."""


def advice(run: Simulation) -> str:
    """Whether the P90 of the last gap is known closely enough, for what is spent, or how many draws that takes."""
    if not any(random_streams(plan) for plan in run.plans.values()):
        return CERTAIN
    last, spent = run.plan.timeline.last, float(run.central[run.base].figures["expenditure"][-1])
    error = described(run.values(run.base, "gap", run.years[-1]), run.layout.replicates)["p90"].error
    if error is None:
        return (
            f"{run.draws:,} draws are too few to say how well the P90 of {THE_GAP} is known: use --draws 1000 or more."
        )
    half, wanted = sure(run.layout.replicates) * error, CLOSE_ENOUGH * spent
    known = f"the P90 of {THE_GAP} of {last} is known to within {in_money(half, run.plan.unit)} either way"
    if spent:
        known += f", {half / spent:.2%} of expenditure"
    if not spent or half <= wanted:
        return f"Enough draws: {known}.{_how(run)}"
    draws = _rounded_up(run.draws * (half / wanted) ** 2)
    return f"More draws would help: {known}; {draws:,} would bring it to {CLOSE_ENOUGH:.2%}.{_how(run)}"


def reached(run: Simulation, until: StoppingRule) -> str:
    """Whether a run came as close as it was asked to, or what that would take."""
    half = until.half_width(run)
    if half <= until.within:
        return ""
    if not isfinite(half):
        return f"--until isn't reached: {run.draws:,} draws are too few to tell how closely it is known"
    draws = _rounded_up(run.draws * (half / until.within) ** 2 * CAUTION)
    return f"--until isn't reached with {run.draws:,} draws: it seems to take {draws:,}"


def _rounded_up(draws: float) -> int:
    """Draws as one thinks of them.

    >>> _rounded_up(13_370)
    14000
    """
    step = 10 ** max(len(str(ceil(draws))) - 2, 0)
    return ceil(draws / step) * step


def _how(run: Simulation) -> str:
    several = run.layout.replicates
    return f" Errors are told by how {several} scrambles of the Sobol points differ." if several > 1 else ""
