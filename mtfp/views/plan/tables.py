"""The tables of one projection.

To add a table: one module with its function, and its name in `TABLES`; it then shows in every format.
"""

from collections.abc import Callable, Mapping

from mtfp.engine.projection import Projection
from mtfp.results.table import Table
from mtfp.views.plan.bridge import bridge
from mtfp.views.plan.closing.partners import partners
from mtfp.views.plan.closing.reserves import reserves
from mtfp.views.plan.closing.savings import savings
from mtfp.views.plan.closing.scheme import scheme
from mtfp.views.plan.comparators import comparators
from mtfp.views.plan.funding import funding
from mtfp.views.plan.gap_bridge import gap_since_base
from mtfp.views.plan.services.activity import people_and_places
from mtfp.views.plan.services.demand import demand
from mtfp.views.plan.services.directions import directions
from mtfp.views.plan.services.hosted import hosted
from mtfp.views.plan.services.lines import lines
from mtfp.views.plan.services.localities import localities
from mtfp.views.plan.services.mix import mix
from mtfp.views.plan.services.report_as import report_as
from mtfp.views.plan.services.settings import settings
from mtfp.views.plan.services.vacancies import vacancies
from mtfp.views.plan.statement import statement

TableOf = Callable[[Projection, str], Table]
TABLES: Mapping[str, TableOf] = {
    "statement": statement,
    "lines": lines,
    "funding": funding,
    "bridge": bridge,
    "gap_bridge": gap_since_base,
    "savings": savings,
    "mix": mix,
    "vacancies": vacancies,
    "reserves": reserves,
    "scheme": scheme,
    "partners": partners,
    "activity": people_and_places,
    "settings": settings,
    "localities": localities,
    "demand": demand,
    "directions": directions,
    "hosted": hosted,
    "report_as": report_as,
    "comparators": comparators,
}
"""Every table of one projection, by the name that people ask for it."""
