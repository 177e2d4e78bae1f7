"""Tables of chances: of a gap, of additional partner contributions, of low reserves, and of limits on assumptions."""

from collections.abc import Iterator

from mtfp.model.base.arrays import NOISE
from mtfp.model.base.money_in_words import stated_money
from mtfp.results.counts_on import AFTER, BEFORE
from mtfp.results.table import SHARE, Row, Table
from mtfp.simulation.record import with_floor
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, share, share_of_counts
from mtfp.views.simulated.in_words import often
from mtfp.views.simulated.sampled_rows import columns_of_years, estimate_rows, heading_of, heading_under, run_table

EVENTS = {
    "additional_payments": "Partners pay additional contributions",
    "deficit": "A deficit is carried forward",
    "unmet": "Part of the gap is unfunded",
}
"""Labels of events by figure. The event happens in a year if the figure is positive."""
OF_RESERVES = {"below_floor": "below its minimum level", "exhausted": "used up"}
"""Words for the events of a reserve. They come after the reserve's label."""
NOTE = (
    "Percentages are shares of draws. A reserve counts as below its minimum level, or as used up, from the first year "
    "in which that happens. Smaller than planned: smaller than the gap that the plan counts on. After additional "
    "partner contributions: the chance counts on partners to pay what the scheme asks of them."
)
CLIPPED_NOTE = (
    "Percentages are shares of draws in which a floor, a cap or a limit of its kind holds an assumption back."
)


def probability(run: Simulation, options: ReportOptions) -> Table:
    """Return the chance of a gap, of additional partner contributions, and of low reserves in each year."""
    columns, rows = columns_of_years(run), list[Row]()
    for scenario in run.plans:
        rows.append(heading_under(run, options, scenario, BEFORE))
        rows += _of_gap(run, options, scenario)
        rows.append(heading_under(run, options, scenario, AFTER))
        rows += _of_rest(run, scenario)
        rows += _of_reserves(run, scenario)
    return run_table("probability", _in_words(run), run, columns, rows, NOTE)


def _of_gap(run: Simulation, options: ReportOptions, scenario: str) -> Iterator[Row]:
    """Yield the chance of a gap, and of a smaller one than planned, in each year; earlier years don't count."""
    yield from _rows("gap", "There is a gap", _above(run, scenario, "gap"), scenario)
    for amount in options.over:
        label = f"The gap is over {stated_money(amount, run.plan.unit)}"
        yield from _rows(f"gap_above.{amount:.15g}", label, _above(run, scenario, "gap", amount), scenario)
    planned = run.central[scenario].figures["gap"]
    below = [
        share(run.values(scenario, "gap", year) < planned[year] - NOISE * abs(planned[year]), run.layout.replicates)
        for year in run.years
    ]
    yield from _rows("gap_below_plan", "The gap is smaller than planned", below, scenario)


def _of_rest(run: Simulation, scenario: str) -> Iterator[Row]:
    """Yield the chance of each way to meet what the other steps leave of the gap, in each year."""
    for figure, label in EVENTS.items():
        yield from _rows(figure, label, _above(run, scenario, figure), scenario, quiet=True)


def _above(run: Simulation, scenario: str, figure: str, amount: float = 0.0) -> list[Estimate]:
    return [share(run.values(scenario, figure, year) > amount, run.layout.replicates) for year in run.years]


def _of_reserves(run: Simulation, scenario: str) -> Iterator[Row]:
    """Yield the chance that a reserve has fallen below its floor, or is used up, by the end of each year."""
    plan = run.plans[scenario]
    for kind, reserves in (("below_floor", with_floor(plan)), ("exhausted", tuple(plan.all_reserves))):
        for reserve in reserves:
            shares = run.shares(scenario, f"{kind}.{reserve}")
            chances = [share_of_counts(shares[:, year], run.draws) for year in run.years]
            label = f"{plan.label('reserves', reserve)}: {OF_RESERVES[kind]}"
            yield from _rows(f"{kind}.{reserve}", label, chances, scenario, quiet=kind == "exhausted")


def _rows(row: str, label: str, chances: list[Estimate], scenario: str, *, quiet: bool = False) -> Iterator[Row]:
    return estimate_rows(row, label, "probability", chances, unit=SHARE, depth=1, quiet=quiet, scenario=scenario)


def _in_words(run: Simulation) -> str:
    """Return a sentence on the reserve that is most likely to fall below its floor in the plan as it stands.

    If the plan has no reserve with a floor, the sentence states the chance of a gap.
    """
    last = run.plan.timeline.last
    falls = {
        reserve: float(run.shares(run.base, f"below_floor.{reserve}")[:, -1].mean()) for reserve in with_floor(run.plan)
    }
    if not falls:
        return f"There is a gap in {last} in {often(_above(run, run.base, 'gap')[-1].value)}, {BEFORE}"
    worst = max(falls, key=falls.__getitem__)
    label = run.plan.label("reserves", worst)
    return f"{label} falls below its minimum level by {last} in {often(falls[worst])}, {AFTER}"


def clipped(run: Simulation, options: ReportOptions) -> Table:
    """Return the share of draws in which a floor, a cap or another limit changes an assumption's value."""
    columns, rows = columns_of_years(run), list[Row]()
    for scenario, plan in run.plans.items():
        held = held_back(run, scenario)
        rows += heading_of(run, options, scenario, len(columns)) if held else ()
        for name, shares in held.items():
            label = plan.label("assumptions", name)
            rows.append(Row(name, label, shares, SHARE, depth=1, scenario=scenario, statistic="probability"))
    held = held_back(run, run.base)
    most = max(held, key=lambda name: max(held[name]), default=None)
    if most is None:
        return run_table("clipped", "No assumption is held back by its limits in any draw", run, columns, rows)
    label = run.plan.label("assumptions", most)
    title = f"{label} is held back by its limits in {max(held[most]):.1%} of draws"
    return run_table("clipped", title, run, columns, rows, CLIPPED_NOTE)


def held_back(run: Simulation, scenario: str) -> dict[str, tuple[float, ...]]:
    """Return the share of draws in which a limit changes an assumption's value, in each projected year.

    Assumptions are in the order of their names.
    """
    counts = {name: counts.sum(axis=0) for (of, name), counts in sorted(run.clipped.items()) if of == scenario}
    return {name: tuple((each[1:] / run.draws).tolist()) for name, each in counts.items()}
