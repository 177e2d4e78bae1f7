"""Table of differences between scenarios draw by draw: the size of the difference, and the chance of a smaller gap."""

from collections.abc import Iterator, Sequence

from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money
from mtfp.results.table import SHARE, Row, Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, describe, share, z_95
from mtfp.views.scenario_columns import scenario_columns
from mtfp.views.simulated.in_words import often
from mtfp.views.simulated.sampled_rows import estimate_rows, run_table

PERCENTILES = {"p10": "P10", "p50": "P50", "p90": "P90"}
NOTES = (
    "The plan and the scenario share the same draws, so the whole difference comes from the scenario, whose changes "
    "are taken as certain. Below zero, the scenario's gap is smaller than the plan's. All gaps are before additional "
    "partner contributions.",
    "Give or take: 19 times in 20, the average of very many draws lies within this distance. P10: one draw in ten is "
    "lower. P50: the middle draw. P90: one draw in ten is higher.",
)


def difference(run: Simulation, options: ReportOptions) -> Table:
    """Return each scenario's gap less the plan's gap, and the chance that the scenario's gap is smaller."""
    others = [scenario for scenario in run.plans if scenario != run.base]
    last = run.plan.timeline.last
    columns, rows = scenario_columns({scenario: options.label(scenario) for scenario in others}, last), list[Row]()
    if others:
        rows += _block(run, f"Difference in the {last} gap", [_of_last(run, scenario) for scenario in others], last)
        rows += _block(
            run, f"{run.plan.timeline.span} together", [_of_all(run, scenario) for scenario in others], "all"
        )
        rows += _smaller(run, options, others)
    return run_table("difference", _in_words(run, options, others), run, columns, rows, *NOTES)


def _of_last(run: Simulation, scenario: str) -> Array:
    """Return a scenario's gap of the last year less the plan's gap, in each draw; negative is better."""
    return run.values(scenario, "gap", run.years[-1]) - run.values(run.base, "gap", run.years[-1])


def _of_all(run: Simulation, scenario: str) -> Array:
    """Return a scenario's total gap of all projected years less the plan's total gap, in each draw."""
    return run.total(scenario, "gap") - run.total(run.base, "gap")


def _block(run: Simulation, title: str, paired: Sequence[Array], year: str) -> Iterator[Row]:
    estimates, replicates = [describe(values, run.layout.replicates) for values in paired], run.layout.replicates
    yield Row("", title, (None,) * len(estimates), strong=True)
    means = [each["mean"] for each in estimates]
    yield from estimate_rows("gap", "On average", "mean", means, depth=1, signed=True, year=year)
    margins = tuple(None if mean.error is None else z_95(replicates) * mean.error for mean in means)
    yield Row("gap", "give or take", margins, depth=2, year=year, statistic="margin_mean")
    for name, label in PERCENTILES.items():
        yield from estimate_rows(
            "gap", label, name, [each[name] for each in estimates], depth=1, signed=True, year=year
        )


def _smaller(run: Simulation, options: ReportOptions, others: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each scenario: the share of draws in which each other scenario has a smaller last-year gap."""
    yield Row("", f"{run.plan.timeline.last} gap smaller than under", (None,) * len(others), strong=True)
    for against in run.plans:
        if list(others) == [against]:
            continue
        shares = [None if against == scenario else smaller(run, scenario, against) for scenario in others]
        label = options.label(against)
        yield from estimate_rows(f"smaller_than.{against}", label, "probability", shares, unit=SHARE, depth=1)


def smaller(run: Simulation, scenario: str, against: str) -> Estimate:
    """Return the share of draws in which a scenario's gap of the last year is smaller than that of `against`."""
    year = run.years[-1]
    return share(run.values(scenario, "gap", year) < run.values(against, "gap", year), run.layout.replicates)


def _in_words(run: Simulation, options: ReportOptions, others: Sequence[str]) -> str:
    """Return a sentence about the scenario whose gap of the last year is smallest on average."""
    if not others:
        return "There is no scenario to compare with the plan; add one with -s"
    means = {scenario: float(_of_last(run, scenario).mean()) for scenario in others}
    least = min(means, key=means.__getitem__)
    amount, which = in_money(abs(means[least]), run.plan.unit), "smaller" if means[least] < 0 else "larger"
    often_smaller = often(smaller(run, least, run.base).value)
    return (
        f"{options.label(least)}: the gap of {run.plan.timeline.last} is on average {amount} {which} than the plan's, "
        f"and it is smaller in {often_smaller}"
    )
