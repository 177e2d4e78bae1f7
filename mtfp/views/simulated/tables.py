"""The tables of a run: one function each.

To add one: a function that takes the run and what is asked of it, and its name in `SIMULATED`.
"""

from collections.abc import Callable, Mapping

from mtfp.results.table import Table
from mtfp.simulation.asked import Asked
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.chances import clipped, probability
from mtfp.views.simulated.contingency_table import contingency
from mtfp.views.simulated.distribution import additional_payments, distribution
from mtfp.views.simulated.paired import difference
from mtfp.views.simulated.sampled_checks import checks

SIMULATED: Mapping[str, Callable[[Simulation, Asked], Table]] = {
    "difference": difference,
    "probability": probability,
    "contingency": contingency,
    "distribution": distribution,
    "additional_payments": additional_payments,
    "clipped": clipped,
    "checks": checks,
}
"""Every table of a run, by the name that people ask for it: differences first, then chances, then amounts."""
