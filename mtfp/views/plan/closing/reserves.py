"""The reserves: how each reserve moves, what it keeps above its floor, and when it fails its policy or is exhausted."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import share_of, sum_of
from mtfp.results.by_year import changes, first_draw, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import Figures, figures
from mtfp.results.floors import above_floor, below_floor, exhausted
from mtfp.results.table import SHARE, Row, Table, item_id

POLICY = ("contingency", "legacy")
"""Reserves whose balance a reserves policy counts: not committed to a purpose."""


def reserves(projection: Projection, scenario: str) -> Table:
    """How each reserve moves from opening to closing balance, its floor, and what it is of the year's expenditure."""
    known, rows = figures(projection), list[Row]()
    for name, reserve in projection.reserves.items():
        rows += _reserve(name, reserve, known)
    free = [
        projection.reserves[name].closing
        for name, reserve in projection.plan.all_reserves.items()
        if reserve.class_ in POLICY
    ]
    if len(projection.reserves) > 1:
        rows.append(heading("All reserves", len(projection.plan.timeline)))
        rows.append(figure_row(known, "reserves", "Closing balance", depth=1, strong=True))
        uncommitted = first_draw(sum_of(free, projection.draws.shape))
        rows.append(Row("uncommitted", "not committed to a purpose", uncommitted, depth=2))
    return table_by_year("reserves", "Reserves", projection, scenario, rows, [*_none(projection), *_years(projection)])


def _reserve(name: str, reserve: ReserveYears, known: Figures) -> Iterator[Row]:
    projection = known.projection
    moves = {
        "contributions": ("Planned contributions", reserve.contributions),
        "planned_use": ("Planned use", -reserve.planned_use),
        "unspent": ("Ring-fenced, unspent", reserve.unspent),
        "drawn_by_lines": ("Drawn for its services", -reserve.drawn_by_lines),
        "used_by_steps": ("Used to close the gap", -reserve.used_by_steps),
        "put_back": ("Planned use not needed", reserve.put_back),
        "surplus_in": ("From the surplus", reserve.surplus_in),
        "clawed_back": ("Clawed back", -reserve.clawed_back),
    }
    own = item_id(name, "reserves", ("reserves",))
    yield heading(projection.plan.label("reserves", name), len(projection.plan.timeline))
    for move, (label, values) in moves.items():
        yield Row(f"{own}.{move}", label, changes(values), depth=1, signed=True, quiet=True)
    yield figure_row(known, f"reserves.{name}", "Closing balance", depth=1, strong=True)
    yield Row(f"{own}.floor", "Floor", first_draw(reserve.floor), depth=1, quiet=True)
    if reserve.floor.any():
        room = first_draw(above_floor(reserve, projection))
        yield Row(f"{own}.above_floor", "Above the floor (+) or below", room, depth=1, signed=True)
    share = share_of(reserve.closing, projection.gap.expenditure)
    yield Row(f"{own}.share", "Closing balance, share of expenditure", first_draw(share), SHARE, depth=1)


def _years(projection: Projection) -> Iterator[str]:
    """The first year in which each reserve falls below its floor, and in which it is exhausted."""
    labels = projection.plan.timeline.labels
    for name, reserve in projection.reserves.items():
        told = []
        for what, flags in {
            "falls below its floor": below_floor(reserve, projection),
            "is exhausted": exhausted(reserve, projection),
        }.items():
            if flags[:, 0].any():
                told.append(f"{what} in {labels[int(np.argmax(flags[:, 0]))]}")
        if told:
            yield f"{projection.plan.label('reserves', name)} {' and '.join(told)}."


def _none(projection: Projection) -> Iterator[str]:
    if projection.plan.reserves == "none":
        yield "The board may not hold reserves."
