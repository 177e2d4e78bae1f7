"""Charts of a paper that need its cases: ranges of the gap by year, and under each scenario."""

from collections.abc import Sequence

import numpy as np

from mtfp.documents.charts.chart import is_illustrative
from mtfp.documents.charts.ranges import Band, FanChart
from mtfp.model.plan import Plan
from mtfp.views.paper.amounts import gap
from mtfp.views.paper.case import Case, Evidence

QUANTILES = (0.05, 0.1, 0.5, 0.9, 0.95)
"""Ends of the ranges of 9 and of 8 in 10 draws, and the middle."""


def fan_of_years(case: Case) -> FanChart:
    """Return the range of the gap by year, with the middle future and the plan's own case."""
    plan, unit = case.plan, case.plan.unit
    bands = [_band(case, year, plan.timeline.labels[year]) for year in range(1, plan.years + 1)]
    last = bands[-1]
    title = f"The middle future has {gap(last.middle, unit)} in {last.label}, the plan {gap(last.plan, unit)}"
    sentence = "The band holds 8 of 10 futures. Gaps are before partners pay more."
    return _fan("paper_gap", plan, title, sentence, bands)


def ladder(evidence: Evidence) -> FanChart | None:
    """Return the range of the last year's gap for the plan and each scenario; None without draws or scenarios."""
    cases = (evidence.base, *evidence.scenarios)
    if len(cases) < 2 or not evidence.has_ranges:
        return None
    plan, last = evidence.plan, evidence.plan.timeline.last
    bands = [_band(case, -1, case.label) for case in cases]
    least = min(bands, key=lambda band: band.middle)
    title = f"In the middle future, {last} has {gap(least.middle, plan.unit)} under {_name(least)}"
    if least is not bands[0]:
        title += f", and {gap(bands[0].middle, plan.unit)} under the plan as it stands"
    sentence = "Each band holds 8 of 10 futures. Bands may overlap although one scenario is better in nearly all."
    return _fan("paper_ladder", plan, title, sentence, bands)


def _name(band: Band) -> str:
    return "the plan as it stands" if band.scenario == "base" else band.label


def _fan(name: str, plan: Plan, title: str, sentence: str, bands: Sequence[Band]) -> FanChart:
    return FanChart(
        name=name,
        figure="gap",
        plan=plan.name,
        title=title,
        sentence=sentence,
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        bands=tuple(bands),
    )


def _band(case: Case, year: int, label: str) -> Band:
    low, least, middle, most, high = (float(each) for each in np.quantile(case.values("gap", year), QUANTILES))
    when = case.plan.timeline.labels[year]
    return Band(label, (low, high), (least, most), middle, case.central("gap", year), when, case.name)
