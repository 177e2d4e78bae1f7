"""Claims on money: levers must not release the money of the same units twice, nor more than their lines cost.

Set-aside money moves by a transfer. A transfer states an amount, so it must not name lines whose beds a `capacity`
lever closes, or from which activity moves: each of these lowers the cost of the same beds.
"""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from mtfp.draws.of_plan import central_draws
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.part import listed
from mtfp.model.costs.moved import Moved, lines_moved
from mtfp.model.costs.population import ageing_of
from mtfp.model.plan import Plan

Kind = Literal["amount", "units", "move"]
"""Reason for a claim: a stated amount, whole units that close (`capacity`), or activity that moves."""
SLACK = 1e-9
"""Relative error that rounding may leave in a cost of zero."""


class Claim(NamedTuple):
    """Claim of one transfer or move, called `name` in its section of the plan, on the money of set-aside lines."""

    section: Literal["transfers", "moves"]
    name: str
    lines: tuple[str, ...]
    kind: Kind

    def shared_with(self, other: "Claim") -> tuple[str, ...]:
        """Return the lines whose money both claim, one as a stated amount and the other in another way."""
        by_amount = (self.kind == "amount") != (other.kind == "amount")
        return tuple(line for line in self.lines if line in other.lines and by_amount)


def claims(plan: Plan, earlier: Plan | None, *, of_units: bool) -> Iterator[Claim]:
    """Yield the claims of transfers and moves that an earlier plan doesn't have, except those for `other_units`."""
    kind: Kind = "units" if of_units else "amount"
    for name, transfer in plan.transfers.items():
        if not (earlier and name in earlier.transfers) and not transfer.other_units:
            yield Claim("transfers", name, transfer.targets(plan.lines), kind)
    for name, move in plan.moves.items():
        if not (earlier and name in earlier.moves):
            out = move.out_of.of(plan.lines)
            yield Claim("moves", name, tuple(line for line in out if plan.lines[line].set_aside), "move")


def lowered(plan: Plan, earlier: Plan) -> frozenset[str]:
    """Return the lines whose service level differs from that in an earlier plan, or that activity now leaves."""
    leaves = [move.out_of.of(plan.lines) for name, move in plan.moves.items() if name not in earlier.moves]
    levels = {name for name, line in plan.lines.items() if line.service_level != earlier.lines[name].service_level}
    return frozenset(levels.union(*leaves))


def overdrawn(plan: Plan, names: Collection[str], why: str) -> Iterator[Complaint]:
    """Warn if lines whose units close would cost less than nothing in the central case, after all levers.

    `why` names the other lever that lowers their cost, for example " and lever 2 of `trial`"; empty without one.
    """
    cost = _cost_with_money(plan, names)
    size = max(1.0, float(abs(cost).max()))
    short = [year for year, money in zip(plan.timeline.labels, cost, strict=True) if money < -SLACK * size]
    if short:
        money = planned_money(float(cost[plan.timeline.at(short[0])]), plan.unit)
        message = f"{listed(sorted(names))} would cost {money} in {short[0]}, because of this lever{why}"
        yield Complaint("W559", (), message, "release less for each unit, or lower the cost in one way only")


def _cost_with_money(plan: Plan, names: Collection[str]) -> Array:
    """Return the cost of lines with commitments and transfers on them by year, in the central case."""
    draws = central_draws(plan)
    leads = {line for name in names if (line := plan.lines[name].demand.line)}
    needed = [name for name in plan.lines if name in {*names, *leads, *lines_moved(plan.lines, plan.moves)}]
    profiles = [use for name in needed if (use := plan.lines[name].demand.profile)]
    ageing = ageing_of(plan.population, profiles, draws, plan.supplied)
    after = Moved.of(plan.lines, plan.moves, draws, ageing, needed).after
    flags = [name in names for name in plan.lines]
    falls = [(each.landing(plan.lines, plan.base_year), each.cost(draws)) for each in plan.commitments.values()]
    falls += [(each.landing(plan.lines, plan.base_year), -each.moved(draws)) for each in plan.transfers.values()]
    money = sum_of([float(shares.lines[flags].sum()) * amount for shares, amount in falls], draws.shape)
    return (sum_of([after[name].cost for name in names], draws.shape) + money)[:, 0]
