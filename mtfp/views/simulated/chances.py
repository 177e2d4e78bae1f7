"""How likely things are: a gap, partners asked for more, pots below their floors or empty; what limits hold back."""

from collections.abc import Iterator

from mtfp.results.money_in_words import stated_money
from mtfp.results.table import SHARE, Row, Table
from mtfp.simulation.asked import Asked
from mtfp.simulation.kept import with_floor
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Told, share, share_below, share_of_counts
from mtfp.views.simulated.in_words import often
from mtfp.views.simulated.sampled_rows import columns_of_years, heading_of, run_table, told_rows

HAPPENS = {
    "additional_payments": "The partners are asked for more",
    "deficit": "A deficit is carried",
    "unmet": "Something stays unmet",
}
"""What there is in a year where the figure is above nil, beside a gap."""
OF_POTS = {"below_floor": "below its floor", "exhausted": "used up"}


def probability(run: Simulation, asked: Asked) -> Table:
    """How likely it is, year by year, that there is a gap, that partners are asked for more, that pots run low."""
    columns, rows = columns_of_years(run), list[Row]()
    for future in run.plans:
        rows += heading_of(run, asked, future, len(columns))
        rows += _of_years(run, asked, future)
        rows += _of_pots(run, future)
    note = "Of pots: in that year or before it. Smaller than planned: than the gap that the plan itself shows."
    return run_table("probability", _in_words(run), run, columns, rows, note)


def _of_years(run: Simulation, asked: Asked, future: str) -> Iterator[Row]:
    """What there is in a year, whatever came before it."""
    yield from _rows("gap", "There is a gap", _above(run, future, "gap"), future)
    for amount in asked.over:
        label = f"The gap is over {stated_money(amount, run.plan.unit)}"
        yield from _rows(f"gap_above.{amount:.15g}", label, _above(run, future, "gap", amount), future)
    known = run.central[future].figures["gap"]
    below = [
        share_below(run.values(future, "gap", year), float(known[year]), run.layout.replicates) for year in run.years
    ]
    yield from _rows("gap_below_plan", "The gap is smaller than planned", below, future)
    for figure, label in HAPPENS.items():
        yield from _rows(figure, label, _above(run, future, figure), future, quiet=True)


def _above(run: Simulation, future: str, figure: str, amount: float = 0.0) -> list[Told]:
    return [share(run.values(future, figure, year) > amount, run.layout.replicates) for year in run.years]


def _of_pots(run: Simulation, future: str) -> Iterator[Row]:
    """What has come to pass by the end of a year."""
    plan = run.plans[future]
    for kind, pots in (("below_floor", with_floor(plan)), ("exhausted", tuple(plan.pots))):
        for pot in pots:
            shares = run.shares(future, f"{kind}.{pot}")
            told = [share_of_counts(shares[:, year], run.draws) for year in run.years]
            label = f"{plan.label('reserves', pot)}: {OF_POTS[kind]}"
            yield from _rows(f"{kind}.{pot}", label, told, future, quiet=kind == "exhausted")


def _rows(row: str, label: str, told: list[Told], future: str, *, quiet: bool = False) -> Iterator[Row]:
    return told_rows(row, label, "probability", told, unit=SHARE, depth=1, quiet=quiet, scenario=future)


def _in_words(run: Simulation) -> str:
    """Of the plan as it stands: the pot that is likeliest to fall below its floor, else the gap."""
    last = run.plan.timeline.last
    falls = {pot: float(run.shares(run.base, f"below_floor.{pot}")[:, -1].mean()) for pot in with_floor(run.plan)}
    if not falls:
        return f"There is a gap in {last} in {often(_above(run, run.base, 'gap')[-1].value)}"
    worst = max(falls, key=falls.__getitem__)
    return f"{run.plan.label('reserves', worst)} falls below its floor by {last} in {often(falls[worst])}"


def clipped(run: Simulation, asked: Asked) -> Table:
    """In what share of draws an assumption was held back by its floor, its cap, or what is possible at all."""
    columns, rows = columns_of_years(run), list[Row]()
    for future, plan in run.plans.items():
        held = held_back(run, future)
        rows += heading_of(run, asked, future, len(columns)) if held else ()
        for name, shares in held.items():
            label = plan.label("assumptions", name)
            rows.append(Row(name, label, shares, SHARE, depth=1, scenario=future, statistic="probability"))
    held = held_back(run, run.base)
    most = max(held, key=lambda name: max(held[name]), default=None)
    title = f"The limits of {most} held back {max(held[most]):.1%} of draws" if most else "No limit held back any draw"
    return run_table("clipped", title, run, columns, rows)


def held_back(run: Simulation, future: str) -> dict[str, tuple[float, ...]]:
    """By assumption, in name order: the share of draws held back in each projected year."""
    counts = {name: counts.sum(axis=0) for (of, name), counts in sorted(run.clipped.items()) if of == future}
    return {name: tuple((each[1:] / run.draws).tolist()) for name, each in counts.items()}
