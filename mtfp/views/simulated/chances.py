"""Probabilities of a gap, of partners paying more, and of reserves below their floors or empty; clipped draws."""

from collections.abc import Iterator

from mtfp.results.money_in_words import stated_money
from mtfp.results.table import SHARE, Row, Table
from mtfp.simulation.record import with_floor
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, share, share_below, share_of_counts
from mtfp.views.simulated.in_words import often
from mtfp.views.simulated.sampled_rows import columns_of_years, estimate_rows, heading_of, run_table

HAPPENS = {
    "additional_payments": "The partners are asked for more",
    "deficit": "A deficit is carried",
    "unmet": "Something stays unmet",
}
"""What there is in a year where the figure is above nil, beside a gap."""
OF_RESERVES = {"below_floor": "below its floor", "exhausted": "used up"}


def probability(run: Simulation, asked: ReportOptions) -> Table:
    """How likely it is, year by year, that there is a gap, that partners are asked for more, that reserves run low."""
    columns, rows = columns_of_years(run), list[Row]()
    for scenario in run.plans:
        rows += heading_of(run, asked, scenario, len(columns))
        rows += _of_years(run, asked, scenario)
        rows += _of_reserves(run, scenario)
    note = "Of reserves: in that year or before it. Smaller than planned: than the gap that the plan itself shows."
    return run_table("probability", _in_words(run), run, columns, rows, note)


def _of_years(run: Simulation, asked: ReportOptions, scenario: str) -> Iterator[Row]:
    """What there is in a year, whatever came before it."""
    yield from _rows("gap", "There is a gap", _above(run, scenario, "gap"), scenario)
    for amount in asked.over:
        label = f"The gap is over {stated_money(amount, run.plan.unit)}"
        yield from _rows(f"gap_above.{amount:.15g}", label, _above(run, scenario, "gap", amount), scenario)
    known = run.central[scenario].figures["gap"]
    below = [
        share_below(run.values(scenario, "gap", year), float(known[year]), run.layout.replicates) for year in run.years
    ]
    yield from _rows("gap_below_plan", "The gap is smaller than planned", below, scenario)
    for figure, label in HAPPENS.items():
        yield from _rows(figure, label, _above(run, scenario, figure), scenario, quiet=True)


def _above(run: Simulation, scenario: str, figure: str, amount: float = 0.0) -> list[Estimate]:
    return [share(run.values(scenario, figure, year) > amount, run.layout.replicates) for year in run.years]


def _of_reserves(run: Simulation, scenario: str) -> Iterator[Row]:
    """What has come to pass by the end of a year."""
    plan = run.plans[scenario]
    for kind, reserves in (("below_floor", with_floor(plan)), ("exhausted", tuple(plan.all_reserves))):
        for reserve in reserves:
            shares = run.shares(scenario, f"{kind}.{reserve}")
            told = [share_of_counts(shares[:, year], run.draws) for year in run.years]
            label = f"{plan.label('reserves', reserve)}: {OF_RESERVES[kind]}"
            yield from _rows(f"{kind}.{reserve}", label, told, scenario, quiet=kind == "exhausted")


def _rows(row: str, label: str, told: list[Estimate], scenario: str, *, quiet: bool = False) -> Iterator[Row]:
    return estimate_rows(row, label, "probability", told, unit=SHARE, depth=1, quiet=quiet, scenario=scenario)


def _in_words(run: Simulation) -> str:
    """Of the plan as it stands: the reserve that is likeliest to fall below its floor, else the gap."""
    last = run.plan.timeline.last
    falls = {
        reserve: float(run.shares(run.base, f"below_floor.{reserve}")[:, -1].mean()) for reserve in with_floor(run.plan)
    }
    if not falls:
        return f"There is a gap in {last} in {often(_above(run, run.base, 'gap')[-1].value)}"
    worst = max(falls, key=falls.__getitem__)
    return f"{run.plan.label('reserves', worst)} falls below its floor by {last} in {often(falls[worst])}"


def clipped(run: Simulation, asked: ReportOptions) -> Table:
    """In what share of draws an assumption was held back by its floor, its cap, or what is possible at all."""
    columns, rows = columns_of_years(run), list[Row]()
    for scenario, plan in run.plans.items():
        held = held_back(run, scenario)
        rows += heading_of(run, asked, scenario, len(columns)) if held else ()
        for name, shares in held.items():
            label = plan.label("assumptions", name)
            rows.append(Row(name, label, shares, SHARE, depth=1, scenario=scenario, statistic="probability"))
    held = held_back(run, run.base)
    most = max(held, key=lambda name: max(held[name]), default=None)
    title = f"The limits of {most} held back {max(held[most]):.1%} of draws" if most else "No limit held back any draw"
    return run_table("clipped", title, run, columns, rows)


def held_back(run: Simulation, scenario: str) -> dict[str, tuple[float, ...]]:
    """By assumption, in name order: the share of draws held back in each projected year."""
    counts = {name: counts.sum(axis=0) for (of, name), counts in sorted(run.clipped.items()) if of == scenario}
    return {name: tuple((each[1:] / run.draws).tolist()) for name, each in counts.items()}
