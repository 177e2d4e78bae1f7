"""Table of reserves: movements of each reserve, its balance above its floor, and years when it runs low."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of, sum_of
from mtfp.model.base.money_in_words import stated_money
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.results.by_year import changes, first_draw, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import Figures, figures
from mtfp.results.floors import above_floor, below_floor, exhausted
from mtfp.results.table import SHARE, Row, Table, item_id
from mtfp.views.plan.closing.planned_use import planned_use_notes, planned_use_rows
from mtfp.views.plan.registers.words import day_in_words, sentences

POLICY = ("contingency", "legacy")
"""Classes of reserves that are not committed to a purpose, which a reserves policy counts."""


def reserves(projection: Projection, scenario: str) -> Table:
    """Return the movements of each reserve, its closing balance, its floor, and its share of the year's expenditure."""
    known, rows = figures(projection), list[Row]()
    for name, reserve in projection.reserves.items():
        rows += _reserve(name, reserve, known)
    uncommitted = [
        projection.reserves[name].closing
        for name, reserve in projection.plan.all_reserves.items()
        if reserve.class_ in POLICY
    ]
    if len(projection.reserves) > 1:
        rows.append(heading("All reserves", len(projection.plan.timeline)))
        rows.append(figure_row(known, "reserves", "Closing balance", depth=1, strong=True))
        balance = first_draw(sum_of(uncommitted, projection.draws.shape))
        rows.append(Row("uncommitted", "not committed to a purpose", balance, depth=2))
    notes = [*_no_reserves(projection), *_low_reserves(projection)]
    notes += [*planned_use_notes(projection), *_stopped_contributions(projection)]
    return table_by_year("reserves", "Reserves", projection, scenario, rows, notes)


def _reserve(name: str, reserve: ReserveYears, known: Figures) -> Iterator[Row]:
    projection = known.projection
    moves = {
        "contributions": ("Planned contributions", reserve.contributions),
        "planned_use": ("Planned use", -reserve.planned_use),
        "unspent": ("Ring-fenced, unspent", reserve.unspent),
        "drawn_by_lines": ("Used for ring-fenced services", -reserve.drawn_by_lines),
        "used_by_steps": ("Used to close the gap", -reserve.used_by_steps),
        "put_back": ("Planned use put back", reserve.put_back),
        "surplus_in": ("From the surplus", reserve.surplus_in),
        "clawed_back": ("Clawed back", -reserve.clawed_back),
    }
    row_id = item_id(name, "reserves", ("reserves",))
    yield heading(projection.plan.label("reserves", name), len(projection.plan.timeline))
    for move, (label, values) in moves.items():
        yield Row(f"{row_id}.{move}", label, changes(values), depth=1, signed=True, quiet=True)
    yield from planned_use_rows(row_id, name, projection)
    about = _about(projection.plan, name)
    yield figure_row(known, f"reserves.{name}", "Closing balance", depth=1, strong=True, about=about)
    yield Row(f"{row_id}.floor", "Minimum level", first_draw(reserve.floor), depth=1, quiet=True)
    if reserve.floor.any():
        room = first_draw(above_floor(reserve, projection))
        yield Row(f"{row_id}.above_floor", "Above minimum level (+)", room, depth=1, signed=True)
    yield from _policy(row_id, projection.plan.all_reserves[name], known, reserve.closing)
    share = share_of(reserve.closing, projection.gap.expenditure)
    yield Row(f"{row_id}.share", "Closing balance, share of expenditure", first_draw(share), SHARE, depth=1)


def _policy(row_id: str, stated: Reserve, known: Figures, balance: Array) -> Iterator[Row]:
    """Yield the target and the maximum level that the reserves policy states, with the balance above the target."""
    expenditure, years = known["expenditure"], known.projection.plan.timeline.labels
    if stated.target:
        target = stated.target.levels(years, expenditure)
        yield Row(f"{row_id}.target", "Target level", first_draw(target), depth=1)
        yield Row(
            f"{row_id}.above_target", "Above target level (+)", first_draw(balance - target), depth=1, signed=True
        )
    if stated.maximum:
        maximum = stated.maximum.levels(years, expenditure)
        yield Row(f"{row_id}.maximum", "Maximum level", first_draw(maximum), depth=1)


def _about(plan: Plan, name: str) -> str:
    """Return the purpose of a reserve and its dates; empty if the plan states none of them."""
    stated = plan.all_reserves[name]
    facts = (
        f"Held for {stated.held_for}" if stated.held_for else "",
        f"To be used by {day_in_words(stated.use_by)}" if stated.use_by else "",
        f"Next review: {day_in_words(stated.review)}" if stated.review else "",
    )
    return sentences(plan.label("reserves", name), *facts) if any(facts) else ""


def _low_reserves(projection: Projection) -> Iterator[str]:
    """Yield a note with the first year in which each reserve is below its floor or used up."""
    labels = projection.plan.timeline.labels
    for name, reserve in projection.reserves.items():
        events = []
        for event, flags in {
            "first below its minimum level": below_floor(reserve, projection),
            "used up": exhausted(reserve, projection),
        }.items():
            if flags[:, 0].any():
                events.append(f"{event} in {labels[int(np.argmax(flags[:, 0]))]}")
        if events:
            yield f"{projection.plan.label('reserves', name)}: {' and '.join(events)}."


def _stopped_contributions(projection: Projection) -> Iterator[str]:
    """Yield a note for each planned contribution that a carried deficit stops."""
    plan = projection.plan
    for name, reserve in plan.all_reserves.items():
        for year, planned in reserve.planned_contributions.items():
            made = float(projection.reserves[name].contributions[plan.timeline.at(year), 0])
            if planned and not made:
                amount, label = stated_money(planned, plan.unit), plan.label("reserves", name)
                yield f"{label}: the {amount} planned for {year} isn't paid in, as a deficit is carried into the year."


def _no_reserves(projection: Projection) -> Iterator[str]:
    if projection.plan.reserves == "none":
        yield "The board is not allowed to hold reserves."
