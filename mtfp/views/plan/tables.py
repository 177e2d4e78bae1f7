"""List the tables of one projection.

To add a table, write a module with its function, and put the name in `TABLES`. The help and all formats then include
it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mtfp.views.named import Named

if TYPE_CHECKING:
    from mtfp.engine.projection import Projection
    from mtfp.results.table import Table

TABLES: "Named[Callable[[Projection, str], Table]]" = Named(
    {
        "statement": "mtfp.views.plan.statement:statement",
        "lines": "mtfp.views.plan.services.lines:lines",
        "funding": "mtfp.views.plan.funding:funding",
        "pressures": "mtfp.views.plan.pressures:pressures",
        "bridge": "mtfp.views.plan.bridge:bridge",
        "gap_bridge": "mtfp.views.plan.gap_bridge:gap_since_base",
        "savings": "mtfp.views.plan.closing.savings:savings",
        "mix": "mtfp.views.plan.services.mix:mix",
        "vacancies": "mtfp.views.plan.services.vacancies:vacancies",
        "reserves": "mtfp.views.plan.closing.reserves:reserves",
        "scheme": "mtfp.views.plan.closing.scheme:scheme",
        "partners": "mtfp.views.plan.closing.partners:partners",
        "activity": "mtfp.views.plan.services.activity:people_and_places",
        "moves": "mtfp.views.plan.services.moves:moves_of_activity",
        "settings": "mtfp.views.plan.services.settings:settings",
        "localities": "mtfp.views.plan.services.localities:localities",
        "demand": "mtfp.views.plan.services.demand:demand",
        "directions": "mtfp.views.plan.services.directions:directions",
        "hosted": "mtfp.views.plan.services.hosted:hosted",
        "report_as": "mtfp.views.plan.services.report_as:report_as",
        "assumptions": "mtfp.views.plan.registers.assumptions:assumptions",
        "risks": "mtfp.views.plan.registers.risks:risks",
        "commitments": "mtfp.views.plan.registers.commitments:commitments",
        "decisions": "mtfp.views.plan.paper.decisions:decisions",
        "actions": "mtfp.views.plan.paper.actions:actions",
        "agreed": "mtfp.views.plan.paper.agreed:agreed",
        "impact_assessments": "mtfp.views.plan.paper.impact_assessments:impact_assessments",
        "comparators": "mtfp.views.plan.comparators:comparators",
    }
)
"""Tables of one projection by their names on the command line.

Each function takes a `Projection` and the name of its scenario, and returns a `Table` of the first draw. Money is in
the plan's unit; a positive gap is a shortfall. The mapping raises KeyError, with the nearest name, for
a name that no table has.

>>> list(TABLES)[:3]
['statement', 'lines', 'funding']
"""
