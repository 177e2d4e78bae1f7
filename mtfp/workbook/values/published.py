"""Tables for publication: those of a projection and of a comparison that people read, without empty ones."""

from collections.abc import Sequence

from mtfp.engine.projection import Projection
from mtfp.reports.shown import for_people
from mtfp.results.table import Table
from mtfp.views.compared.compare import compare
from mtfp.views.compared.names import COMPARISONS
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.plan.tables import TABLES

PUBLISHED = (
    "statement",
    "pressures",
    "lines",
    "funding",
    "savings",
    "scheme",
    "partners",
    "reserves",
    "assumptions",
    "commitments",
    "risks",
)
"""Tables for publication, in the order of their sheets."""


def published(projection: Projection, scenario: str) -> tuple[Table, ...]:
    """Return the tables of a projection for publication, without those that have nothing to show."""
    tables = (TABLES[name](projection, scenario) for name in PUBLISHED)
    return tuple(table for table in tables if for_people(table).rows)


def compared(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> tuple[Table, ...]:
    """Return the tables that compare scenarios with the plan as it stands; none without scenarios."""
    if not scenarios:
        return ()
    return compare(base, scenarios, names=COMPARISONS, for_programs=False)
