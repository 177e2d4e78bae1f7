"""Table of demand for services: the effect of the population's ageing on each age profile."""

from collections.abc import Iterable

from mtfp.engine.projection import Projection
from mtfp.model.costs.population import people_of
from mtfp.population.sources import attribution
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.table import SHARE, Row, Table


def demand(projection: Projection, scenario: str) -> Table:
    """Return the demand for the services of each age profile, 100% in the base year, as the population ages."""
    rows = [
        Row(f"demand.{name}", name.replace("_", " ").capitalize(), first_draw(by.ageing * by.healthier), SHARE)
        for name, by in projection.ageing.items()
    ]
    notes = _sources(projection) if rows else ()
    return table_by_year("demand", "Demand from the population's ageing", projection, scenario, rows, notes)


def _sources(projection: Projection) -> Iterable[str]:
    """Yield notes: the source of the population figures, and the attribution that its licence requires."""
    plan = projection.plan
    if plan.population:
        people = people_of(plan.population, projection.draws.variants[0], plan.supplied)
        yield f"{people.area}: {people.source}."
        if plan.population.area:
            yield attribution()
