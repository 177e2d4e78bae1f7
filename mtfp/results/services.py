"""Work out spending on services, the balance of care, and the volume of care that each line buys.

Spending on a line includes the commitments, transfers, investments and risk events that fall on it.
"""

from collections.abc import Mapping

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, ones, share_of, sum_of

LOCAL_SETTINGS = ("community", "primary_care")
INPATIENT_SETTINGS = ("institutional", "hospital")


def spend_by_setting(projection: Projection) -> dict[str, Array]:
    """Return gross spending by setting, including set-aside lines, each shape (year, draw)."""
    spend: dict[str, Array] = {}
    lines, rows = projection.plan.lines, projection.costs.rows
    for (first, *_), spent in zip(rows.names, spent_on_lines(projection), strict=True):
        if lines[first].kind == "cost":
            spend[lines[first].setting] = spend.get(lines[first].setting, 0.0) + spent
    return spend


def spent_on_lines(projection: Projection) -> Array:
    """Return spending on each row of lines, shape (row, year, draw).

    Spending includes commitments, transfers, investments and risk events that fall on the lines.
    """
    return projection.costs.cost + projection.spending.placed.lines


def balance_of_care(projection: Projection) -> Array:
    """Return community and primary care spending as a share of all care spending, shape (year, draw).

    All care spending is community, primary care, institutional and hospital spending, including set-aside lines.
    """
    spend = spend_by_setting(projection)
    zero = projection.draws.zeros()
    local = sum_of([spend.get(setting, zero) for setting in LOCAL_SETTINGS], zero.shape)
    return share_of(local, local + sum_of([spend.get(setting, zero) for setting in INPATIENT_SETTINGS], zero.shape))


def activity(projection: Projection) -> Mapping[str, Array]:
    """Return the volume of care that a line buys, for each line with an `activity`, shape (year, draw).

    Volume is in the activity's unit, such as hours. For a hosted service, only our partnership's share counts.
    """
    one, drivers = ones(projection.draws.shape, like=projection.gap.expenditure), projection.costs.drivers
    return {
        name: line.activity.base * line.our_share * (drivers[name].volume if name in drivers else one)
        for name, line in projection.plan.lines.items()
        if line.activity
    }
