"""How much contingency it takes to see a share of the futures through."""

from collections.abc import Iterator

from mtfp.results.money_in_words import in_money
from mtfp.results.table import Row, Table
from mtfp.simulation.asked import Asked
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Told, percentile
from mtfp.views.simulated.sampled_rows import columns_of_years, heading_of, run_table, told_rows

NEEDED = "contingency_needed"
NOTE = (
    "By the end of each year: what the pots had to hold above their floors at the start for reserves alone to meet, "
    "year after year, all that the plan leaves open: nothing more asked of the partners, no deficit, no floor undercut."
)


def contingency(run: Simulation, asked: Asked) -> Table:
    """What the pots had to hold above their floors at the start to meet every year, at each confidence asked for."""
    columns, rows = columns_of_years(run), list[Row]()
    for future in run.plans:
        rows += heading_of(run, asked, future, len(columns))
        rows += _of(run, asked, future)
    return run_table("contingency", _in_words(run, asked), run, columns, rows, NOTE)


def needed(run: Simulation, future: str, year: int, confidence: float) -> Told:
    """The contingency that sees a share of the futures through to the end of a year."""
    return percentile(run.values(future, NEEDED, year), confidence, run.layout.replicates)


def _of(run: Simulation, asked: Asked, future: str) -> Iterator[Row]:
    held = run.central[future].held
    for confidence in asked.confidences:
        statistic, label = f"p{confidence * 100:02.15g}", f"Needed for {confidence * 100:.15g}% confidence"
        told = [needed(run, future, year, confidence) for year in run.years]
        yield from told_rows(NEEDED, label, statistic, told, depth=1, scenario=future)
        more = tuple(max(each.value - held, 0.0) for each in told)
        yield Row("contingency_short", "more than is held", more, depth=2, scenario=future, statistic=statistic)
    yield Row("contingency_held", "Held above floors at the start", (held,) * len(run.years), depth=1, scenario=future)


def _in_words(run: Simulation, asked: Asked) -> str:
    least = min(asked.confidences)
    amount = in_money(needed(run, run.base, run.years[-1], least).value, run.plan.unit)
    held = in_money(run.central[run.base].held, run.plan.unit)
    sure = f"{least * 100:.15g}% confidence to {run.plan.timeline.last}"
    return f"{amount} of contingency above floors for {sure}; {held} is held"
