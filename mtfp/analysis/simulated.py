"""The tables of a run: one function each.

To add one: a function that takes the run and what is asked of it, and its name in `SIMULATED`.
"""

from collections.abc import Callable, Mapping

from mtfp.analysis.chances import clipped, probability
from mtfp.analysis.contingency_table import contingency
from mtfp.analysis.distribution import distribution, partners_asked
from mtfp.analysis.paired import difference
from mtfp.analysis.sampled_checks import checks
from mtfp.results.table import Table
from mtfp.simulation.asked import Asked
from mtfp.simulation.simulation import Simulation

SIMULATED: Mapping[str, Callable[[Simulation, Asked], Table]] = {
    "difference": difference,
    "probability": probability,
    "contingency": contingency,
    "distribution": distribution,
    "partners_asked": partners_asked,
    "clipped": clipped,
    "checks": checks,
}
"""Every table of a run, by the name that people ask for it: differences first, then chances, then amounts."""
