"""Add up all plans of a batch, draw by draw.

Draw i of one plan is added to draw i of every other plan. National assumptions have the same draws in all plans, year
by year, and local assumptions different ones, so that the sum has the right spread. Figures are read from the store one
at a time, so that memory does not grow with the number of plans.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtfp.batch.outcome.additive import ROLLED
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome, Rollup
from mtfp.batch.plans.plan_source import BASE
from mtfp.batch.work.engines import counted
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.model.base.arrays import Array
from mtfp.results.counts_on import BEFORE
from mtfp.results.figures import figure_named
from mtfp.results.table import SHARE, Column, Row, Table
from mtfp.simulation.statistics import describe, share
from mtfp.views.simulated.in_words import as_gap
from mtfp.views.simulated.sampled_rows import HOW_TO_READ, columns_of_statistics, estimate_rows, statistics_of

NAME = "rollup"
"""Name of the sum in results, in place of the name of a plan."""
UNIT, POUNDS_OF_UNIT = "£m", 1e6
SHOWN = {
    **{each: figure_named(each).label for each in ("gap", "expenditure")},
    "additional_payments": "Additional partner contributions",
}
"""Figures that people see, with their labels. Under a scenario people see only the gap."""
CHANCES = {
    "gap": f"A funding gap, {BEFORE}",
    "additional_payments": "Additional partner contributions, in any plan",
}
"""Figures of the table of chances, with labels. The table shows the chance that a figure is above zero."""


def roll_up(result: BatchResult) -> Rollup:
    """Add up all plans with results, for the scenarios and years that all of them have.

    The plans must have the same base year, because the sum has one base year. Draws would allow others: a national
    assumption has the same draws in a financial year whatever the plan's base year.
    """
    plans, findings = result.with_results, [*_missing(result)]
    if not plans:
        return Rollup((), (), (), tuple(findings))
    if others := [plan for plan in plans if plan.years[0] != plans[0].years[0]]:
        return Rollup((), (), (), (*findings, _different_base_years(plans[0], others[0])))
    scenarios = tuple(name for name in plans[0].scenarios if all(name in plan.scenarios for plan in plans))
    years = min((plan.years for plan in plans), key=len)
    total = _Sum(plans, scenarios, years[1:])
    tables = (_distribution(total), _probability(total), *([_difference(total)] if len(scenarios) > 1 else []))
    return Rollup(tuple(plan.name for plan in plans), scenarios, tables, tuple(findings))


@dataclass(frozen=True)
class _Sum:
    """Sum of plans, in UNIT, under the scenarios and in the years that all of them have."""

    plans: Sequence[PlanOutcome]
    scenarios: tuple[str, ...]
    years: tuple[str, ...]

    def values(self, scenario: str, figure: str) -> Array:
        """Return the sum in every draw, shape (year, draw). Plans are added in a fixed order, to give the same bits."""
        return self._sum(scenario, figure)

    def central(self, scenario: str, figure: str) -> Array:
        """Return the sum of a figure in the central case, shape (year,)."""
        return self._sum(scenario, f"{figure}/central")

    def _sum(self, scenario: str, name: str) -> Array:
        first, *others = (plan.additive(scenario, name)[: len(self.years)] for plan in self.plans)
        total = first.copy()
        for other in others:
            total += other
        return total / POUNDS_OF_UNIT


def _distribution(total: _Sum) -> Table:
    """Return the distribution of each summed figure, like the table `distribution` of one plan."""
    rows: list[Row] = []
    columns = columns_of_statistics()
    for scenario in total.scenarios:
        for figure in ROLLED:
            rows.append(_heading(scenario, figure, len(columns)))
            rows += _by_year(total, scenario, figure)
    return _table("distribution", _title(total), columns, rows, *_not_shared(total.plans), HOW_TO_READ)


def _hidden(scenario: str, figure: str) -> bool:
    """Return True for figures that only programs read."""
    return figure not in SHOWN or (scenario != BASE and figure != "gap")


def _heading(scenario: str, figure: str, columns: int) -> Row:
    label = SHOWN.get(figure) or figure_named(figure).label
    heading = label if scenario == BASE else f"{label}: {scenario}"
    return Row("", heading, (None,) * columns, strong=True, for_machines=_hidden(scenario, figure))


def _by_year(total: _Sum, scenario: str, figure: str) -> Iterator[Row]:
    values, central = total.values(scenario, figure), total.central(scenario, figure)
    hidden = _hidden(scenario, figure)
    parts = [*zip(total.years, total.years, values, central, strict=True)]
    if figure_named(figure).sums:
        parts.append(("all", "All years", values.sum(axis=0), central.sum()))
    for year, label, draws, planned in parts:
        cells = statistics_of(float(planned), describe(draws, low_is_worse=figure_named(figure).low_is_worse))
        yield Row(figure, label, cells, depth=1, scenario=scenario, year=year, for_machines=hidden)


def _probability(total: _Sum) -> Table:
    """Return the chances of a funding gap, all plans together, and of additional partner contributions in any plan."""
    rows: list[Row] = []
    for scenario in total.scenarios:
        if len(total.scenarios) > 1:
            rows.append(
                Row(
                    "", "Plans as they stand" if scenario == BASE else scenario, (None,) * len(total.years), strong=True
                )
            )
        for figure, label in CHANCES.items():
            chances = [share(values > 0) for values in total.values(scenario, figure)]
            rows += estimate_rows(figure, label, "probability", chances, unit=SHARE, depth=1, scenario=scenario)
    columns = [Column(year, year) for year in total.years]
    return _table("probability", f"Chance of a funding gap, all plans together, {BEFORE}", columns, rows)


def _difference(total: _Sum) -> Table:
    """Return the change that each scenario makes to the sum of gaps, draw by draw; positive is a larger gap."""
    last, others = total.years[-1], [name for name in total.scenarios if name != BASE]
    span = " to ".join(dict.fromkeys((total.years[0], last)))
    base = total.values(BASE, "gap")
    rows: list[Row] = []
    for year, label, part in (
        (last, f"Gap of {last}, less the gap of the plans as they stand", slice(-1, None)),
        (
            "all",
            f"Gaps of {span} together, less those of the plans as they stand",
            slice(None),
        ),
    ):
        differences = [(total.values(name, "gap")[part] - base[part]).sum(axis=0) for name in others]
        statistics = [describe(values) for values in differences]
        rows.append(Row("", label, (None,) * len(others), strong=True))
        for name, words in {"mean": "On average", "p10": "P10", "p50": "P50", "p90": "P90"}.items():
            estimates = [each[name] for each in statistics]
            rows += estimate_rows("gap", words, name, estimates, depth=1, signed=True, year=year)
    return _table(
        "difference", "Change in the gap under each scenario, all plans together", _columns(others, last), rows
    )


def count_sharing(plans: Iterable[PlanOutcome]) -> dict[str, Counter[str]]:
    """Count the plans per uncertain national assumption and way of drawing it: plans with the same way share draws."""
    found: dict[str, Counter[str]] = {}
    for plan in plans:
        for name, national in plan.national.items():
            if national.drawn_as:
                found.setdefault(name, Counter())[national.drawn_as] += 1
    return found


def _not_shared(plans: Iterable[PlanOutcome]) -> Iterator[str]:
    """Yield a note on national assumptions whose draws differ between plans."""
    if names := [f"`{name}`" for name, each in count_sharing(plans).items() if len(each) > 1]:
        yield (
            f"National assumptions with different draws in different plans: {', '.join(names)}. The plans give them "
            "different persistence, name different national files, or state correlations that the national ones don't "
            "cover. The range of the sum is therefore narrower or wider than it would be with the same draws."
        )


def _columns(scenarios: Sequence[str], year: str) -> list[Column]:
    return [Column(name, year, name) for name in scenarios]


def _table(name: str, title: str, columns: Sequence[Column], rows: Sequence[Row], *notes: str) -> Table:
    return Table(name, title, NAME, UNIT, tuple(columns), tuple(rows), notes)


def _title(total: _Sum) -> str:
    gap = describe(total.values(BASE, "gap")[-1])
    low, high = (as_gap(gap[name].value, UNIT) for name in ("p10", "p90"))
    plans = counted(len(total.plans), "plan")
    return f"{plans} together: in 8 of 10 draws, {total.years[-1]} ends between {low} and {high}, {BEFORE}"


def _missing(result: BatchResult) -> Iterator[Finding]:
    """Yield a finding for each plan that is left out of the sum, in all scenarios or in some."""
    incomplete = [plan for plan in result.plans if not plan.has_results or plan.left_out]
    for plan in incomplete:
        name = plan.name or plan.path
        if plan.has_results:
            message = f"the sum of all plans leaves out {', '.join(plan.left_out)}, which can't be applied to {name}"
        else:
            message = f"the sum of all plans is incomplete: {name} has no results"
        yield Finding("E505", message, Place(plan.path), "correct the plan, or leave it out of the run")


def _different_base_years(first: PlanOutcome, other: PlanOutcome) -> Finding:
    message = (
        f"{other.name} begins in {other.years[0]} and {first.name} in {first.years[0]}: these plans can't be added up"
    )
    return Finding("E505", message, Place(other.path), "add up plans with the same base year")
