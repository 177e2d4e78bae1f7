"""Planned use of a reserve that the reserve can't meet, or that takes it below its minimum level."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, by_year
from mtfp.model.base.money_in_words import in_money
from mtfp.model.scheme.reserve import Reserve
from mtfp.results.by_year import changes
from mtfp.results.table import Row


def planned_use_rows(row_id: str, name: str, projection: Projection) -> Iterator[Row]:
    """Yield a row for planned use that isn't met, and one for planned use below the minimum level, if there is any."""
    reserve, years = projection.plan.all_reserves[name], projection.reserves[name]
    rows = {
        "planned_use_short": ("Planned use that the reserve can't meet", not_met(reserve, years, projection)),
        "planned_use_below_floor": ("Planned use below the minimum level", below_minimum(years, projection)),
    }
    for key, (label, values) in rows.items():
        if values[1:, 0].any():
            yield Row(f"{row_id}.{key}", label, changes(values), depth=1)


def not_met(reserve: Reserve, years: ReserveYears, projection: Projection) -> Array:
    """Return planned use that the reserve is too small to meet, in the plan's unit, shape (year, draw)."""
    planned = by_year([np.full(1, reserve.planned_use.get(year, 0.0)) for year in projection.plan.timeline.labels])
    return _seen(planned - years.planned_use, projection)


def below_minimum(years: ReserveYears, projection: Projection) -> Array:
    """Return the part of planned use that the reserve pays from below its minimum level, shape (year, draw).

    It is the smaller of the planned use and of the floor less the balance that the planned use leaves.
    """
    opening = by_year([years.closing[0], *years.closing[:-1]])
    left = opening + years.contributions - years.planned_use
    return _seen(np.minimum(years.planned_use, np.maximum(0.0, years.floor - left)), projection)


def planned_use_notes(projection: Projection) -> Iterator[str]:
    """Yield a note for each reserve that its planned use takes below its minimum level, with the first such year."""
    plan = projection.plan
    for name, years in projection.reserves.items():
        below = below_minimum(years, projection)[:, 0]
        if below.any():
            t = int(np.argmax(below > 0))
            amount, least = (in_money(float(each), plan.unit) for each in (below[t], years.floor[t, 0]))
            label, year = plan.label("reserves", name), plan.timeline.labels[t]
            yield f"{label}: {amount} of the planned use in {year} comes from below its minimum level of {least}."


def _seen(amount: Array, projection: Projection) -> Array:
    return np.where(amount > rounding(projection), amount, 0.0)
