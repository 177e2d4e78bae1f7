"""Bridges: why cost and the gap move from year to year, cause by cause, with nothing left over.

Reads a projection and adds nothing to it; how a product's change is shared out is `lmdi`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mtfp.analysis.lmdi import decompose
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, Flags, sum_of, zeros
from mtfp.model.costs.cost import Drivers
from mtfp.model.costs.target import Target
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

VOLUME = ("demographic", "healthier_ageing", "non_demographic", "service_level")
BESIDE_LINES = ("commitments", "investments", "risk_events")


@dataclass(frozen=True)
class CostBridge:
    """Why cost moves, in the plan's unit of money; every array has shape (year, draw).

    `cost` is the cost explained, before savings. `causes` hold what each adds to the year before's cost (to the base
    year's, after `cumulative`), nil in the base year: `one_offs` (one-offs removed, adjustments made), `pay.<name>` or
    `price.<name>` for each assumption that moves a price, `on_costs`, `vacancies`, `demographic`, `healthier_ageing`,
    `non_demographic`, `service_level`, `stated`, `commitments`, `investments`, `risk_events`.
    """

    cost: Array
    causes: Mapping[str, Array]

    @property
    def pay(self) -> Array:
        """What pay awards add, without on-costs and vacancies."""
        return self._under("pay.")

    @property
    def prices(self) -> Array:
        """What every other price adds."""
        return self._under("price.")

    def cumulative(self) -> "CostBridge":
        """The same, each year against the base year."""
        return replace(self, causes={cause: np.cumsum(added, axis=0) for cause, added in self.causes.items()})

    def _under(self, prefix: str) -> Array:
        return sum_of([added for cause, added in self.causes.items() if cause.startswith(prefix)], self.cost.shape)


def cost_bridge(projection: Projection) -> CostBridge:
    """Why the integrated budget's cost moves, in every year and draw.

    Closing less opening cost is the sum of the causes (identity 1 of the model).

    The products `B·w·I·S·f` and `B·w·I·S·(1−f)·A·H·N·V` of each line and component are decomposed year by year, S as
    on-costs times vacancies; an income line's are subtracted. Section 15 of the model. By hand: of a budget of 110, 10
    is one-off; pay of 5% on the other 100 adds 5.

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
    plan, costs = projection.plan, projection.costs
    rows: Flags = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)
    cost = costs.cost[rows].sum(axis=0)
    causes = {cause: zeros(cost.shape, like=cost) for cause in _causes(plan, rows)}
    for (name, line), cost_of_line, wanted in zip(plan.lines.items(), costs.cost, rows, strict=True):
        if not wanted:
            continue
        if name not in costs.drivers:
            causes["stated"][1:] += np.diff(cost_of_line, axis=0)
            continue
        causes["one_offs"][1] += line.sign * (line.recurring_base(plan.base_year) - line.opening(plan.base_year))
        _add_drivers(causes, plan, costs.drivers[name], line.sign)
    for section, money in _beside_lines(projection, rows).items():
        causes[section][1:] += np.diff(money, axis=0)
        cost += money
    return CostBridge(cost, causes)


def statement_causes(bridge: CostBridge) -> dict[str, Array]:
    """The causes as the statement's rows, in its order and finance officers' words; they add up like the causes."""
    causes = bridge.causes
    return {
        "remove_one_offs": causes["one_offs"],
        "pay": bridge.pay + causes["on_costs"] + causes["vacancies"],
        "prices": bridge.prices,
        "demography": causes["demographic"] + causes["healthier_ageing"],
        "other_growth": causes["non_demographic"],
        "service_change": causes["service_level"],
        "stated": causes["stated"],
        **{section: causes[section] for section in BESIDE_LINES},
    }


def gap_bridge(projection: Projection) -> dict[str, Array]:
    """Why the gap is what it is: rows of shape (year, draw), what adds to the gap above zero, what lowers it below.

    `opening_gap` (the base year's), then since the base year: the rows of `statement_causes`, `funding`,
    `savings_recurring`, `savings_non_recurring`, `planned_use` of reserves; together they are the last row, `to_close`.
    Rows that need the base year's funding are NaN where the plan doesn't say it.
    """
    gap, closing = projection.gap, projection.closing
    to_close = closing.to_close.copy()
    to_close[0] = gap.gap[0]
    lowers = {
        "funding": gap.funding,
        "savings_recurring": gap.savings_recurring,
        "savings_non_recurring": gap.savings_non_recurring,
        "planned_use": closing.planned_use,
    }
    opening = np.repeat(to_close[:1], len(to_close), axis=0)
    causes = statement_causes(cost_bridge(projection).cumulative())
    lowering = {row: money[0] - money for row, money in lowers.items()}
    return {"opening_gap": opening, **causes, **lowering, "to_close": to_close}


def _causes(plan: Plan, rows: Flags) -> list[str]:
    """Every cause, pay before prices, in the order of the plan's assumptions."""
    lines = [line for line, wanted in zip(plan.lines.values(), rows, strict=True) if wanted]
    used = {assumption for line in lines for assumption in line.components}
    rises = [_rise(plan, name) for name in plan.assumptions if name in used]
    pay_first = sorted(rises, key=lambda cause: not cause.startswith("pay."))
    return ["one_offs", *pay_first, "on_costs", "vacancies", *VOLUME, "stated", *BESIDE_LINES]


def _rise(plan: Plan, assumption: str) -> str:
    return f"{'pay' if is_pay(assumption, plan.assumptions[assumption]) else 'price'}.{assumption}"


def _add_drivers(causes: Mapping[str, Array], plan: Plan, drivers: Drivers, sign: int) -> None:
    """Add what moves one line's cost to the causes, component by component."""
    levels = (drivers.ageing, drivers.healthier, drivers.growth, drivers.cost_level)
    volume = dict(zip(VOLUME, levels, strict=True))
    for price in drivers.prices:
        unit = {_rise(plan, price.assumption): price.index, "on_costs": price.on_costs, "vacancies": price.vacancies}
        base = sign * drivers.base * price.share
        _add_product(causes, base * drivers.fixed_share, unit)
        _add_product(causes, base * (1 - drivers.fixed_share), unit | volume)


def _add_product(causes: Mapping[str, Array], base: float, factors: Mapping[str, Array]) -> None:
    """Add the yearly changes of base · Π factors. In the base year every factor counts as 1: cost starts from B."""
    after = [factor[1:] for factor in factors.values()]
    before = [np.concatenate([np.ones_like(factor[:1]), factor[:-1]]) for factor in after]
    for cause, effect in zip(factors, decompose(before, after), strict=True):
        causes[cause][1:] += base * effect


def _beside_lines(projection: Projection, rows: Flags) -> dict[str, Array]:
    """Commitments, investments and risk events that fall on some lines, on an arm or on the whole plan."""
    plan, spending = projection.plan, projection.spending
    items: tuple[Mapping[str, Target], ...] = (plan.commitments, plan.investments, plan.risk_events)
    paid = (spending.commitments, spending.investments, spending.events)
    return {
        section: sum_of([_share(plan, held[name], rows) * money[name] for name in held], projection.draws.shape)
        for section, held, money in zip(BESIDE_LINES, items, paid, strict=True)
    }


def _share(plan: Plan, item: Target, rows: Flags) -> float:
    """The share of an item's money that falls where the bridge looks."""
    landing = item.landing(plan.lines, plan.base_year)
    return landing.lines[rows].sum() + landing.arms.sum() + landing.plan
