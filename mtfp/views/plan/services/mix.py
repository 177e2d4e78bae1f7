"""How the gap before savings is meant to be closed, as auditors draw it, and how much of that is one-off money."""

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
"""What the gap before savings is made up of, whatever happens."""
FOUND_LATER = ("reserves_used", "recovery_plan", "additional_payments", "carried")
"""What the scheme finds at the year's end: money of that year alone."""


def mix(projection: Projection, scenario: str) -> Table:
    """How the gap before savings is meant to be closed, in money and as shares, beside all Scottish boards."""
    found = ways_to_close(projection)
    columns = (*year_columns(projection, scenario)[1:], Column(f"Scotland {YEAR}", YEAR, scenario, "national"))
    rows = [*_in_money(found, len(columns)), *_shares(found, len(columns)), *_one_off(found, len(columns))]
    title = "How the gap before savings is meant to be closed"
    return table_by_year("mix", title, projection, scenario, rows, NOTES, columns)


NOTES = (
    "As it turns out: non-recurring savings achieved, planned use of reserves, and what is found at the year's end "
    "(more from reserves, recovery plans, additional payments, a deficit carried), less what became a surplus. One-off "
    "money is a gap again the next year.",
    "Each year's gap is what has built up since the base year; Scotland's is that of one year's budgets. Shares are "
    "blank where there is no gap before savings.",
    f"Scotland: {MIX[0].source}.",
)


def ways_to_close(projection: Projection) -> dict[str, Array]:
    """The mix, each shape (year, draw): what `WAYS` names, which add up to `gap_before_savings`, and one-off money.

    `one_off_planned` is planned non-recurring savings and planned use of reserves; `one_off` is what was achieved of
    the former, the latter, and what the scheme finds in the year. `<row>_share` is of the gap before savings, blank
    where that isn't above nil. The base year has none of it.
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
    """One-off money that closed a gap: what was found, less what of it was too much and became a surplus."""
    found = known["savings_non_recurring"] + known["planned_use_of_reserves"] + sum(known[row] for row in FOUND_LATER)
    return np.where(found > 0, np.maximum(found - known["surplus"], 0.0), found)


def _planned(projection: Projection, *, recurring: bool) -> Array:
    """What schemes that last, or those that fall out again, plan for the integrated budget, shape (year, draw)."""
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
    national = {each.row: each.low for each in MIX}
    for way, label in WAYS.items():
        row = f"{way}_share"
        yield Row(row, label, with_scotland(found[row], national[row]), SHARE, depth=1)
    blank = (None,) * (columns - 1)
    yield Row("not_stated_share", "Not stated in reports", (*blank, NOT_STATED), SHARE, depth=1)


def _one_off(found: Mapping[str, Array], columns: int) -> Iterator[Row]:
    yield heading("Closed with one-off money", columns)
    for row, label, national in (
        ("one_off_planned", "As planned", ONE_OFF_PLANNED),
        ("one_off", "As it turns out", None),
    ):
        yield Row(row, label, with_scotland(found[row], None), depth=1)
        share = with_scotland(found[f"{row}_share"], national)
        yield Row(f"{row}_share", "of gap before savings", share, SHARE, depth=2)
