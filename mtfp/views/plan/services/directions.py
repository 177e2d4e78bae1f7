"""Table of the amounts for the IJB's directions to its partners: spending of each partner on each service."""

from collections.abc import Iterator

from mtfp.engine.allocation import Allocation
from mtfp.engine.projection import Projection
from mtfp.model.costs.line import PARTNERS
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.services import money_by_service
from mtfp.results.table import Row, Table

LABELS = {"council": "The council", "nhs": "The NHS board"}


def directions(projection: Projection, scenario: str) -> Table:
    """Return the spending of each partner on each service, after savings.

    Spending includes commitments, investments and risk events. Set-aside services come separately at the end.
    """
    net, plan = money_by_service(projection), projection.plan
    rows: list[Row] = []
    for arm, partner in enumerate(PARTNERS):
        names = [name for name, line in plan.lines.items() if line.partner == partner and not line.set_aside]
        rows.append(heading(LABELS[partner], len(plan.timeline)))
        rows += _services(projection, net, names, partner)
        whole = first_draw(net.arms[arm])
        rows.append(Row(f"{partner}.arm", "Not for a single service", whole, depth=1, quiet=True))
        total = net.arms[arm] + net.lines[_rows(projection, names)].sum(axis=0)
        rows.append(Row(partner, f"{LABELS[partner]}, total", first_draw(total), strong=True, quiet=True))
    rows.append(Row("plan", "For the plan as a whole", first_draw(net.plan), depth=1, quiet=True))
    spent = projection.gap.expenditure - projection.gap.savings
    rows.append(Row("total", "Expenditure less savings", first_draw(spent), strong=True))
    rows += _set_aside(projection, net)
    title = "Amounts for the board's directions, after savings"
    return table_by_year("directions", title, projection, scenario, rows, NOTES)


NOTES = (
    "Each service: the cost of its line with commitments, investments and risk events on it, less the savings achieved "
    "on it. Income is below zero. Amounts for several services are divided in proportion to their budgets. A hosted "
    "service counts with our share.",
)


def _services(projection: Projection, net: Allocation, names: list[str], under: str) -> Iterator[Row]:
    rows = dict(zip(projection.plan.lines, net.lines, strict=True))
    for name in names:
        yield Row(f"{under}.lines.{name}", projection.plan.label("lines", name), first_draw(rows[name]), depth=1)


def _set_aside(projection: Projection, net: Allocation) -> Iterator[Row]:
    plan = projection.plan
    names = [name for name, line in plan.lines.items() if line.set_aside]
    if names:
        yield heading("Set-aside, shown separately", len(plan.timeline))
        yield from _services(projection, net, names, "set_aside")
        total = net.lines[_rows(projection, names)].sum(axis=0)
        yield Row("set_aside", "Set-aside, total", first_draw(total), strong=True)


def _rows(projection: Projection, names: list[str]) -> list[int]:
    return [row for row, name in enumerate(projection.plan.lines) if name in names]
