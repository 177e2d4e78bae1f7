"""Charts of a paper, from its cases."""

import numpy as np

from mtfp.documents.charts.chart import is_illustrative
from mtfp.documents.charts.ranges import Band, FanChart
from mtfp.views.paper.amounts import gap
from mtfp.views.paper.case import Case


def fan_of_case(case: Case) -> FanChart:
    """Return the range of the gap by year, with the middle future and the plan's own case."""
    plan, unit = case.plan, case.plan.unit
    bands = tuple(_band(case, year) for year in range(1, plan.years + 1))
    last = bands[-1]
    sentence = (
        f"In 8 of 10 futures the gap of {last.label} lies within the band. The plan's own case has "
        f"{gap(last.plan, unit)}."
    )
    title = f"The middle future has {gap(last.middle, unit)} in {last.label}, the plan {gap(last.plan, unit)}"
    return FanChart(
        name="gap_by_year",
        figure="gap",
        plan=plan.name,
        title=title,
        sentence=sentence,
        unit=unit,
        illustrative=is_illustrative(plan),
        bands=bands,
    )


def _band(case: Case, year: int) -> Band:
    low, least, middle, most, high = (float(each) for each in np.quantile(case.values("gap", year), QUANTILES))
    label = case.plan.timeline.labels[year]
    return Band(label, (low, high), (least, most), middle, case.central("gap", year), label, case.name)


QUANTILES = (0.05, 0.1, 0.5, 0.9, 0.95)
"""Ends of the ranges of 9 and of 8 in 10 draws, and the middle."""
