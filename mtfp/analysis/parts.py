"""Parts of a plan's gap, and the care that its lines buy: the amounts in which the effect of a lever can fall."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from mtfp.analysis.bridge import other_costs
from mtfp.engine.identities import IdentityBroken, rounding
from mtfp.engine.project import integrated_share
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, total_over_items
from mtfp.model.costs.line import PARTNERS
from mtfp.results.services import activity, bought_elsewhere, spent_elsewhere


class Part(NamedTuple):
    """Part of the gap or of the care bought: its kind, the label of its line or item, and its unit.

    Kinds of the gap are `cost`, `elsewhere` (care bought elsewhere), `income`, `one_off` (costs of single years),
    `recurring` (commitments that continue), `investments`, `risk_events`, `funding`, `ring_fenced_reserves`,
    `repayments` and `savings`. Kinds of care are `activity` and `bought_elsewhere`.
    """

    kind: str
    label: str
    unit: str = ""


def parts_of_gap(projection: Projection) -> dict[Part, Array]:
    """Return the parts that add up to the gap, each shape (year, draw), in the plan's unit; positive adds to the gap.

    Raises IdentityBroken, which is a fault of this program, if they don't add up.
    """
    found: dict[Part, Array] = {}
    for part, money in _parts(projection):
        found[part] = found[part] + money if part in found else money
    gap, total = projection.gap.gap, sum(found.values())
    off = np.abs(total - gap) - 10 * rounding(projection)
    if (off > 0).any():
        raise IdentityBroken(f"gap = its parts: the two sides differ by {np.abs(total - gap).max():g}")
    return found


def _parts(projection: Projection) -> Iterator[tuple[Part, Array]]:
    plan, elsewhere = projection.plan, spent_elsewhere(projection)
    for name, line in plan.lines.items():
        if line.set_aside:
            continue
        cost, label = projection.costs.total([name]), plan.label("lines", name)
        if line.kind == "cost" and name in elsewhere:
            bought = elsewhere[name].copy()
            bought[0] = 0.0  # the base year's cost is its budget
            yield Part("elsewhere", label), bought
            cost = cost - bought
        yield Part("income" if line.kind == "income" else "cost", label), cost
    for section, items in other_costs(projection).items():
        for name, money in items.items():
            kind = section
            if section == "commitments":
                kind = "recurring" if plan.commitments[name].recurring else "one_off"
            yield Part(kind, plan.label(section, name)), money
    yield from _money_in(projection)
    for name, saved in projection.savings.items():
        label = plan.label("savings", name) if name in plan.savings else _of_investment(projection, name)
        yield Part("savings", label), np.multiply(-integrated_share(plan, plan.all_savings[name]), saved.achieved)


def _money_in(projection: Projection) -> Iterator[tuple[Part, Array]]:
    for name, money in projection.usable.items():
        yield Part("funding", projection.plan.label("funding", name)), -money
    yield Part("ring_fenced_reserves", ""), -projection.closing.drawn_by_lines
    yield Part("repayments", ""), total_over_items(projection.closing.repayments)


def _of_investment(projection: Projection, name: str) -> str:
    return projection.plan.label("investments", name.removesuffix(".saves"))


def care(projection: Projection) -> dict[Part, Array]:
    """Return the units of care that each line buys, and those it buys elsewhere, shape (year, draw)."""
    lines, plan = projection.plan.lines, projection.plan
    found: dict[Part, Array] = {}
    counted: tuple[tuple[str, Mapping[str, Array]], ...] = (
        ("activity", activity(projection)),
        ("bought_elsewhere", bought_elsewhere(projection)),
    )
    for kind, by_line in counted:
        for name, units in by_line.items():
            unit = lines[name].activity.unit  # type: ignore[union-attr]
            found[Part(kind, plan.label("lines", name), unit)] = units
    return found


def sides(projection: Projection) -> dict[Part, Array]:
    """Return the overspend of each partner's side of the budget before the closing steps, shape (year, draw)."""
    return {Part("side", partner): projection.arms.position[n] for n, partner in enumerate(PARTNERS)}
