"""Work out spending on services, the balance of care, and the volume of care that each line buys.

Spending on a line includes the commitments, transfers, investments and risk events that fall on it.
"""

from collections.abc import Mapping

from mtfp.engine.allocation import Allocation, place
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import OF_FIGURES, Array, named, share_of, sum_of

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


def money_by_service(projection: Projection) -> Allocation:
    """Return spending by line, by arm and for the whole plan: cost with commitments and events, less savings achieved.

    Amounts for lines of the integrated budget, for the arms and for the whole plan add up to expenditure less savings.
    Amounts for set-aside lines add up to the cost of the set-aside.
    """
    plan, costs = projection.plan, projection.costs
    achieved = [(("savings", name), brought.achieved) for name, brought in projection.savings.items()]
    saved = place(plan, costs.rows, achieved, projection.draws.shape)
    lines = Allocation(costs.cost.shape, dict(enumerate(costs.cost)))
    return lines + projection.spending.placed + -saved


def balance_of_care(projection: Projection) -> Array:
    """Return community and primary care spending as a share of all care spending, shape (year, draw).

    All care spending is community, primary care, institutional and hospital spending, including set-aside lines.
    """
    spend, zero = spend_by_setting(projection), projection.draws.zeros()

    def cost(settings: tuple[str, ...]) -> Array:
        words = {each: f"cost of care, {each.replace('_', ' ')} setting" for each in settings if each in spend}
        return sum_of([named(spend[each], words[each], of=OF_FIGURES) for each in words], zero.shape)

    local, inpatient = cost(LOCAL_SETTINGS), cost(INPATIENT_SETTINGS)
    local = named(local, "cost of community and primary care", of=OF_FIGURES)
    return share_of(local, named(local + inpatient, "cost of all care", of=OF_FIGURES))


def activity(projection: Projection) -> Mapping[str, Array]:
    """Return the volume of care that a line buys, for each line with an `activity`, shape (year, draw).

    Volume is in the activity's unit, such as hours. For a hosted service, only our partnership's share counts.
    """
    drivers = projection.costs.drivers
    return {name: base * drivers[name].volume for name, base in _base_activity(projection).items()}


def needed(projection: Projection) -> Mapping[str, Array]:
    """Return the volume of care that each line with an `activity` would buy at today's level, shape (year, draw).

    It grows with demand alone, without changes of service levels and without moves.
    """
    drivers = projection.costs.drivers
    return {name: base * drivers[name].demand for name, base in _base_activity(projection).items()}


def bought_elsewhere(projection: Projection) -> Mapping[str, Array]:
    """Return the volume of care bought elsewhere, in a line's own unit, shape (year, draw).

    It covers lines with an `activity` and with a service level that buys care elsewhere. The volume is the share of the
    care no longer provided that is bought elsewhere, in each year's demand; below zero, less is bought elsewhere.
    """
    drivers, lines = projection.costs.drivers, projection.plan.lines
    return {
        name: base * drivers[name].demand * drivers[name].elsewhere
        for name, base in _base_activity(projection).items()
        if lines[name].buys_elsewhere
    }


def spent_elsewhere(projection: Projection) -> Mapping[str, Array]:
    """Return the money spent on care elsewhere by each line that buys some, shape (year, draw), in the plan's unit."""
    drivers = projection.costs.drivers
    return {name: drivers[name].elsewhere_cost for name, line in projection.plan.lines.items() if line.buys_elsewhere}


def _base_activity(projection: Projection) -> dict[str, float]:
    """Return the base year's activity of each line that has one; only our share of a hosted service."""
    lines = projection.plan.lines.items()
    return {name: line.activity.base * line.our_share for name, line in lines if line.activity}
