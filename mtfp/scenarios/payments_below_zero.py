"""Payments that would fall below zero, in the central case of a plan, and reductions larger than what they reduce."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.draws import Draws
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.items import TOO_LARGE
from mtfp.model.consistency.scale.size import asks
from mtfp.model.costs.cost import Costs
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan

SLACK = 1e-9
"""Relative error that rounding may leave in an amount of zero."""
PAYER = {"council": "the council", "nhs": "the NHS board"}
PAYS = {"payment": "pays", "set_aside": "pays for the set-aside", "income": "brings as income"}


class BelowZero(NamedTuple):
    """Complaint about an amount below zero, with the paths of all entries that bring it about."""

    complaint: Complaint
    about: tuple[Path, ...]


def payments_below_zero(plan: Plan, cost: Costs, draws: Draws) -> Iterator[BelowZero]:
    """Yield the funding sources that pay less than zero in some year, and the reductions that take too much."""
    paid = {name: stream.receipt(cost, draws).total[:, 0] for name, stream in plan.funding.items()}
    for name, stream in plan.funding.items():
        year = first_below(plan, stream.sign * paid[name])
        if year:
            amount = planned_money(float(stream.sign * paid[name][plan.timeline.at(year)]), plan.unit)
            message = f"{plan.label('funding', name)} would be {amount} in {year}, and it can't fall below zero"
            fix = "check `movements` and `one_off`; a cut is a source of its own with `kind: reduction`"
            yield _of_payment(name, message, fix)
        elif stream.kind == "reduction":
            yield from _cut_too_far(plan, name, stream, _after_transfers(plan, paid, draws))


def _after_transfers(plan: Plan, paid: Mapping[str, Array], draws: Draws) -> Mapping[str, Array]:
    """Return the payments with transfers, which leave less of the set-aside to cut and more of the board's payment."""
    after = dict(paid)
    for transfer in plan.transfers.values():
        moved = transfer.moved(draws)[:, 0]
        after[transfer.out_of] = after[transfer.out_of] - moved
        after[transfer.into] = after[transfer.into] + moved
    return after


def _cut_too_far(plan: Plan, name: str, stream: Stream, paid: Mapping[str, Array]) -> Iterator[BelowZero]:
    """Yield a complaint if reductions take more than the partner pays of their type."""
    kind = (stream.partner, stream.type)
    fellows = {other: held for other, held in plan.funding.items() if (held.partner, held.type) == kind}
    cuts = [other for other, held in fellows.items() if held.kind == "reduction"]
    cut_by_year = -sum_of([paid[other] for other in cuts], paid[name].shape)
    left = sum_of([paid[other] for other in fellows], paid[name].shape)
    year = first_below(plan, np.where(cut_by_year > 0, left, 0.0))  # transfers alone may also take too much (E332)
    if year and name == cuts[-1]:
        t = plan.timeline.at(year)
        cut, pays = float(cut_by_year[t]), float(left[t] + cut_by_year[t])
        message = (
            f"{plan.label('funding', name)}: reductions take {planned_money(cut, plan.unit)} in {year}, more than the "
            f"{planned_money(pays, plan.unit)} that {PAYER[stream.partner]} {PAYS[stream.type]}"
        )
        moving = [other for other, held in plan.transfers.items() if {held.out_of, held.into} & fellows.keys()]
        about = (*(("funding", other) for other in fellows), *(("transfers", other) for other in moving))
        yield _of_payment(name, message, f"check its amounts and its `type`; {asks(plan, TOO_LARGE)}", about)


def _of_payment(name: str, message: str, fix: str, about: tuple[Path, ...] = ()) -> BelowZero:
    path: Path = ("funding", name)
    return BelowZero(Complaint("E342", path, message, fix, True), about or (path,))


def first_below(plan: Plan, amounts: Array, among: Array | None = None) -> str | None:
    """Return the first projected year in which an amount is below zero by more than rounding; NaN isn't."""
    size = max(1.0, float(np.nanmax(np.abs(amounts if among is None else among), initial=0.0)))
    below = [year for year in plan.timeline.projected if amounts[plan.timeline.at(year)] < -SLACK * size]
    return below[0] if below else None
