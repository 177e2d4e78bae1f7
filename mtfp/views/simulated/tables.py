"""List the tables of a simulation.

To add a table, write a module with a function that takes the run and its options, and put its name in `SIMULATED`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mtfp.views.named import Named

if TYPE_CHECKING:
    from mtfp.results.table import Table
    from mtfp.simulation.report_options import ReportOptions
    from mtfp.simulation.simulation import Simulation

SIMULATED: "Named[Callable[[Simulation, ReportOptions], Table]]" = Named(
    {
        "difference": "mtfp.views.simulated.paired:difference",
        "levers": "mtfp.views.simulated.drawn_levers:drawn_levers",
        "probability": "mtfp.views.simulated.chances:probability",
        "contingency": "mtfp.views.simulated.contingency_table:contingency",
        "distribution": "mtfp.views.simulated.distribution:distribution",
        "additional_payments": "mtfp.views.simulated.distribution:additional_payments",
        "clipped": "mtfp.views.simulated.chances:clipped",
        "checks": "mtfp.views.simulated.sampled_checks:checks",
    }
)
"""Tables of a simulation by their names on the command line: differences first, then chances, then amounts.

Each function takes a `Simulation` and `ReportOptions`, and returns a `Table`. Money is in the plan's unit; a positive
gap is a shortfall. The mapping raises KeyError, with the nearest name, for
a name that no table has.

>>> sorted(SIMULATED)[:3]
['additional_payments', 'checks', 'clipped']
"""
