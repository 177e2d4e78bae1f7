"""Table of contingency for risk, and of the reserves that would carry the plan alone."""

from collections.abc import Iterator

import numpy as np

from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures.reserves import as_reserve
from mtfp.results.reserves_needed import reserve_that_carries
from mtfp.results.table import Row, Table
from mtfp.simulation.record import with_floor
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, describe, percentile
from mtfp.views.simulated.in_words import often
from mtfp.views.simulated.sampled_rows import columns_of_years, estimate_rows, heading_under, run_table

RISK, TO_DATE, NEEDED = "contingency_for_risk", "contingency_for_risk_to_date", "reserves_needed"
FOR_RISK = (
    "Contingency for risk: the amount by which the gap still to close exceeds the plan's own, in the year, or in all "
    "years to the end of the year. It counts no additional partner contributions. It is zero if nothing is uncertain."
)
ALONE = (
    "Reserves that would carry the plan alone: what the reserve must hold above its minimum level at the start. To the "
    "end of the year it then stays at its minimum level or above, and no partner pays more, and no more is carried or "
    "unfunded, than if the reserve were unlimited. The other reserves are as they are. Falls to partners: additional "
    "partner contributions, deficits carried and unfunded gaps to the end of the year that the reserve can't avoid."
)
NO_STEP = (
    "No closing step uses reserves, so no reserve could carry the plan alone: partners pay the gap, or it is carried "
    "or unfunded."
)


def contingency(run: Simulation, options: ReportOptions) -> Table:
    """Return the contingency for risk, and the reserves that would carry the plan alone, by confidence level."""
    columns, rows = columns_of_years(run), list[Row]()
    for scenario in run.plans:
        rows += _for_risk(run, options, scenario)
        rows += _alone(run, options, scenario)
    alone = [run.has(scenario, NEEDED) for scenario in run.plans]
    notes = (FOR_RISK, *([ALONE] if any(alone) else []), *([] if all(alone) else [NO_STEP]))
    confidence = _confidence_in_words(options)
    return run_table("contingency", _in_words(run, options), run, columns, rows, *notes, confidence, *_unmended(run))


def for_risk(run: Simulation, scenario: str, confidence: float) -> tuple[list[Estimate], list[Estimate]]:
    """Return the contingency for risk in each year, then that to the end of each year, at a confidence level.

    It is the percentile over draws of the gap still to close less that of the central case, at least zero.
    """
    central, replicates = run.central[scenario].figures["to_close"], run.layout.replicates
    to_date = np.zeros(run.draws)
    in_year, together = [], []
    for year in run.years:
        beyond = run.values(scenario, "to_close", year) - central[year]
        to_date += beyond
        in_year.append(_at_least_zero(percentile(beyond, confidence, replicates)))
        together.append(_at_least_zero(percentile(to_date, confidence, replicates)))
    return in_year, together


def _at_least_zero(estimate: Estimate) -> Estimate:
    return Estimate(max(estimate.value, 0.0), estimate.error)


def needed(run: Simulation, scenario: str, year: int, confidence: float) -> Estimate:
    """Return the reserves that would carry the plan alone to a year in a share `confidence` of draws."""
    return percentile(run.values(scenario, NEEDED, year), confidence, run.layout.replicates)


def _for_risk(run: Simulation, options: ReportOptions, scenario: str) -> Iterator[Row]:
    yield heading_under(run, options, scenario, "contingency for risk")
    for confidence in options.confidences:
        statistic, in_words = f"p{confidence * 100:02.15g}", f"for {confidence * 100:.15g}% confidence"
        in_year, to_date = for_risk(run, scenario, confidence)
        yield from estimate_rows(RISK, f"In the year, {in_words}", statistic, in_year, depth=1, scenario=scenario)
        label = f"To the end of the year, {in_words}"
        yield from estimate_rows(TO_DATE, label, statistic, to_date, depth=1, scenario=scenario)


def _alone(run: Simulation, options: ReportOptions, scenario: str) -> Iterator[Row]:
    held, reserve = run.central[scenario].held, reserve_that_carries(run.plans[scenario])
    if held is None or reserve is None:
        return
    title = f"reserves that would carry the plan alone: {run.plans[scenario].label('reserves', reserve)}"
    yield heading_under(run, options, scenario, title)
    for confidence in options.confidences:
        statistic, label = f"p{confidence * 100:02.15g}", f"Needed for {confidence * 100:.15g}% confidence"
        amounts = [needed(run, scenario, year, confidence) for year in run.years]
        yield from estimate_rows(NEEDED, label, statistic, amounts, depth=1, scenario=scenario)
        short = tuple(max(each.value - held, 0.0) for each in amounts)
        yield Row("reserves_short", "more than is held", short, depth=2, scenario=scenario, statistic=statistic)
    label = "Held above the minimum level at the start"
    yield Row("reserves_held", label, (held,) * len(run.years), depth=1, scenario=scenario)
    falls = [
        describe(run.values(scenario, "falls_to_partners", year), run.layout.replicates)["mean"] for year in run.years
    ]
    label = "Falls to partners whatever is held, on average"
    yield from estimate_rows("falls_to_partners", label, "mean", falls, depth=1, scenario=scenario)


def _unmended(run: Simulation) -> Iterator[str]:
    """Yield a note on each other reserve of the plan that is below its floor however much the first reserve holds."""
    first = reserve_that_carries(run.plan)
    for reserve in with_floor(run.plan):
        flag = f"below_floor_alone.{reserve}"
        if (run.base, flag) not in run.counts or not (share := float(run.shares(run.base, flag)[:, -1].mean())):
            continue
        own, other = run.plan.label("reserves", first or ""), run.plan.label("reserves", reserve)
        yield (
            f"{other} is below its minimum level by {run.plan.timeline.last} in {often(share)} even if {own} is "
            f"unlimited: money in one reserve doesn't raise another."
        )


def _confidence_in_words(options: ReportOptions) -> str:
    least = f"{min(options.confidences) * 100:.15g}"
    return f"{least}% confidence: the amount is enough in {least} of 100 draws."


def _in_words(run: Simulation, options: ReportOptions) -> str:
    least, last, unit = min(options.confidences), run.plan.timeline.last, run.plan.unit
    risk = in_money(for_risk(run, run.base, least)[1][-1].value, unit)
    title = f"In {least * 100:.15g} of 100 draws, a contingency for risk of {risk} covers the years to {last}"
    held = run.central[run.base].held
    if held is None:
        return title
    amount = in_money(needed(run, run.base, run.years[-1], least).value, unit)
    own = as_reserve(run.plan.label("reserves", reserve_that_carries(run.plan) or ""))
    return (
        f"{title}; to carry the plan alone, {own} would need {amount} "
        f"above its minimum level, and holds {in_money(held, unit)}"
    )
