"""Table of savings by scheme: planned, achieved, still to come, and the part that ends after the year."""

from collections.abc import Iterator, Mapping
from typing import get_args

from mtfp.engine.project import integrated_share
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.draws import Draws
from mtfp.model.base.money_in_words import in_money, stated_money
from mtfp.model.costs.saving import DELIVERY_OF, Investment, Progress, Saving, Yield
from mtfp.model.plan import Plan, in_words
from mtfp.model.uncertainty.by_status import is_illustrative
from mtfp.results.by_year import changes, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import Row, Table

PARTS = {
    "planned": "Planned",
    "achieved": "Achieved",
    "undelivered": "Not achieved",
    "full_year_to_come": "Full-year effect to come",
    "returns": "Gap that reopens next year",
}
"""Labels of the rows of a savings scheme."""
Parts = Mapping[str, Mapping[str, Array]]
"""Rows of each savings scheme, by the scheme's name."""


def savings(projection: Projection, scenario: str) -> Table:
    """Return planned and achieved savings of each savings scheme and investment. Totals include set-aside savings."""
    each = {name: parts(scheme, projection.savings[name]) for name, scheme in projection.plan.all_savings.items()}
    rows = [*_schemes(projection, each), *_totals(projection, each), *_by_status(projection, each)]
    if projection.plan.savings or each:
        rows.append(figure_row(figures(projection), "unidentified", "Unidentified", strong=True))
        rows += _to_identify(projection)
    return table_by_year("savings", "Savings", projection, scenario, rows, _notes(projection))


def parts(scheme: Saving, brought: Yield) -> dict[str, Array]:
    """Return the rows of a savings scheme, each shape (year, draw).

    `full_year_to_come` is the further saving, at constant prices, of amounts that began part-way through the year.
    `returns` is the saving that ends after the year, so that the gap opens again: all of a non-recurring scheme.
    """
    zero = brought.achieved * 0.0
    to_come, returns = brought.achieved_full_year - brought.achieved, brought.achieved
    return {
        "planned": brought.planned,
        "achieved": brought.achieved,
        "undelivered": brought.planned - brought.achieved,
        "full_year_to_come": to_come if scheme.recurring else zero,
        "returns": zero if scheme.recurring else returns,
    }


def freed(investment: Investment, draws: Draws) -> Array:
    """Return the part of an investment's planned saving that never becomes cash, shape (year, draw).

    The table shows this part but leaves it out of the totals.
    """
    saving, saves = investment.saving(draws.timeline.labels), investment.saves
    if saving is None or saves is None:
        return draws.zeros()
    not_cash = {year: saves.amount * (1 - saves.cashable) for year in saving.planned}
    return saving.with_fields(planned=not_cash).stated(draws)


def _schemes(projection: Projection, each: Parts) -> Iterator[Row]:
    plan = projection.plan
    for name, scheme in plan.all_savings.items():
        yield heading(_heading(name, scheme, plan), len(plan.timeline))
        for part, values in each[name].items():
            yield _row(f"{name}.{part}", PARTS[part], values, quiet=part not in ("planned", "achieved"))
        investment = plan.investments.get(name.removesuffix(".saves"))
        if investment and name not in plan.savings:
            yield _row(f"{name}.freed", "Freed, but not as cash", freed(investment, projection.draws), quiet=True)


def _heading(name: str, scheme: Saving, plan: Plan) -> str:
    """Return the label of a savings scheme, then `non-recurring` for such a scheme, its status, and its owner."""
    label = scheme.label or in_words(name.removesuffix(".saves"))
    delivery = "illustrative delivery" if is_illustrative(scheme.delivery, plan.assumptions) else ""
    facts = ("" if scheme.recurring else "non-recurring", scheme.status or "", delivery, scheme.owner)
    about = ", ".join(fact for fact in facts if fact)
    return f"{label} ({about})" if about else label


def _totals(projection: Projection, each: Parts) -> Iterator[Row]:
    plan, shape = projection.plan, projection.draws.shape
    total = {part: sum_of([by[part] for by in each.values()], shape) for part in PARTS}
    set_aside = [
        (1 - integrated_share(plan, scheme)) * each[name]["achieved"] for name, scheme in plan.all_savings.items()
    ]
    yield Row("planned", "Total planned", changes(total["planned"]), strong=True)
    yield Row("achieved", "Total achieved", changes(total["achieved"]), strong=True)
    yield _row("made", "Made by delivered schemes", _made(plan, each, "achieved", shape, delivered=True), quiet=True)
    yield _row(
        "still_to_make", "Still to make, as planned", _made(plan, each, "planned", shape, delivered=False), quiet=True
    )
    for part in ("undelivered", "full_year_to_come", "returns"):
        yield _row(part, PARTS[part], total[part], quiet=True)
    yield _row("set_aside", "Achieved in set-aside", sum_of(set_aside, shape), quiet=True)


def _made(plan: Plan, each: Parts, part: str, shape: tuple[int, int], *, delivered: bool) -> Array:
    """Return a row's total over the schemes that are delivered, or over those that are not."""
    names = [name for name, scheme in plan.all_savings.items() if scheme.is_delivered == delivered]
    return sum_of([each[name][part] for name in names], shape)


def _by_status(projection: Projection, each: Parts) -> Iterator[Row]:
    plan = projection.plan
    yield heading("By status", len(plan.timeline))
    for status in (*get_args(Progress), None):
        names = [name for name, scheme in plan.all_savings.items() if scheme.status == status]
        label = in_words(status) if status else "No status"
        for part in ("planned", "achieved"):
            values = sum_of([each[name][part] for name in names], projection.draws.shape)
            yield _row(f"status.{status or 'none'}.{part}", f"{label}, {part}", values, quiet=True)


def _to_identify(projection: Projection) -> Iterator[Row]:
    """Yield the part of `unidentified` that the budget states without a scheme, then each such amount in full."""
    plan = projection.plan
    if plan.to_identify:
        yield figure_row(figures(projection), "to_identify", depth=1)
    for name, scheme in plan.to_identify.items():
        stated = scheme.stated(projection.draws)
        yield Row(f"{name}.to_identify", plan.label("savings", name), changes(stated), depth=2, quiet=True)


def _row(row: str, label: str, values: Array, *, quiet: bool) -> Row:
    return Row(row, label, changes(values), depth=1, quiet=quiet)


def _notes(projection: Projection) -> Iterator[str]:
    plan = projection.plan
    for name, investment in plan.investments.items():
        yield from _of_investment(plan, name, investment)
    yield from _of_status(projection)
    if plan.savings or plan.all_savings:
        yield (
            "Unidentified: what the integrated budget still needs beyond these savings and planned use of reserves. "
            "Below zero, the plan has more than it needs."
        )


def _of_status(projection: Projection) -> Iterator[str]:
    """Yield a note for each status whose illustrative delivery some schemes take, with the money that it takes off."""
    plan = projection.plan
    for status, name in DELIVERY_OF.items():
        taking = [
            n
            for n, s in plan.all_savings.items()
            if s.status == status and is_illustrative(s.delivery, plan.assumptions)
        ]
        if taking:
            labels = ", ".join(plan.all_savings[n].label or in_words(n.removesuffix(".saves")) for n in taking)
            brought = [projection.savings[n] for n in taking]
            less = sum(float(by.planned[-1, 0] - by.achieved[-1, 0]) for by in brought)
            yield (
                f"{labels}: the delivery is the illustrative one of {status} savings, which takes "
                f"{in_money(less, plan.unit)} off what is planned in {plan.timeline.last}. "
                f"Write the partnership's own under `assumptions` as `{name}`."
            )


def _of_investment(plan: Plan, name: str, investment: Investment) -> Iterator[str]:
    """Yield notes on the first year of an investment's saving, and on the part that never becomes cash."""
    saves, saving = investment.saves, plan.all_savings.get(f"{name}.saves")
    if saves is None:
        return
    label = plan.label("investments", name)
    if saving is None:
        yield f"{label}: its saving begins after {plan.timeline.last}."
        return
    when = f"{'a year from' if saves.recurring else 'in'} {min(saving.planned)}"
    lag = {0: "in the year of its cost", 1: "a year after its first cost"}
    wait = lag.get(saves.lag, f"{saves.lag} years after its first cost")
    not_cash = saves.amount * (1 - saves.cashable)
    rest = f"; {in_money(not_cash, plan.unit)} of it is freed but not as cash, and isn't counted" if not_cash else ""
    yield f"{label}: the planned saving is {stated_money(saves.amount, plan.unit)} {when}, {wait}{rest}."
