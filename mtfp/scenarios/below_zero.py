"""Lines that would cost less than zero after all their savings, in the central case of a plan.

Knows the amounts of every year; must not know files. A plan is checked as it is written, and again under a scenario.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mtfp.draws.of_plan import central_draws
from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.draws import Draws
from mtfp.model.base.money_in_words import in_money
from mtfp.model.consistency.scale.items import CLEARLY, TOO_LARGE
from mtfp.model.consistency.scale.size import asks
from mtfp.model.costs.cost import Costs, costs
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.population import ageing_of
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.saving import Saving
from mtfp.model.costs.target import Shares, Target
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import Plan
from mtfp.scenarios.payments_below_zero import BelowZero, first_below, payments_below_zero

ARM = {"council": "the council's side", "nhs": "the NHS board's side"}


class _Place(NamedTuple):
    """Line, side of the budget or whole plan, with its cost and what each saving takes off it, (year,).

    `about` has the paths of the line and of the commitments and transfers on it.
    """

    label: str
    about: tuple[Path, ...]
    cost: Array
    saved: Mapping[str, Array]


def below_zero(plan: Plan) -> Iterator[BelowZero]:
    """Yield the payments, and the lines after all their savings, that are below zero in the central case."""
    draws = central_draws(plan)
    profiles = [line.demand.profile for line in plan.lines.values() if line.demand.profile]
    ageing = ageing_of(plan.population, profiles, draws, plan.supplied)
    cost = costs(Rows.line_by_line(plan.lines), draws, ageing, plan.moves)
    yield from payments_below_zero(plan, cost, draws)
    named: set[Path] = set()
    for place in _places(plan, cost, draws):
        found = _overdrawn(plan, place)
        if found and found.complaint.path not in named:  # a saving on several lines is named once
            named.add(found.complaint.path)
            yield found


def _places(plan: Plan, cost: Costs, draws: Draws) -> Iterator[_Place]:
    """Yield the lines, the sides of the budget and the whole plan on which savings fall."""
    savings = [(name, _landing(plan, item), _in_full(item, draws)) for name, item in plan.all_savings.items()]
    other: list[tuple[Path, Shares, Array]] = [
        *((("commitments", n), _landing(plan, item), item.cost(draws)[:, 0]) for n, item in plan.commitments.items()),
        *((("transfers", n), _landing(plan, item), -item.moved(draws)[:, 0]) for n, item in plan.transfers.items()),
    ]
    lines, sides = cost.cost[:, :, 0], len(PARTNERS)
    inside = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)
    other_on, savings_on = (_matrix([on for _, on, _ in items], len(lines)) for items in (other, savings))

    def place(label: str, about: tuple[Path, ...], where: Array) -> _Place:
        """Return the cost of a place, and what each saving takes off it. `where`: shares of lines, sides and plan."""
        used = np.flatnonzero(where)
        of_other, of_savings = (matrix[:, used] @ where[used] for matrix in (other_on, savings_on))
        also = np.flatnonzero(of_other)
        paid = where[: len(lines)] @ lines + sum(of_other[at] * other[at][2] for at in also)
        saved = {savings[at][0]: of_savings[at] * savings[at][2] for at in np.flatnonzero(of_savings)}
        return _Place(label, (*about, *(other[at][0] for at in also)), paid, saved)

    everything = np.eye(len(lines) + sides + 1)
    for row, (name, line) in enumerate(plan.lines.items()):
        if line.kind == "cost":
            yield place(plan.label("lines", name), (("lines", name),), everything[row])
    for at, partner in enumerate(PARTNERS, len(lines)):
        if savings_on[:, at].any():
            mine = np.array([line.partner == partner for line in plan.lines.values()], dtype=bool)
            yield place(ARM[partner], (), np.concatenate([inside & mine, everything[at, len(lines) :]]))
    if savings_on[:, -1].any():
        yield place("the integrated budget", (), np.concatenate([inside, np.ones(sides + 1)]))


def _matrix(shares: Sequence[Shares], lines: int) -> Array:
    """Return the shares of items, (item, lines + partners + 1): on each line, each side and the whole plan."""
    rows = [np.concatenate([on.lines, on.arms, [on.plan]]) for on in shares]
    return np.array(rows).reshape(len(rows), lines + len(PARTNERS) + 1)


def _landing(plan: Plan, item: Target | Transfer) -> Shares:
    return item.landing(plan.lines, plan.base_year)


def _in_full(saving: Saving, draws: Draws) -> Array:
    """Return what a saving takes off in each year at full delivery, (year,): as planned, or as delivered if more."""
    brings = saving.brings(draws, np.ones((len(draws.timeline), 1)))
    return np.maximum(brings.planned, brings.achieved)[:, 0]


def _overdrawn(plan: Plan, place: _Place) -> BelowZero | None:
    """Return a complaint about the first year in which savings take more than the cost of their place."""
    year = first_below(plan, place.cost - sum(place.saved.values()), place.cost) if place.saved else None
    if year is None:
        return None
    t = plan.timeline.at(year)
    cost, taken = float(place.cost[t]), {name: float(by[t]) for name, by in place.saved.items() if by[t]}
    if not taken or cost < 0:
        return None
    most = max(taken, key=lambda name: taken[name])
    *items, last = (f"{_label(plan, name)} ({in_money(taken[name], plan.unit)})" for name in taken)
    savings = f"{', '.join(items)} and {last}" if items else last
    asked = f"; {asks(plan, TOO_LARGE)}" if sum(taken.values()) > CLEARLY * cost else ""
    message = (
        f"{place.label} would cost less than zero in {year}: {in_money(cost - sum(taken.values()), plan.unit)} after "
        f"savings, because it costs {in_money(cost, plan.unit)} before them, and at full delivery {savings} "
        f"{'saves' if len(taken) == 1 else 'save'} more{asked}"
    )
    fix = "lower the saving, or name all the lines on which it falls"
    about = (*(_path(plan, name)[:2] for name in taken), *place.about)
    return BelowZero(Complaint("E346", _path(plan, most), message, fix), about)


def _label(plan: Plan, name: str) -> str:
    return (
        plan.label("savings", name) if name in plan.savings else plan.label("investments", name.removesuffix(".saves"))
    )


def _path(plan: Plan, name: str) -> Path:
    """Return the path of a saving's largest amount, or of the amount that an investment saves."""
    if name not in plan.savings:
        return ("investments", name.removesuffix(".saves"), "saves", "amount")
    planned = plan.savings[name].planned
    return ("savings", name, "planned", max(planned, key=lambda year: planned[year]))
