"""Futures against each other, draw by draw: which has the smaller gap, how often, and by how much."""

from collections.abc import Iterator, Sequence

from mtfp.model.base.arrays import Array
from mtfp.results.money_in_words import in_money
from mtfp.results.table import SHARE, Column, Row, Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, describe, share, z_95
from mtfp.views.simulated.in_words import often
from mtfp.views.simulated.sampled_rows import estimate_rows, run_table

PERCENTILES = {"p10": "P10", "p50": "P50", "p90": "P90"}
NOTES = (
    "Futures are compared draw by draw: chance decides the same in both, so the difference is the scenario's own "
    "doing. Below zero, the gap is smaller than the plan's.",
    "Give or take: endlessly many draws would have an average that near, 19 times in 20. P10: the difference is lower "
    "in one future in ten; P90: higher in one in ten.",
)


def difference(run: Simulation, asked: ReportOptions) -> Table:
    """By how much the gap differs from that of the plan as it stands, and how often one future's is the smaller."""
    others = [scenario for scenario in run.plans if scenario != run.base]
    last, first = run.plan.timeline.last, run.plan.timeline.projected[0]
    columns, rows = [Column(scenario, last, scenario) for scenario in others], list[Row]()
    if others:
        rows += _block(run, f"Gap of {last}, less the plan's", [_of_last(run, scenario) for scenario in others], last)
        rows += _block(run, f"{first} to {last} together", [_of_all(run, scenario) for scenario in others], "all")
        rows += _smaller(run, asked, others)
    return run_table("difference", _in_words(run, asked, others), run, columns, rows, *NOTES)


def _of_last(run: Simulation, scenario: str) -> Array:
    """The gap of the last year less that of the plan as it stands, draw by draw."""
    return run.values(scenario, "gap", run.years[-1]) - run.values(run.base, "gap", run.years[-1])


def _of_all(run: Simulation, scenario: str) -> Array:
    """The same of all projected years together."""
    return run.total(scenario, "gap") - run.total(run.base, "gap")


def _block(run: Simulation, title: str, paired: Sequence[Array], year: str) -> Iterator[Row]:
    told, replicates = [describe(values, run.layout.replicates) for values in paired], run.layout.replicates
    yield Row("", title, (None,) * len(told), strong=True)
    means = [each["mean"] for each in told]
    yield from estimate_rows("gap", "On average", "mean", means, depth=1, signed=True, year=year)
    margins = tuple(None if mean.error is None else z_95(replicates) * mean.error for mean in means)
    yield Row("gap", "give or take", margins, depth=2, year=year, statistic="margin_mean")
    for name, label in PERCENTILES.items():
        yield from estimate_rows("gap", label, name, [each[name] for each in told], depth=1, signed=True, year=year)


def _smaller(run: Simulation, asked: ReportOptions, others: Sequence[str]) -> Iterator[Row]:
    """How often each future's gap of the last year is smaller than that of every other one."""
    yield Row("", f"Gap of {run.plan.timeline.last} smaller than under", (None,) * len(others), strong=True)
    for against in run.plans:
        if list(others) == [against]:
            continue
        told = [None if against == scenario else smaller(run, scenario, against) for scenario in others]
        label = asked.label(against)
        yield from estimate_rows(f"smaller_than.{against}", label, "probability", told, unit=SHARE, depth=1)


def smaller(run: Simulation, scenario: str, against: str) -> Estimate:
    """How often one future has a smaller gap in the last year than another, in the same draw."""
    year = run.years[-1]
    return share(run.values(scenario, "gap", year) < run.values(against, "gap", year), run.layout.replicates)


def _in_words(run: Simulation, asked: ReportOptions, others: Sequence[str]) -> str:
    """The future with the smallest gap on average."""
    if not others:
        return "Only one future: name scenarios with -s to compare it with"
    means = {scenario: float(_of_last(run, scenario).mean()) for scenario in others}
    least = min(means, key=means.__getitem__)
    amount, which = in_money(abs(means[least]), run.plan.unit), "less" if means[least] < 0 else "more"
    return (
        f"{asked.label(least)}: on average {amount} {which} of a gap in {run.plan.timeline.last} than the plan, and a "
        f"smaller one in {often(smaller(run, least, run.base).value)}"
    )
