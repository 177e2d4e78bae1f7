"""Table of planned ways to close the gap before savings, in the categories that auditors use, and of one-off money."""

from collections.abc import Iterator, Mapping

import numpy as np

from mtfp.engine.project import integrated_share
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of, sum_of
from mtfp.results.by_year import heading, table_by_year, with_scotland, year_columns
from mtfp.results.figures import figure_named, figures
from mtfp.results.table import SHARE, Column, Row, Table
from mtfp.views.plan.national import MIX, NOT_STATED, ONE_OFF_PLANNED, YEAR

WAYS = {
    "identified_recurring": "Identified recurring",
    "identified_non_recurring": "Identified non-recurring",
    "planned_use_of_reserves": figure_named("planned_use_of_reserves").label,
    "unidentified": "Unidentified",
}
"""Labels of the ways to close the gap. Together the ways add up to the gap before savings."""
YEAR_END_MONEY = ("reserves_used", "recovery_plan", "additional_payments", "carried")
"""Identifiers of figures of money found at the end of a year. This money closes only the gap of that year."""


def mix(projection: Projection, scenario: str) -> Table:
    """Return the planned ways to close the gap before savings, in money and as shares, next to Scotland's shares."""
    found = ways_to_close(projection)
    columns = (*year_columns(projection, scenario)[1:], Column(f"Scotland {YEAR}", YEAR, scenario, "national"))
    rows = [*_in_money(found, len(columns)), *_shares(found, len(columns)), *_one_off(found, len(columns))]
    title = "Planned ways to close the gap before savings"
    return table_by_year("mix", title, projection, scenario, rows, NOTES, columns)


NOTES = (
    "As projected: non-recurring savings achieved, planned use of reserves, and money found at year end (more from "
    "reserves, recovery plans, additional partner contributions, a deficit carried), less any surplus. A gap closed "
    "with one-off money opens again the next year.",
    "The plan's gap of a year has built up since the base year; Scotland's gap covers one year's budgets. Shares "
    "are blank where there is no gap before savings.",
    f"Source for Scotland: {MIX[0].source}.",
)


def ways_to_close(projection: Projection) -> dict[str, Array]:
    """Return the amount of each way in `WAYS` and of one-off money, each shape (year, draw).

    The ways add up to `gap_before_savings`. `one_off_planned` is planned non-recurring savings and planned use of
    reserves. `one_off` is non-recurring savings achieved, planned use of reserves, and money found at year end, less
    any surplus. `<row>_share` is a row's share of the gap before savings, NaN where there is no gap. All are NaN or
    zero in the base year.
    """
    known = figures(projection)
    one_off_savings = _planned(projection, recurring=False)
    money = {
        "gap_before_savings": known["gap_before_savings"],
        "identified_recurring": _planned(projection, recurring=True),
        "identified_non_recurring": one_off_savings,
        "planned_use_of_reserves": known["planned_use_of_reserves"],
        "unidentified": known["unidentified"],
        "one_off_planned": one_off_savings + known["planned_use_of_reserves"],
        "one_off": _one_off_used(known),
    }
    shares = {f"{row}_share": share_of(values, money["gap_before_savings"]) for row, values in money.items()}
    return money | shares


def _one_off_used(known: Mapping[str, Array]) -> Array:
    """Return the one-off money that closed a gap: all one-off money of the year, less any surplus."""
    found = (
        known["savings_non_recurring"] + known["planned_use_of_reserves"] + sum(known[row] for row in YEAR_END_MONEY)
    )
    return np.where(found > 0, np.maximum(found - known["surplus"], 0.0), found)


def _planned(projection: Projection, *, recurring: bool) -> Array:
    """Return the planned recurring (or non-recurring) savings of the integrated budget, shape (year, draw)."""
    plan = projection.plan
    planned = [
        integrated_share(plan, scheme) * projection.savings[name].planned
        for name, scheme in plan.all_savings.items()
        if scheme.recurring == recurring
    ]
    return sum_of(planned, projection.draws.shape)


def _in_money(found: Mapping[str, Array], columns: int) -> Iterator[Row]:
    yield heading("In money", columns)
    for row, label in WAYS.items():
        yield Row(row, label, with_scotland(found[row], None), depth=1)
    yield Row(
        "gap_before_savings",
        figure_named("gap_before_savings").label,
        with_scotland(found["gap_before_savings"], None),
        strong=True,
    )


def _shares(found: Mapping[str, Array], columns: int) -> Iterator[Row]:
    yield heading("As shares of the gap before savings", columns)
    national = {each.row: each.share for each in MIX}
    for way, label in WAYS.items():
        row = f"{way}_share"
        yield Row(row, label, with_scotland(found[row], national[row]), SHARE, depth=1)
    blank = (None,) * (columns - 1)
    yield Row("not_stated_share", "Not stated in reports", (*blank, NOT_STATED), SHARE, depth=1)


def _one_off(found: Mapping[str, Array], columns: int) -> Iterator[Row]:
    yield heading("Closed with one-off money", columns)
    for row, label, national in (
        ("one_off_planned", "As planned", ONE_OFF_PLANNED),
        ("one_off", "As projected", None),
    ):
        yield Row(row, label, with_scotland(found[row], None), depth=1)
        share = with_scotland(found[f"{row}_share"], national)
        yield Row(f"{row}_share", "of gap before savings", share, SHARE, depth=2)
