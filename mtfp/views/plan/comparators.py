"""The plan's own figures beside those that auditors found across Scotland's boards."""

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
    "Of the net cost of services": OF_NET_COST,
    "Of the savings planned": (DELIVERY,),
    "Of the gap before savings": MIX,
}


def comparators(projection: Projection, scenario: str) -> Table:
    """The plan's shares by year beside the lowest and highest of Scotland's boards, or beside all boards together."""
    own = own_shares(projection)
    ends = (Column("Low", "", scenario, "low"), Column("High", "", scenario, "high"))
    columns = (*year_columns(projection, scenario)[1:], *ends)
    rows: list[Row] = []
    for title, group in GROUPS.items():
        rows.append(heading(title, len(columns)))
        rows += [
            Row(each.row, each.label, with_scotland(own[each.row], each.low, each.high), SHARE, depth=1)
            for each in group
        ]
    title = "Beside Scotland's integration joint boards"
    return table_by_year("comparators", title, projection, scenario, rows, _notes(projection, own), columns)


def own_shares(projection: Projection) -> dict[str, Array]:
    """The plan's own figure for each comparator, shape (year, draw), blank in the base year.

    Boards set one year's budget against the next, so the gap and the savings of a year leave out what recurring savings
    of earlier years close already:

        gap_share[t]     = (gap before savings[t] − recurring savings achieved[t−1]) / net cost[t]
        savings_share[t] = (savings planned[t] − recurring savings planned[t−1]) / net cost[t]

    Net cost is what services cost after savings, with the set-aside, as in a board's accounts.
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
    """Each year's figure in the next year; nil where there is none."""
    return np.concatenate([np.zeros_like(values[:1]), np.nan_to_num(values[:-1])])


def _notes(projection: Projection, own: dict[str, Array]) -> Iterator[str]:
    years = projection.plan.timeline.projected
    for each in (*OF_NET_COST, DELIVERY):
        yield f"{each.label}, {_published(each)} in Scotland: {in_words(each, own[each.row][1:, 0], years)}."
    yield (
        "Boards report one year's budget at a time, so the gap and the savings of a year are those beyond what "
        "recurring savings of earlier years close. Net cost is after savings, with the set-aside."
    )
    yield from (f"Scotland: {source}." for source in SOURCES)


def _published(comparator: Comparator) -> str:
    ends = dict.fromkeys((comparator.low, comparator.high))
    return " to ".join(f"{end * 100:.3g}%" for end in ends)


def in_words(comparator: Comparator, shares: Array, years: tuple[str, ...]) -> str:
    """Where a plan's shares lie, shape (year,), years of one verdict together.

    >>> reserve = Comparator("reserve", "Reserve", 0.0, 0.04, "illustrative")
    >>> in_words(reserve, np.array([0.03, 0.04, 0.05]), ("2026/27", "2027/28", "2028/29"))
    'inside in 2026/27 and 2027/28, above in 2028/29'
    """
    runs = groupby(zip(shares, years, strict=True), key=lambda of_year: _verdict(comparator, of_year[0]))
    return ", ".join(f"{verdict} in {_span([year for _, year in run])}" for verdict, run in runs)


def _verdict(comparator: Comparator, share: float) -> str:
    if np.isnan(share):
        return "no figure"
    if share < comparator.low - NOISE:
        return "below"
    if share > comparator.high + NOISE:
        return "above"
    return "inside" if comparator.low < comparator.high else "the same"


def _span(years: list[str]) -> str:
    return " and ".join(years) if len(years) <= 2 else f"{years[0]} to {years[-1]}"
