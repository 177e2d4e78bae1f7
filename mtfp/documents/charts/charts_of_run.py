"""Make charts of a simulation: the gap by year, the gap by scenario, and the chance of a gap up to each amount."""

from collections.abc import Sequence

import numpy as np

from mtfp.documents.charts.chart import is_illustrative, scale
from mtfp.documents.charts.in_words import NOTHING
from mtfp.documents.charts.ranges import Band, FanChart, SCurve
from mtfp.model.base.money_in_words import in_money
from mtfp.model.uncertainty.risk import LIKELY
from mtfp.results.counts_on import BEFORE
from mtfp.results.figures.figure import lower_first
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import describe, quantile
from mtfp.views.simulated.in_words import as_gap, often

CERTAIN = "Nothing in the plan is uncertain, so all draws are the plan itself."


def fan_of_years(run: Simulation, scenario: str = "") -> FanChart:
    """Return a fan chart of the gap with a band for each year, of the plan as it stands or of a named scenario."""
    labels, unit = run.plan.timeline.labels, run.plan.unit
    bands = tuple(band(run, scenario or run.base, year, labels[year]) for year in run.years)
    first, last = bands[0], bands[-1]
    narrow, wide = (each.inner[1] - each.inner[0] for each in (first, last))
    wider = ""
    if wide > narrow > 0 and first is not last:
        wider = f" The range of 8 in 10 draws is {wide / narrow:.1f} times as wide as in {first.label}."
    unlikely = any(event.likelihood <= LIKELY for event in run.plans[scenario or run.base].risk_events.values())
    events = ", which leaves out risk events with a chance of half or less" if unlikely else ""
    certain = all(each.outer[0] == each.outer[1] for each in bands)
    sentence = (
        CERTAIN
        if certain
        else (
            f"The middle draw of {last.label} has {as_gap(last.middle, unit)}; the plan counts on "
            f"{as_gap(last.plan, unit)}{events}.{wider}"
        )
    )
    begins, ends = (f"{as_gap(each.middle, unit)} in {each.label}" for each in (first, last))
    title = f"The middle draw goes from {begins} to {ends}" if first is not last else f"The middle draw has {ends}"
    return FanChart(
        name="gap_by_year",
        figure="gap",
        plan=run.plan.name,
        title=title,
        sentence=sentence,
        unit=unit,
        illustrative=is_illustrative(run.plan),
        bands=bands,
    )


def fan_of_scenarios(run: Simulation, options: ReportOptions) -> FanChart:
    """Return a fan chart of the gap of the last year, with a band for each scenario."""
    bands = tuple(band(run, scenario, run.years[-1], options.label(scenario)) for scenario in run.plans)
    least = min(bands, key=lambda each: each.middle)
    sentence = (
        "Ranges may overlap although one scenario does better than another in nearly every draw; the table of "
        "differences shows how often."
    )
    unit, title = run.plan.unit, _title_of_scenarios(bands, least, run)
    return FanChart(
        name="gap_by_scenario",
        figure="gap",
        plan=run.plan.name,
        title=title,
        sentence=sentence,
        unit=unit,
        illustrative=is_illustrative(run.plan),
        bands=bands,
    )


def _title_of_scenarios(bands: Sequence[Band], least: Band, run: Simulation) -> str:
    """Return the scenario with the smallest gap; the gap itself if it reads the same under all of them."""
    base, unit, last = bands[0], run.plan.unit, run.plan.timeline.last
    if len({as_gap(each.middle, unit) for each in bands}) == 1:
        return f"In the middle draw, {last} ends with {as_gap(base.middle, unit)} under every scenario"
    if least is base:
        return f"{base.label} has the smallest gap of {last} in the middle draw"
    own = lower_first(base.label) if run.base == base.scenario else base.label
    return (
        f"In the middle draw, {last} ends with {as_gap(least.middle, unit)} under {least.label}, and with "
        f"{as_gap(base.middle, unit)} under {own}"
    )


def band(run: Simulation, scenario: str, year: int, label: str, figure: str = "gap") -> Band:
    """Return the ranges of a figure of one year in the draws of a scenario."""
    found = {name: each.value for name, each in describe(run.values(scenario, figure, year)).items()}
    plan = float(run.central[scenario].figures[figure][year])
    outer, inner = (found["p05"], found["p95"]), (found["p10"], found["p90"])
    return Band(label, outer, inner, found["p50"], plan, run.plan.timeline.labels[year], scenario)


def _amount(gap: float, run: Simulation) -> str:
    """Return a gap without the article, for a place after the plan's name."""
    amount = in_money(abs(gap), run.plan.unit)
    return f"surplus of {amount}" if gap < 0 and amount != NOTHING else amount


def s_curve(run: Simulation, scenario: str = "") -> SCurve:
    """Return an S-curve: the chance that the last year's gap is no more than each amount.

    `scenario` names the scenario; without it, the curve is that of the plan as it stands.
    """
    scenario = scenario or run.base
    values, last = run.values(scenario, "gap", run.years[-1]), run.plan.timeline.last
    ordered = np.sort(values)
    lowest, highest = (quantile(ordered, share).value for share in (0.02, 0.98))
    amounts = scale(lowest, highest)
    steps = tuple((amount, float((values <= amount).mean())) for amount in amounts)
    plan = float(run.central[scenario].figures["gap"][-1])
    share = float((values <= plan).mean())
    sentence = f"The plan counts on {as_gap(plan, run.plan.unit)} in {last}; the result is no worse in {often(share)}."
    title = f"The gap of {last}, {BEFORE}, is no more than the plan's {_amount(plan, run)} in {often(share)}"
    return SCurve(
        name="gap_s_curve",
        figure="gap",
        plan=run.plan.name,
        year=last,
        title=title,
        sentence=sentence,
        unit=run.plan.unit,
        illustrative=is_illustrative(run.plan),
        steps=steps,
        central=(plan, share),
    )
