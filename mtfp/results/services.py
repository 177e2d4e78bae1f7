"""Spending on services with the commitments, transfers, investments and events on them; balance of care; activity."""

from collections.abc import Mapping

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, ones, share_of, sum_of

LOCAL_SETTINGS = ("community", "primary_care")
INPATIENT_SETTINGS = ("institutional", "hospital")


def spend_by_setting(projection: Projection) -> dict[str, Array]:
    """Gross spend by setting, set-aside included, with what falls on the lines; each shape (year, draw)."""
    spend: dict[str, Array] = {}
    lines, rows = projection.plan.lines, projection.costs.rows
    for (first, *_), spent in zip(rows.names, spent_on_lines(projection), strict=True):
        if lines[first].kind == "cost":
            spend[lines[first].setting] = spend.get(lines[first].setting, 0.0) + spent
    return spend


def spent_on_lines(projection: Projection) -> Array:
    """What each row of lines costs with commitments, transfers, investments and events on it, (row, year, draw)."""
    return projection.costs.cost + projection.spending.placed.lines


def balance_of_care(projection: Projection) -> Array:
    """Community and primary care spend over that plus institutional and hospital, set-aside included, (year, draw)."""
    spend = spend_by_setting(projection)
    nil = projection.draws.zeros()
    local = sum_of([spend.get(setting, nil) for setting in LOCAL_SETTINGS], nil.shape)
    return share_of(local, local + sum_of([spend.get(setting, nil) for setting in INPATIENT_SETTINGS], nil.shape))


def activity(projection: Projection) -> Mapping[str, Array]:
    """How much each line with an activity buys, shape (year, draw), in its own unit; of a hosted one, our share."""
    one, drivers = ones(projection.draws.shape, like=projection.gap.expenditure), projection.costs.drivers
    return {
        name: line.activity.base * line.our_share * (drivers[name].volume if name in drivers else one)
        for name, line in projection.plan.lines.items()
        if line.activity
    }
