"""Table of contingency: the opening reserves needed to meet every year's gap without other money."""

from collections.abc import Iterator

from mtfp.model.base.money_in_words import in_money
from mtfp.results.table import Row, Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, percentile
from mtfp.views.simulated.sampled_rows import columns_of_years, estimate_rows, heading_of, run_table

NEEDED = "contingency_needed"
NOTE = (
    "Needed: what the reserves must hold above their minimum levels at the start of the plan, so that up to the end of "
    "the year reserves alone meet every year's gap. Then there are no additional partner contributions, there is no "
    "deficit, and no reserve falls below its minimum level."
)


def contingency(run: Simulation, options: ReportOptions) -> Table:
    """Return the opening reserves above floors that are enough to meet every year's gap, by confidence level."""
    columns, rows = columns_of_years(run), list[Row]()
    for scenario in run.plans:
        rows += heading_of(run, options, scenario, len(columns))
        rows += _of(run, options, scenario)
    return run_table("contingency", _in_words(run, options), run, columns, rows, NOTE, _confidence_in_words(options))


def needed(run: Simulation, scenario: str, year: int, confidence: float) -> Estimate:
    """Return the contingency that is enough up to the end of a year in a share `confidence` of draws."""
    return percentile(run.values(scenario, NEEDED, year), confidence, run.layout.replicates)


def _of(run: Simulation, options: ReportOptions, scenario: str) -> Iterator[Row]:
    held = run.central[scenario].held
    for confidence in options.confidences:
        statistic, label = f"p{confidence * 100:02.15g}", f"Needed for {confidence * 100:.15g}% confidence"
        amounts = [needed(run, scenario, year, confidence) for year in run.years]
        yield from estimate_rows(NEEDED, label, statistic, amounts, depth=1, scenario=scenario)
        more = tuple(max(each.value - held, 0.0) for each in amounts)
        yield Row(
            "contingency_short", "more than the plan holds", more, depth=2, scenario=scenario, statistic=statistic
        )
    label = "Held above minimum levels at the start"
    yield Row("contingency_held", label, (held,) * len(run.years), depth=1, scenario=scenario)


def _confidence_in_words(options: ReportOptions) -> str:
    least = f"{min(options.confidences) * 100:.15g}"
    return f"{least}% confidence: the amount is enough in {least} of 100 draws."


def _in_words(run: Simulation, options: ReportOptions) -> str:
    least = min(options.confidences)
    amount = in_money(needed(run, run.base, run.years[-1], least).value, run.plan.unit)
    held = in_money(run.central[run.base].held, run.plan.unit)
    return (
        f"To meet every year's gap to {run.plan.timeline.last} from reserves alone in {least * 100:.15g} of 100 draws, "
        f"reserves would need {amount} above their minimum levels; they have {held}"
    )
