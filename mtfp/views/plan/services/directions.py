"""The amounts that the board's directions would state: what each partner is to spend on each service."""

from collections.abc import Iterator

from mtfp.engine.allocation import Allocation, place
from mtfp.engine.projection import Projection
from mtfp.model.costs.line import PARTNERS
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.table import Row, Table

CALLED = {"council": "The council", "nhs": "The NHS board"}


def directions(projection: Projection, scenario: str) -> Table:
    """Each partner's services after savings, with what falls on them beside their cost; the set-aside apart."""
    net, plan = money_by_service(projection), projection.plan
    rows: list[Row] = []
    for arm, partner in enumerate(PARTNERS):
        mine = [name for name, line in plan.lines.items() if line.partner == partner and not line.set_aside]
        rows.append(heading(CALLED[partner], len(plan.timeline)))
        rows += _services(projection, net, mine, partner)
        whole = first_draw(net.arms[arm])
        rows.append(Row(f"{partner}.arm", "Not on one service", whole, depth=1, quiet=True))
        total = net.arms[arm] + net.lines[_rows(projection, mine)].sum(axis=0)
        rows.append(Row(partner, f"{CALLED[partner]}, in all", first_draw(total), strong=True, quiet=True))
    rows.append(Row("plan", "On the plan as a whole", first_draw(net.plan), depth=1, quiet=True))
    spent = projection.gap.expenditure - projection.gap.savings
    rows.append(Row("total", "Expenditure less savings", first_draw(spent), strong=True))
    rows += _set_aside(projection, net)
    title = "Amounts that directions would state, after savings"
    return table_by_year("directions", title, projection, scenario, rows, NOTES)


NOTES = (
    "Each service is its line's cost with the commitments, investments and events that fall on it, less the savings "
    "achieved on it; income is below zero. What falls on several services is shared by their budgets. Of a hosted "
    "service it is our share.",
)


def money_by_service(projection: Projection) -> Allocation:
    """What is spent where: the lines' cost and what falls beside it, less savings achieved.

    Over the integrated budget's lines, the arms and the plan it adds up to expenditure less savings; over the other
    lines, to the set-aside's cost.
    """
    plan, costs = projection.plan, projection.costs
    achieved = [(plan.all_savings[name], brought.achieved) for name, brought in projection.savings.items()]
    saved = place(plan, costs.rows, achieved, projection.draws.shape)
    lines = Allocation(costs.cost.shape, dict(enumerate(costs.cost)))
    return lines + projection.spending.placed + -saved


def _services(projection: Projection, net: Allocation, names: list[str], under: str) -> Iterator[Row]:
    rows = dict(zip(projection.plan.lines, net.lines, strict=True))
    for name in names:
        yield Row(f"{under}.lines.{name}", projection.plan.label("lines", name), first_draw(rows[name]), depth=1)


def _set_aside(projection: Projection, net: Allocation) -> Iterator[Row]:
    plan = projection.plan
    apart = [name for name, line in plan.lines.items() if line.set_aside]
    if apart:
        yield heading("Set-aside, shown apart", len(plan.timeline))
        yield from _services(projection, net, apart, "set_aside")
        total = net.lines[_rows(projection, apart)].sum(axis=0)
        yield Row("set_aside", "Set-aside, in all", first_draw(total), strong=True)


def _rows(projection: Projection, names: list[str]) -> list[int]:
    return [row for row, name in enumerate(projection.plan.lines) if name in names]
