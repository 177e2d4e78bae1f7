"""How much contingency it takes to see a share of the futures through."""

from collections.abc import Iterator

from mtfp.results.money_in_words import in_money
from mtfp.results.table import Row, Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, percentile
from mtfp.views.simulated.sampled_rows import columns_of_years, estimate_rows, heading_of, run_table

NEEDED = "contingency_needed"
NOTE = (
    "By the end of each year: what the reserves had to hold above their floors at the start for reserves alone to "
    "meet, "
    "year after year, all that the plan leaves open: nothing more asked of the partners, no deficit, no floor undercut."
)


def contingency(run: Simulation, asked: ReportOptions) -> Table:
    """Return what reserves had to hold above their floors at the start to meet every year, by confidence level."""
    columns, rows = columns_of_years(run), list[Row]()
    for scenario in run.plans:
        rows += heading_of(run, asked, scenario, len(columns))
        rows += _of(run, asked, scenario)
    return run_table("contingency", _in_words(run, asked), run, columns, rows, NOTE)


def needed(run: Simulation, scenario: str, year: int, confidence: float) -> Estimate:
    """The contingency that sees a share of the futures through to the end of a year."""
    return percentile(run.values(scenario, NEEDED, year), confidence, run.layout.replicates)


def _of(run: Simulation, asked: ReportOptions, scenario: str) -> Iterator[Row]:
    held = run.central[scenario].held
    for confidence in asked.confidences:
        statistic, label = f"p{confidence * 100:02.15g}", f"Needed for {confidence * 100:.15g}% confidence"
        told = [needed(run, scenario, year, confidence) for year in run.years]
        yield from estimate_rows(NEEDED, label, statistic, told, depth=1, scenario=scenario)
        more = tuple(max(each.value - held, 0.0) for each in told)
        yield Row("contingency_short", "more than is held", more, depth=2, scenario=scenario, statistic=statistic)
    yield Row(
        "contingency_held", "Held above floors at the start", (held,) * len(run.years), depth=1, scenario=scenario
    )


def _in_words(run: Simulation, asked: ReportOptions) -> str:
    least = min(asked.confidences)
    amount = in_money(needed(run, run.base, run.years[-1], least).value, run.plan.unit)
    held = in_money(run.central[run.base].held, run.plan.unit)
    sure = f"{least * 100:.15g}% confidence to {run.plan.timeline.last}"
    return f"{amount} of contingency above floors for {sure}; {held} is held"
