"""Names of the numbers of a projection: which node is which figure, line, stream, index or assumption."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mtfp.analysis.trace.values import RecordedFigures
from mtfp.engine.ledger import INS, OUTS
from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.model.base.arrays import sum_of
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import in_words
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node
from mtfp.traced.functions import nodes_of

UNITS = {"rate": SHARE, "share": SHARE, "money": MONEY, "index": FACTOR, "number": FACTOR}
ARM = {"council": "council side", "nhs": "NHS side"}
PARTNER = {"council": "the council", "nhs": "the NHS board"}
MOVEMENTS = {
    "contributions": "planned contributions",
    "unspent": "ring-fenced money left over",
    "put_back": "planned use put back",
    "surplus_in": "surplus paid in",
    "planned_use": "planned use",
    "drawn_by_lines": "drawn by its lines",
    "used_by_steps": "used by closing steps",
    "clawed_back": "clawed back",
}


@dataclass(frozen=True)
class Name:
    """Name of a number by year: identifier, label and unit; `item` is the path of the plan's item behind it."""

    id: str
    label: str
    unit: str = MONEY
    item: Path = ()


@dataclass(frozen=True, repr=False)
class Names(Short):
    """Names of nodes, and every named array by identifier, with its nodes by year."""

    of_node: dict[int, tuple[Name, int | None]] = field(default_factory=dict)
    """Name of each node, and the position of its year, or None if it counts in every year. Inputs have no name."""
    arrays: dict[str, tuple[Name, Any]] = field(default_factory=dict)
    instead: dict[int, Node] = field(default_factory=dict)
    """Nodes of line costs as base times price times volume, by the node that the engine worked out."""

    def add(self, name: Name, array: Any) -> None:
        """Name every number of an array, shape (year, 1) or (year,). A number keeps the first name that it gets."""
        if array is None:
            return
        nodes = nodes_of(array)
        column = nodes.reshape(len(nodes), -1)[:, 0]
        self.arrays.setdefault(name.id, (name, column))
        for t, node in enumerate(column):
            if node.op is not None:
                self.of_node.setdefault(id(node), (name, t))

    def add_one(self, name: Name, number: Any) -> None:
        """Name a number that counts in every year."""
        node = number.nodes[()] if hasattr(number, "nodes") else None
        if node is not None and node.op is not None:
            self.of_node.setdefault(id(node), (name, None))


def names_of(known: RecordedFigures) -> Names:
    """Return the names of all named numbers of a recorded projection."""
    names = Names()
    for group in (_inputs, _lines, _items, _savings, _streams, _reserves, _steps):
        for name, array in group(known, names):
            names.add(name, array)
    for id, record in known.records.items():
        if id not in names.arrays:
            by_year = np.broadcast_to(known.of(id), (len(known.traced.plan.timeline), 1))
            names.add(Name(id, record.label, record.unit), by_year)
    for name, array in _sides(known):
        names.add(name, array)
    return names


Named = Iterator[tuple[Name, Any]]


def _inputs(known: RecordedFigures, names: Names) -> Named:
    plan, draws = known.traced.plan, known.projection.draws
    for name, assumption in plan.assumptions.items():
        item = ("assumptions", name)
        label = plan.label(*item)
        yield Name(f"assumptions.{name}", label, UNITS[assumption.unit], item), draws.values.get(name)
        if name in draws.indices:
            yield Name(f"indices.{name}", f"Index of {label}", FACTOR, item), draws.indices[name]
    for name, each in known.projection.ageing.items():
        words = in_words(name.removesuffix(".csv"))
        yield Name(f"ageing.{name}", f"Ageing, {words}", FACTOR, ("population",)), each.ageing
        yield Name(f"healthier.{name}", f"Healthier ageing, {words}", FACTOR, ("population",)), each.healthier


def _lines(known: RecordedFigures, names: Names) -> Named:
    """Yield factors and cost of each line. The cost is also worked out again as base times price times volume."""
    plan, costs = known.traced.plan, known.projection.costs
    for row, (name,) in enumerate(costs.rows.names):
        of, item, label = costs.drivers[name], ("lines", name), plan.label("lines", name)
        levels, demand = [price.level for price in of.prices], of.demand
        price = sum_of(levels, of.growth.shape)
        volume = of.fixed_share * of.fixed_level + (1 - of.fixed_share) * demand * of.paid_level
        yield Name(f"lines.{name}", label, MONEY, item), costs.cost[row]
        yield Name(f"prices.{name}", f"{label}, price", FACTOR, item), price
        for component, level in zip(of.prices, levels, strict=True):
            if component.assumption is not None:
                words = plan.label("assumptions", component.assumption)
                key = f"{name}.{component.assumption}"
                yield Name(f"prices.{key}", f"{label}, {words} in the price", FACTOR, item), level
                yield Name(f"on_costs.{key}", f"{label}, on-costs against the base year", FACTOR), component.on_costs
                yield Name(f"vacancies.{key}", f"{label}, vacancies against the base year", FACTOR), component.vacancies
        yield Name(f"demand.{name}", f"{label}, demand", FACTOR, item), demand
        yield Name(f"service_levels.{name}", f"{label}, service level", FACTOR, item), of.paid_level
        yield Name(f"volumes.{name}", f"{label}, volume", FACTOR, item), volume
        names.add_one(Name(f"budgets.{name}", f"{label}, recurring budget of the base year", MONEY, item), of.base)
        product: Any = plan.lines[name].sign * (of.base * price * volume)
        cost: Any = costs.cost[row]
        for t in range(1, len(cost)):
            names.instead[id(cost.nodes[t, 0])] = product.nodes[t, 0]


def _items(known: RecordedFigures, names: Names) -> Named:
    plan, spending = known.traced.plan, known.projection.spending
    for section in ("commitments", "investments", "transfers"):
        for name, money in getattr(spending, section).items():
            yield Name(f"{section}.{name}", plan.label(section, name), MONEY, (section, name)), money
    for name, money in spending.events.items():
        yield Name(f"risk_events.{name}", plan.label("risk_events", name), MONEY, ("risk_events", name)), money


def _savings(known: RecordedFigures, names: Names) -> Named:
    plan, projection = known.traced.plan, known.projection
    for name, brings in projection.savings.items():
        saving, item = plan.all_savings[name], item_of_saving(name)
        label = saving.label or in_words(name.removesuffix(".saves"))
        yield Name(f"savings.{name}", f"{label}, achieved", MONEY, item), brings.achieved
        yield Name(f"planned.{name}", f"{label}, planned", MONEY, item), brings.planned
        yield Name(f"full_year.{name}", f"{label}, full year", MONEY, item), brings.achieved_full_year
        delivered = projection.draws.delivery[name]
        yield Name(f"delivery.{name}", f"{label}, share delivered", SHARE, item), delivered


def item_of_saving(name: str) -> Path:
    """Return the path in the plan of a saving, or of the investment that saves the money."""
    return ("investments", name.removesuffix(".saves")) if name.endswith(".saves") else ("savings", name)


def _streams(known: RecordedFigures, names: Names) -> Named:
    plan, projection = known.traced.plan, known.projection
    for name, receipt in projection.receipts.items():
        item, label = ("funding", name), plan.label("funding", name)
        yield Name(f"funding.{name}", label, MONEY, item), receipt.total
        yield Name(f"usable.{name}", f"{label}, usable", MONEY, item), projection.usable.get(name)
        yield Name(f"recurring.{name}", f"{label}, recurring", MONEY, item), receipt.recurring


def _reserves(known: RecordedFigures, names: Names) -> Named:
    plan = known.traced.plan
    for name, reserve in known.projection.reserves.items():
        item, label = ("reserves", name), plan.label("reserves", name)
        yield Name(f"reserves.{name}", f"Reserve: {label}", MONEY, item), reserve.closing
        yield Name(f"floors.{name}", f"{label}, minimum level", MONEY, item), reserve.floor
        for movement in (*INS, *OUTS):
            yield Name(f"{movement}.{name}", f"{label}, {MOVEMENTS[movement]}", MONEY, item), reserve.moved(movement)


def _steps(known: RecordedFigures, names: Names) -> Named:
    closing = known.closing
    for key, step in closing.steps.items():
        item, label = ("scheme", "steps", key), in_words(key)
        for reserve, taken in step.reserves.items():
            yield Name(f"steps.{key}.{reserve}", f"{label}, from {in_words(reserve)}", MONEY, item), taken
        for part in ("recovered", "carried", "offset"):
            yield Name(f"steps.{key}.{part}", f"{label}, {part}", MONEY, item), getattr(step, part)
        for number, partner in enumerate(PARTNERS):
            paid, closed = step.partners[number], step.closed[number]
            yield Name(f"steps.{key}.{partner}", f"{label}, from {PARTNER[partner]}", MONEY, item), paid
            yield Name(f"steps.{key}.{partner}_closed", f"{label}, closed on the {ARM[partner]}", MONEY, item), closed


def _sides(known: RecordedFigures) -> Named:
    """Yield the amounts of each side of the budget, and its shares and payments."""
    projection = known.projection
    arms, closing, inputs = projection.arms, known.closing, projection.year_end_inputs
    for number, partner in enumerate(PARTNERS):
        side = ARM[partner][0].upper() + ARM[partner][1:]
        for id, words, unit, array in (
            ("cost", "cost", MONEY, arms.cost),
            ("saved", "savings achieved", MONEY, arms.saved),
            ("money", "funding", MONEY, arms.money),
            ("share", "share of cost", SHARE, arms.shares),
            ("position", "overspend before closing", MONEY, closing.position),
            ("left", "overspend left", MONEY, closing.left),
            ("spare", "underspend left", MONEY, closing.spare),
            ("payments", "payments", MONEY, inputs.payments),
            ("set_aside", "set-aside funding", MONEY, inputs.set_aside),
        ):
            yield Name(f"sides.{partner}.{id}", f"{side}, {words}", unit), array[number]
