"""Table of commitments: the cost of each by year and theme, those to be confirmed, and the part in the set-aside."""

from collections.abc import Iterator, Mapping

from mtfp.engine.project import set_aside_share
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.costs.commitment import Commitment
from mtfp.model.plan import Plan
from mtfp.results.by_year import changes, table_by_year
from mtfp.results.table import Row, Table
from mtfp.views.plan.groups import Item, grouped
from mtfp.views.plan.registers.words import falls_on, provenance, sentences


def commitments(projection: Projection, scenario: str) -> Table:
    """Return the cost of each commitment by theme, uprated by its index, their total, and its part in the set-aside."""
    cost, shape = projection.spending.commitments, projection.draws.shape
    apart = {
        name: set_aside_share(projection.plan, projection.plan.commitments[name]) * amount
        for name, amount in cost.items()
    }
    rows = [*grouped((_commitment(name, projection.plan, cost, apart) for name in cost), "theme")]
    rows += _totals(sum_of(cost.values(), shape), sum_of(apart.values(), shape)) if rows else ()
    return table_by_year("commitments", "Commitments", projection, scenario, rows, _notes(projection.plan))


def _commitment(name: str, plan: Plan, cost: Mapping[str, Array], apart: Mapping[str, Array]) -> Item:
    """Return the theme and cost of a commitment and, if only a part falls on set-aside lines, this part."""
    stated = plan.commitments[name]
    share = set_aside_share(plan, stated)
    marks = ("set-aside" if share == 1 else "", "to be confirmed" if _to_confirm(stated) else "")
    marked = ", ".join(mark for mark in marks if mark)
    label = f"{plan.label('commitments', name)} ({marked})" if marked else plan.label("commitments", name)
    row = Row(f"commitments.{name}", label, changes(cost[name]), about=_about(label, stated, plan))
    part = Row(f"commitments.{name}.set_aside", "of it in the set-aside", changes(apart[name]), depth=1)
    return stated.theme, row, (part,) if 0 < share < 1 else ()


def _totals(total: Array, set_aside: Array) -> Iterator[Row]:
    only_total = not set_aside.any()
    yield Row("commitments", "All commitments", changes(total), strong=True)
    left = changes(total - set_aside)
    yield Row("integrated", "On the integrated budget", left, depth=1, for_machines=only_total)
    yield Row("set_aside", "In the set-aside", changes(set_aside), depth=1, quiet=True)


def _to_confirm(commitment: Commitment) -> list[str]:
    """Return the years whose amount is still to be confirmed."""
    return sorted(year for year, amount in commitment.amount.items() if amount is None)


def _about(label: str, commitment: Commitment, plan: Plan) -> str:
    to_confirm = _to_confirm(commitment)
    return sentences(
        label,
        f"Falls on {falls_on(commitment, plan)}",
        _lasts(commitment, plan),
        f"To be confirmed: the amount from {', '.join(to_confirm)}, counted as zero" if to_confirm else "",
        *provenance(commitment, plan.source),
        commitment.note,
    )


def _lasts(commitment: Commitment, plan: Plan) -> str:
    if not commitment.recurring:
        return "One-off"
    index = commitment.indexed
    return f"Recurring, and grows with {plan.label('assumptions', index)}" if index else "Recurring, at a fixed amount"


def _notes(plan: Plan) -> Iterator[str]:
    waiting = [plan.label("commitments", name) for name, each in plan.commitments.items() if _to_confirm(each)]
    if waiting:
        yield f"Counted as zero until the amount is confirmed: {', '.join(waiting)}."
