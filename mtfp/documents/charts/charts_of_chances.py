"""Make charts of a scenario's draws: balance of reserves by year, chances of the last year, contingency by year."""

from mtfp.documents.charts.bars import Amount, Bars
from mtfp.documents.charts.chart import is_illustrative
from mtfp.documents.charts.charts_of_run import band
from mtfp.documents.charts.in_words import change_in_words
from mtfp.documents.charts.ranges import FanChart
from mtfp.model.base.money_in_words import in_money
from mtfp.results.table import SHARE, Row
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.chances import probability
from mtfp.views.simulated.contingency_table import FOR_RISK, for_risk
from mtfp.views.simulated.in_words import often

RESERVES = "reserves"


def fan_of_reserves(run: Simulation, scenario: str) -> FanChart | None:
    """Return a fan chart of the balance of all reserves together, with a band for each year; None without reserves."""
    if not run.has(scenario, RESERVES):
        return None
    plan = run.plan
    bands = tuple(band(run, scenario, year, plan.timeline.labels[year], RESERVES) for year in run.years)
    first, last = bands[0], bands[-1]
    moves = change_in_words(first.middle, last.middle, plan.unit)
    return FanChart(
        name="reserves_by_year",
        figure=RESERVES,
        plan=plan.name,
        title=f"In the middle draw, the balance of all reserves {moves} by {last.label}",
        sentence=f"In one draw in ten, {in_money(last.inner[0], plan.unit)} or less is left in {last.label}; the plan "
        f"counts on {in_money(last.plan, plan.unit)}.",
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        bands=bands,
    )


def chances_of_last_year(run: Simulation, options: ReportOptions, scenario: str) -> Bars:
    """Return a bar for the chance of each event of a scenario in the last year."""
    plan, last = run.plan, run.plan.timeline.last
    rows = [row for row in probability(run, options).shown_rows if row.scenario == scenario]
    gap = next(row for row in rows if row.id == "gap")
    return Bars(
        name="chances_chart",
        figure="probability",
        plan=plan.name,
        title=f"There is a gap in {last} in {often(_last(gap))}",
        sentence="Reserves: by the end of the year, also if it happened in an earlier year.",
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        year=last,
        head=f"Share of draws in {last}",
        bars=tuple(Amount(row.id, row.label, _last(row)) for row in rows),
        of=SHARE,
        scenario=scenario,
    )


def _last(row: Row) -> float:
    return row.values[-1] or 0.0


def contingency_by_year(run: Simulation, options: ReportOptions, scenario: str) -> Bars:
    """Return a bar for the contingency for risk to the end of each year, at the first confidence level."""
    plan, confidence = run.plan, options.confidences[0]
    amounts = for_risk(run, scenario, confidence)[1]
    enough = f"{confidence * 100:.15g} of 100 draws"
    bars = [
        Amount(year, f"To the end of {year}", each.value)
        for year, each in zip(plan.timeline.projected, amounts, strict=True)
    ]
    return Bars(
        name="contingency_chart",
        figure="contingency_for_risk_to_date",
        plan=plan.name,
        title=f"In {enough}, {in_money(bars[-1].value, plan.unit)} on top of the plan covers all years",
        sentence=FOR_RISK,
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        year=plan.timeline.last,
        head=f"Enough in {enough}",
        bars=tuple(bars),
        scenario=scenario,
    )
