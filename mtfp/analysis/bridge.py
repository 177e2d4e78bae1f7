"""Bridges: split the change of cost and of the gap from year to year between its causes, with no remainder.

A bridge needs only a projection. `lmdi` splits the change of a product between its factors.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from mtfp.analysis.lmdi import decompose_yearly
from mtfp.engine.project import integrated_share
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, Flags, sum_of, zeros
from mtfp.model.costs.drivers import Drivers
from mtfp.model.costs.line import Line
from mtfp.model.costs.target import Target
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

Split = Callable[[float, Mapping[str, Array]], list[Array]]
"""Function that splits the yearly changes of an amount times factors, which it takes by cause, between the factors."""
VOLUME = ("demographic", "healthier_ageing", "non_demographic", "service_level")
"""Causes that change the volume of a line: ageing A, healthier ageing H, other growth N and service level V."""
OTHER_COSTS = ("commitments", "investments", "risk_events")
"""Causes outside budget lines: other sections of the plan that add cost."""


class CostBridge(NamedTuple):
    """Bridge of cost: the change of cost due to each cause, in the plan's money unit; a positive change adds to cost.

    Arrays have shape (year, draw). Causes are `one_offs` (one-offs that end, and adjustments), `pay.<name>` or
    `price.<name>` for each assumption that moves a price, `on_costs`, `vacancies`, `demographic`, `healthier_ageing`,
    `non_demographic`, `service_level`, `stated` (cost that a line states for each year), `commitments`, `investments`
    and `risk_events`.
    """

    cost: Array
    """Cost before savings. The causes explain its changes."""
    causes: Mapping[str, Array]
    """Change of cost due to each cause, zero in the base year.

    Each change is since the year before. In the result of `cumulative`, each change is since the base year.
    """

    @property
    def pay(self) -> Array:
        """Change of cost due to pay awards, without on-costs and vacancies."""
        return self._under("pay.")

    @property
    def prices(self) -> Array:
        """Change of cost due to all prices except pay."""
        return self._under("price.")

    def cumulative(self) -> "CostBridge":
        """Return the bridge with all changes since the base year, instead of changes from the year before."""
        return self._replace(causes={cause: np.cumsum(added, axis=0) for cause, added in self.causes.items()})

    def _under(self, prefix: str) -> Array:
        return sum_of([added for cause, added in self.causes.items() if cause.startswith(prefix)], self.cost.shape)


def cost_bridge(projection: Projection) -> CostBridge:
    """Return the bridge of the integrated budget's cost in every year and draw. Section 15 of the model.

    In each year, the causes add up to the change of cost from the year before (identity 1 of the model). The cost of
    each line and component is the sum of two products, `B·w·I·S·f` and `B·w·I·S·(1−f)·A·H·N·V`, in the symbols of
    section 6. The change of each product is split between its factors year by year, with S as on-costs times vacancies.
    An income line lowers cost, so its products are subtracted.

    By hand: a budget of 110 has one-off cost of 10, which ends; a pay rise of 5% on the other 100 adds 5.

    >>> from mtfp.engine import project
    >>> from mtfp.draws.of_plan import central_draws
    >>> pay = {"unit": "rate", "central": {"2026/27": "5%", "then": "0%"}, "source": "illustrative"}
    >>> home = {"partner": "council", "setting": "community", "budget": 110, "one_off": 10,
    ...     "components": {"pay": "100%"}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"pay": pay}, "lines": {"home": home}, "funding": {}})
    >>> bridge = cost_bridge(project(plan, central_draws(plan)))
    >>> bridge.cost.ravel().round(9).tolist()
    [110.0, 105.0, 105.0, 105.0]
    >>> {cause: float(added[1, 0].round(9)) for cause, added in bridge.causes.items() if added.any()}
    {'one_offs': -10.0, 'pay.pay': 5.0}
    """
    plan = projection.plan
    rows: Flags = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)
    cost = projection.costs.cost[rows].sum(axis=0)
    causes = {cause: zeros(cost.shape, like=cost) for cause in _causes(plan, rows)}
    for of_line in line_causes(projection).values():
        for cause, added in of_line.items():
            causes[cause if cause in causes else cause.partition(".")[0]] += added
    for section, items in other_costs(projection).items():
        money = sum_of(items.values(), projection.draws.shape)
        causes[section][1:] += np.diff(money, axis=0)
        cost += money
    return CostBridge(cost, causes)


def yearly(amount: float, factors: Mapping[str, Array]) -> list[Array]:
    """Return the effect of each factor on the yearly changes of an amount times factors, from the first year on."""
    return [amount * effect for effect in decompose_yearly([*factors.values()])]


def line_causes(projection: Projection, split: Split = yearly) -> dict[str, dict[str, Array]]:
    """Return the change of each integrated line's cost due to each cause, shape (year, draw), by line and cause.

    Causes are those of `CostBridge`, but on-costs, vacancies and growth are split by their assumption, under names such
    as `on_costs.<assumption>`. Income counts below zero. `split` splits the products of factors.
    """
    plan, shape = projection.plan, projection.draws.shape
    found: dict[str, dict[str, Array]] = {}
    for name, line in plan.lines.items():
        if line.set_aside:
            continue
        causes: dict[str, Array] = defaultdict(lambda: zeros(shape, like=projection.costs.cost))
        causes["one_offs"][1] += line.sign * (line.recurring_base(plan.base_year) - line.opening(plan.base_year))
        _add_drivers(causes, projection, name, split)
        found[name] = dict(causes)
    return found


def statement_causes(bridge: CostBridge) -> dict[str, Array]:
    """Return the causes grouped into the rows of the statement, in the statement's order. Their sum is unchanged."""
    causes = bridge.causes
    return {
        "remove_one_offs": causes["one_offs"],
        "pay": bridge.pay + causes["on_costs"] + causes["vacancies"],
        "prices": bridge.prices,
        "demography": causes["demographic"] + causes["healthier_ageing"],
        "other_growth": causes["non_demographic"],
        "service_change": causes["service_level"],
        "stated": causes["stated"],
        **{section: causes[section] for section in OTHER_COSTS},
    }


def gap_bridge(projection: Projection) -> dict[str, Array]:
    """Return the bridge of the gap since the base year: rows of shape (year, draw). A positive row adds to the gap.

    The first row, `opening_gap`, is the gap of the base year. The next rows are changes since then: the rows of
    `statement_causes`, `funding`, `savings_recurring`, `savings_non_recurring` and `planned_use` of reserves. All these
    rows add up to the last row, `to_close`. Rows that depend on base-year funding are NaN if it is not stated.
    """
    gap, closing = projection.gap, projection.closing
    to_close = closing.to_close.copy()
    to_close[0] = gap.gap[0]
    sources = {
        "funding": gap.funding,
        "savings_recurring": gap.savings_recurring,
        "savings_non_recurring": gap.savings_non_recurring,
        "planned_use": closing.planned_use,
    }
    opening = np.repeat(to_close[:1], len(to_close), axis=0)
    causes = statement_causes(cost_bridge(projection).cumulative())
    lowering = {row: money[0] - money for row, money in sources.items()}
    return {"opening_gap": opening, **causes, **lowering, "to_close": to_close}


def _causes(plan: Plan, rows: Flags) -> list[str]:
    """Return the names of all causes. Pay comes before prices; both are in the order of the plan's assumptions."""
    lines = [line for line, integrated in zip(plan.lines.values(), rows, strict=True) if integrated]
    used = {assumption for line in lines for assumption in line.components}
    prices = [_price_cause(plan, name) for name in plan.assumptions if name in used]
    pay_first = sorted(prices, key=lambda cause: not cause.startswith("pay."))
    return ["one_offs", *pay_first, "on_costs", "vacancies", *VOLUME, "stated", *OTHER_COSTS]


def _price_cause(plan: Plan, assumption: str) -> str:
    return f"{'pay' if is_pay(assumption, plan.assumptions[assumption]) else 'price'}.{assumption}"


def _add_drivers(causes: Mapping[str, Array], projection: Projection, name: str, split: Split) -> None:
    """Add the changes of one line's cost to `causes`, for each component of the line in turn."""
    plan, line, drivers = projection.plan, projection.plan.lines[name], projection.costs.drivers[name]
    volume = {
        "demographic": drivers.ageing,
        "healthier_ageing": drivers.healthier,
        **_growth(projection, line, drivers),
        "service_level": drivers.paid_level,
    }
    for price in drivers.prices:
        part = line.components.get(price.assumption or "")
        unit = {
            "stated" if price.assumption is None else _price_cause(plan, price.assumption): price.index,
            _named("on_costs", part.on_costs if part else None): price.on_costs,
            _named("vacancies", part.vacancy if part else None): price.vacancies,
        }
        base = line.sign * drivers.base * price.share
        _add_product(causes, base * drivers.fixed_share, unit | {"service_level": drivers.fixed_level}, split)
        _add_product(causes, base * (1 - drivers.fixed_share), unit | volume, split)


def _growth(projection: Projection, line: Line, drivers: Drivers) -> dict[str, Array]:
    """Return the factors of other growth by cause: the line's own, and that of the line that it follows."""
    leader = projection.plan.lines[line.demand.line] if line.demand.line else line
    named = [each.demand.growth for each in (line, leader) if each.cost is None and each.demand.growth]
    if len(set(named)) < 2 or leader is line:
        return {_named("non_demographic", named[0] if named else None): drivers.growth}
    return {_named("non_demographic", name): projection.draws.indices[name] for name in named}


def _named(cause: str, assumption: str | None) -> str:
    """Return the name of a cause that an assumption drives, or of the cause alone if none does."""
    return f"{cause}.{assumption}" if assumption else cause


def _add_product(causes: Mapping[str, Array], base: float, factors: Mapping[str, Array], split: Split) -> None:
    """Add the yearly changes of a product, `base` times all `factors`, to `causes`."""
    # Cost starts from the recurring base B: in the base year every factor is 1, except the index of a stated cost.
    for cause, effect in zip(factors, split(base, factors), strict=True):
        causes[cause][1:] += effect


def other_costs(
    projection: Projection, share: Callable[[Plan, Target], float] = integrated_share
) -> dict[str, dict[str, Array]]:
    """Return the cost of each commitment, investment and risk event on the integrated budget, shape (year, draw).

    `share` is the part of an item that counts, such as `set_aside_share` for its cost in the set-aside.
    """
    plan, spending = projection.plan, projection.spending
    items: tuple[Mapping[str, Target], ...] = (plan.commitments, plan.investments, plan.risk_events)
    paid = (spending.commitments, spending.investments, spending.events)
    return {
        section: {name: np.multiply(share(plan, item), money[name]) for name, item in part.items()}
        for section, part, money in zip(OTHER_COSTS, items, paid, strict=True)
    }
