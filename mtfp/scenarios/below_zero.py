"""Lines that would cost less than zero, and payments that would fall below zero, in the central case of a plan.

Knows the amounts of every year; must not know files. A plan is checked as it is written, and again under a scenario.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.draws.of_plan import central_draws
from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.draws import Draws
from mtfp.model.base.money_in_words import in_money, planned_money
from mtfp.model.consistency.scale.items import CLEARLY, TOO_LARGE
from mtfp.model.consistency.scale.size import asks
from mtfp.model.costs.cost import Costs, costs
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.population import ageing_of
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.saving import Saving
from mtfp.model.costs.target import Shares, Target
from mtfp.model.money_in.funding import Stream
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import Plan

SLACK = 1e-9
"""Relative error that rounding may leave in an amount of zero."""
ARM = {"council": "the council's side", "nhs": "the NHS board's side"}
PAYER = {"council": "the council", "nhs": "the NHS board"}
PAYS = {"payment": "pays", "set_aside": "pays for the set-aside", "income": "brings as income"}


@dataclass(frozen=True)
class BelowZero:
    """Complaint about an amount below zero, with the paths of all entries that bring it about."""

    complaint: Complaint
    about: tuple[Path, ...]


@dataclass(frozen=True)
class _Place:
    """Line, side of the budget or whole plan, with its cost and what each saving takes off it, (year,)."""

    label: str
    path: Path
    cost: Array
    saved: Mapping[str, Array]


def below_zero(plan: Plan) -> Iterator[BelowZero]:
    """Yield the payments, and the lines after all their savings, that are below zero in the central case."""
    draws = central_draws(plan)
    profiles = [line.demand.profile for line in plan.lines.values() if line.demand.profile]
    ageing = ageing_of(plan.population, profiles, draws, plan.supplied)
    cost = costs(Rows.line_by_line(plan.lines), draws, ageing, plan.moves)
    yield from _payments(plan, cost, draws)
    named: set[Path] = set()
    for place in _places(plan, cost, draws):
        found = _overdrawn(plan, place)
        if found and found.complaint.path not in named:  # a saving on several lines is named once
            named.add(found.complaint.path)
            yield found


def _payments(plan: Plan, cost: Costs, draws: Draws) -> Iterator[BelowZero]:
    paid = {name: stream.receipt(cost, draws).total[:, 0] for name, stream in plan.funding.items()}
    for name, stream in plan.funding.items():
        year = _first_below(plan, stream.sign * paid[name])
        if year:
            amount = planned_money(float(stream.sign * paid[name][plan.timeline.at(year)]), plan.unit)
            message = f"{plan.label('funding', name)} would be {amount} in {year}, and it can't fall below zero"
            fix = "check `movements` and `one_off`; a cut is a source of its own with `kind: reduction`"
            yield _of_payment(name, message, fix)
        elif stream.kind == "reduction":
            yield from _cut_too_far(plan, name, stream, paid)


def _cut_too_far(plan: Plan, name: str, stream: Stream, paid: Mapping[str, Array]) -> Iterator[BelowZero]:
    """Yield a complaint if reductions take more than the partner pays of their type."""
    kind = (stream.partner, stream.type)
    fellows = {other: held for other, held in plan.funding.items() if (held.partner, held.type) == kind}
    year = _first_below(plan, sum_of([paid[other] for other in fellows], paid[name].shape))
    if year and name == [other for other, held in fellows.items() if held.kind == "reduction"][-1]:
        t = plan.timeline.at(year)
        pays = sum(float(paid[other][t]) for other, held in fellows.items() if held.kind == "funding")
        cut = sum(float(-paid[other][t]) for other, held in fellows.items() if held.kind == "reduction")
        message = (
            f"{plan.label('funding', name)}: reductions take {planned_money(cut, plan.unit)} in {year}, more than the "
            f"{planned_money(pays, plan.unit)} that {PAYER[stream.partner]} {PAYS[stream.type]}"
        )
        yield _of_payment(name, message, f"check its amounts and its `type`; {asks(plan, TOO_LARGE)}")


def _of_payment(name: str, message: str, fix: str) -> BelowZero:
    return BelowZero(Complaint("E342", ("funding", name), message, fix, True), (("funding", name),))


def _first_below(plan: Plan, amounts: Array, among: Array | None = None) -> str | None:
    """Return the first projected year in which an amount is below zero by more than rounding; NaN isn't."""
    size = max(1.0, float(np.nanmax(np.abs(amounts if among is None else among), initial=0.0)))
    below = [year for year in plan.timeline.projected if amounts[plan.timeline.at(year)] < -SLACK * size]
    return below[0] if below else None


def _places(plan: Plan, cost: Costs, draws: Draws) -> Iterator[_Place]:
    """Yield the lines, the sides of the budget and the whole plan on which savings fall."""
    savings = [(name, _landing(plan, item), _in_full(item, draws)) for name, item in plan.all_savings.items()]
    other = [(_landing(plan, item), item.cost(draws)[:, 0]) for item in plan.commitments.values()]
    other += [(_landing(plan, item), -item.moved(draws)[:, 0]) for item in plan.transfers.values()]
    lines = cost.cost[:, :, 0]
    inside = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)

    def place(label: str, path: Path, rows: Array, arms: Array, of_plan: float) -> _Place:
        """Return the cost of some lines, sides and the plan, each as a share, and what each saving takes off them."""

        def part(on: Shares) -> float:
            return float(on.lines @ rows + on.arms @ arms + on.plan * of_plan)

        paid = rows @ lines + sum(part(on) * money for on, money in other)
        return _Place(label, path, paid, {name: part(on) * money for name, on, money in savings if part(on)})

    for row, (name, line) in enumerate(plan.lines.items()):
        if line.kind == "cost":
            yield place(plan.label("lines", name), ("lines", name), np.eye(len(lines))[row], np.zeros(2), 0.0)
    for arm, partner in zip(np.eye(len(PARTNERS)), PARTNERS, strict=True):
        if any(on.arms @ arm for _, on, _ in savings):
            mine = np.array([line.partner == partner for line in plan.lines.values()], dtype=bool)
            yield place(ARM[partner], (), (inside & mine).astype(float), arm, 0.0)
    if any(on.plan for _, on, _ in savings):
        yield place("the integrated budget", (), inside.astype(float), np.ones(len(PARTNERS)), 1.0)


def _landing(plan: Plan, item: Target | Transfer) -> Shares:
    return item.landing(plan.lines, plan.base_year)


def _in_full(saving: Saving, draws: Draws) -> Array:
    """Return what a saving takes off in each year at full delivery, (year,): as planned, or as delivered if more."""
    brings = saving.brings(draws, np.ones((len(draws.timeline), 1)))
    return np.maximum(brings.planned, brings.achieved)[:, 0]


def _overdrawn(plan: Plan, place: _Place) -> BelowZero | None:
    """Return a complaint about the first year in which savings take more than the cost of their place."""
    year = _first_below(plan, place.cost - sum(place.saved.values()), place.cost) if place.saved else None
    if year is None:
        return None
    t = plan.timeline.at(year)
    cost, taken = float(place.cost[t]), {name: float(by[t]) for name, by in place.saved.items() if by[t]}
    if not taken or cost < 0:
        return None
    most = max(taken, key=lambda name: taken[name])
    items = " and ".join(f"{_label(plan, name)} ({planned_money(taken[name], plan.unit)})" for name in taken)
    asked = f"; {asks(plan, TOO_LARGE)}" if sum(taken.values()) > CLEARLY * cost else ""
    message = (
        f"{place.label} would cost less than zero in {year}: {in_money(cost - sum(taken.values()), plan.unit)} after "
        f"savings, because it costs {in_money(cost, plan.unit)} before them, and at full delivery {items} "
        f"{'saves' if len(taken) == 1 else 'save'} more{asked}"
    )
    fix = "lower the saving, or name all the lines on which it falls"
    about = tuple(_path(plan, name)[:2] for name in taken) + ((place.path,) if place.path else ())
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
