"""Table that compares the plan's figures with those that auditors published for Scotland's boards."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of, sum_of
from mtfp.results.by_year import heading, table_by_year, with_scotland, year_columns
from mtfp.results.figures import figures
from mtfp.results.table import NOISE, SHARE, Column, Row, Table
from mtfp.views.plan.national import DELIVERY, MIX, OF_NET_COST, SOURCES, Comparator
from mtfp.views.plan.services.mix import ways_to_close

GROUPS = {
    "Share of the net cost of services": OF_NET_COST,
    "Share of the savings planned": (DELIVERY,),
    "Share of the gap before savings": MIX,
}


def comparators(projection: Projection, scenario: str) -> Table:
    """Return the plan's shares by year, next to the shares of Scotland's lowest and highest board.

    If only one share is published, for all boards together, both columns for Scotland show this share.
    """
    own = own_shares(projection)
    ends = (Column("Scotland low", "", scenario, "low"), Column("Scotland high", "", scenario, "high"))
    columns = (*year_columns(projection, scenario)[1:], *ends)
    rows: list[Row] = []
    for title, group in GROUPS.items():
        rows.append(heading(title, len(columns)))
        rows += [
            Row(each.row, each.label, with_scotland(own[each.row], each.low, each.high), SHARE, depth=1)
            for each in group
        ]
    title = "The plan compared with Scotland's integration joint boards"
    return table_by_year("comparators", title, projection, scenario, rows, _notes(projection, own), columns)


def own_shares(projection: Projection) -> dict[str, Array]:
    """Return the plan's share for each comparator, shape (year, draw), NaN in the base year.

    A board reports the gap and the savings of one year's budget. So the plan's gap and savings of a year t leave out
    the part that recurring savings of earlier years already close:

        gap_share[t]     = (gap before savings[t] − recurring savings achieved[t−1]) / net cost[t]
        savings_share[t] = (savings planned[t] − recurring savings planned[t−1]) / net cost[t]

    Net cost is the cost of services after savings, including set-aside services, as in a board's accounts.
    """
    known, mix = figures(projection), ways_to_close(projection)
    net_cost = known["expenditure"] - known["savings"] + known["set_aside_cost"]
    contingency = [
        reserve
        for name, reserve in projection.reserves.items()
        if projection.plan.all_reserves[name].class_ == "contingency"
    ]
    balance = sum_of([reserve.closing for reserve in contingency], net_cost.shape)
    gap = known["gap_before_savings"] - _year_before(known["savings_recurring"])
    planned = known["savings_planned"] - _year_before(mix["identified_recurring"])
    return {
        "gap_share": share_of(gap, net_cost),
        "savings_share": share_of(planned, net_cost),
        "contingency_of_net_cost_share": share_of(balance, net_cost),
        "delivery_share": share_of(known["savings"], known["savings_planned"]),
        **{each.row: mix[each.row] for each in MIX},
    }


def _year_before(values: Array) -> Array:
    """Return for each year the figure of the year before. The base year gets zero, and NaN is replaced by zero."""
    return np.concatenate([np.zeros_like(values[:1]), np.nan_to_num(values[:-1])])


def _notes(projection: Projection, own: dict[str, Array]) -> Iterator[str]:
    years = projection.plan.timeline.projected
    for each in (*OF_NET_COST, DELIVERY):
        yield f"{each.label} (Scotland: {_published(each)}): {in_words(each, own[each.row][1:, 0], years)}."
    yield (
        "Boards report one year's budget at a time, so the gap and the savings of a year leave out what recurring "
        "savings of earlier years already close. Net cost is after savings, with the set-aside."
    )
    yield from (f"Source for Scotland: {source}." for source in SOURCES)


def _published(comparator: Comparator) -> str:
    ends = dict.fromkeys((comparator.low, comparator.high))
    return " to ".join(f"{end * 100:.3g}%" for end in ends)


def in_words(comparator: Comparator, shares: Array, years: tuple[str, ...]) -> str:
    """Describe a plan's shares, shape (year,), in words: below, within or above the published range.

    Consecutive years with the same result share one phrase.

    >>> reserve = Comparator("reserve", "Reserve", 0.0, 0.04, "illustrative")
    >>> in_words(reserve, np.array([0.03, 0.04, 0.05]), ("2026/27", "2027/28", "2028/29"))
    'within the range in 2026/27 and 2027/28, above the range in 2028/29'
    """
    runs = groupby(zip(shares, years, strict=True), key=lambda of_year: _verdict(comparator, of_year[0]))
    return ", ".join(f"{verdict} in {_span([year for _, year in run])}" for verdict, run in runs)


def _verdict(comparator: Comparator, share: float) -> str:
    if np.isnan(share):
        return "no figure"
    is_range = comparator.low < comparator.high
    if share < comparator.low - NOISE:
        return "below the range" if is_range else "below"
    if share > comparator.high + NOISE:
        return "above the range" if is_range else "above"
    return "within the range" if is_range else "the same"


def _span(years: list[str]) -> str:
    return " and ".join(years) if len(years) <= 2 else f"{years[0]} to {years[-1]}"
