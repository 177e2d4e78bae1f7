"""Table that compares the plan's figures with those that auditors published for Scotland's boards."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of
from mtfp.results.by_year import heading, table_by_year, with_scotland, year_columns
from mtfp.results.figures import figures
from mtfp.results.table import NOISE, SHARE, Column, Row, Table
from mtfp.views.plan.national import DELIVERY, MIX, SOURCES, Comparator
from mtfp.views.plan.services.mix import ways_to_close

GROUPS = {"Share of the savings planned": (DELIVERY,), "Share of the gap before savings": MIX}


def comparators(projection: Projection, scenario: str) -> Table:
    """Return the plan's shares by year, next to the share that is published for Scotland's boards together."""
    own = own_shares(projection)
    columns = (*year_columns(projection, scenario)[1:], Column("Scotland", "", scenario, "national"))
    rows: list[Row] = []
    for title, group in GROUPS.items():
        rows.append(heading(title, len(columns)))
        rows += [Row(each.row, each.label, with_scotland(own[each.row], each.share), SHARE, depth=1) for each in group]
    title = "The plan compared with Scotland's integration joint boards"
    return table_by_year("comparators", title, projection, scenario, rows, _notes(projection, own), columns)


def own_shares(projection: Projection) -> dict[str, Array]:
    """Return the plan's share for each comparator, shape (year, draw), NaN in the base year."""
    known, mix = figures(projection), ways_to_close(projection)
    return {
        DELIVERY.row: share_of(known["savings"], known["savings_planned"]),
        **{each.row: mix[each.row] for each in MIX},
    }


def _notes(projection: Projection, own: dict[str, Array]) -> Iterator[str]:
    years = projection.plan.timeline.projected
    yield f"{DELIVERY.label} (Scotland: {DELIVERY.share:.0%}): {in_words(DELIVERY, own[DELIVERY.row][1:, 0], years)}."
    yield "The plan's gap of a year has built up since the base year; Scotland's gap covers one year's budgets."
    yield from (f"Source for Scotland: {source}." for source in SOURCES)


def in_words(comparator: Comparator, shares: Array, years: tuple[str, ...]) -> str:
    """Describe a plan's shares, shape (year,), in words: below, the same as or above the published share.

    Consecutive years with the same result share one phrase.

    >>> in_words(DELIVERY, np.array([0.8, 0.84, 0.84]), ("2026/27", "2027/28", "2028/29"))
    'below in 2026/27, the same in 2027/28 and 2028/29'
    """
    runs = groupby(zip(shares, years, strict=True), key=lambda of_year: _verdict(comparator, of_year[0]))
    return ", ".join(f"{verdict} in {_span([year for _, year in run])}" for verdict, run in runs)


def _verdict(comparator: Comparator, share: float) -> str:
    if np.isnan(share):
        return "no figure"
    if abs(share - comparator.share) <= NOISE:
        return "the same"
    return "below" if share < comparator.share else "above"


def _span(years: list[str]) -> str:
    return " and ".join(years) if len(years) <= 2 else f"{years[0]} to {years[-1]}"
