"""All plans of a batch added up, draw by draw: what is national goes up and down in all of them together.

Draw i of one plan goes with draw i of every other. Streams of national assumptions are the same in all plans, others
each plan's own, so that the sum is spread as it should be: neither as if all plans moved together, nor as if none did.
Read from the store a figure at a time, so that memory stays the same however many plans there are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtfp.batch.outcome.additive import ROLLED
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome, Rollup
from mtfp.batch.plans.canonical import BASE
from mtfp.batch.work.engines import counted
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.model.base.arrays import Array
from mtfp.results.figures import figure_named
from mtfp.results.table import SHARE, Column, Row, Table
from mtfp.simulation.statistics import describe, share
from mtfp.views.simulated.in_words import as_gap
from mtfp.views.simulated.sampled_rows import HOW_TO_READ, columns_of_statistics, estimate_rows, statistics_of

NAME = "rollup"
"""The plan's name in results."""
UNIT, POUNDS_OF_UNIT = "£m", 1e6
SHOWN = {
    **{each: figure_named(each).label for each in ("gap", "expenditure")},
    "additional_payments": "Asked of the partners",
}
"""What people see, of every scenario the first."""
HAPPENS = {"gap": "There is a gap, all together", "additional_payments": "Partners are asked for more, anywhere"}


def roll_up(result: BatchResult) -> Rollup:
    """Add up every plan that has results, under every scenario that all of them have, over years that all have.

    Plans must begin in the same year: what is national in a draw is the same in the first year, the second, ...
    """
    plans, findings = result.with_results, [*_missing(result)]
    if not plans:
        return Rollup((), (), (), tuple(findings))
    if apart := [plan for plan in plans if plan.years[0] != plans[0].years[0]]:
        return Rollup((), (), (), (*findings, _apart(plans[0], apart[0])))
    scenarios = tuple(name for name in plans[0].scenarios if all(name in plan.scenarios for plan in plans))
    years = min((plan.years for plan in plans), key=len)
    added = _Added(plans, scenarios, years[1:])
    tables = (_distribution(added), _probability(added), *([_difference(added)] if len(scenarios) > 1 else []))
    return Rollup(tuple(plan.name for plan in plans), scenarios, tables, tuple(findings))


@dataclass(frozen=True)
class _Added:
    """Sums over some plans, under some scenarios, in some years, in UNIT."""

    plans: Sequence[PlanOutcome]
    scenarios: tuple[str, ...]
    years: tuple[str, ...]

    def values(self, scenario: str, figure: str) -> Array:
        """A figure in every draw, shape (year, draw): always in the order of plans, so that bits never differ."""
        return self._sum(scenario, figure)

    def central(self, scenario: str, figure: str) -> Array:
        """A figure as the plans count on it, shape (year,)."""
        return self._sum(scenario, f"{figure}/central")

    def _sum(self, scenario: str, what: str) -> Array:
        first, *others = (plan.additive(scenario, what)[: len(self.years)] for plan in self.plans)
        total = first.copy()
        for other in others:
            total += other
        return total / POUNDS_OF_UNIT


def _distribution(added: _Added) -> Table:
    """How each figure is spread, as the table of that name has it for one plan."""
    rows: list[Row] = []
    columns = columns_of_statistics()
    for scenario in added.scenarios:
        for figure in ROLLED:
            rows.append(_heading(scenario, figure, len(columns)))
            rows += _by_year(added, scenario, figure)
    return _table("distribution", _in_words(added), columns, rows, *_not_shared(added.plans), HOW_TO_READ)


def _hidden(scenario: str, figure: str) -> bool:
    """Return True for figures that only programs read."""
    return figure not in SHOWN or (scenario != BASE and figure != "gap")


def _heading(scenario: str, figure: str, columns: int) -> Row:
    label = SHOWN.get(figure) or figure_named(figure).label
    called = label if scenario == BASE else f"{label}: {scenario}"
    return Row("", called, (None,) * columns, strong=True, for_machines=_hidden(scenario, figure))


def _by_year(added: _Added, scenario: str, figure: str) -> Iterator[Row]:
    values, central = added.values(scenario, figure), added.central(scenario, figure)
    hidden = _hidden(scenario, figure)
    parts = [*zip(added.years, added.years, values, central, strict=True)]
    if figure_named(figure).sums:
        parts.append(("all", "All years", values.sum(axis=0), central.sum()))
    for year, label, draws, known in parts:
        cells = statistics_of(float(known), describe(draws, low_is_worse=figure_named(figure).low_is_worse))
        yield Row(figure, label, cells, depth=1, scenario=scenario, year=year, for_machines=hidden)


def _probability(added: _Added) -> Table:
    """How likely it is that there is a gap, all plans together, and that partners are asked for more anywhere."""
    rows: list[Row] = []
    for scenario in added.scenarios:
        if len(added.scenarios) > 1:
            rows.append(Row("", scenario, (None,) * len(added.years), strong=True))
        for figure, label in HAPPENS.items():
            told = [share(values > 0) for values in added.values(scenario, figure)]
            rows += estimate_rows(figure, label, "probability", told, unit=SHARE, depth=1, scenario=scenario)
    columns = [Column(year, year) for year in added.years]
    return _table("probability", "How likely a gap is, all plans together", columns, rows)


def _difference(added: _Added) -> Table:
    """By how much the sum of gaps differs from that of the plans as they stand, draw by draw."""
    last, others = added.years[-1], [name for name in added.scenarios if name != BASE]
    base = added.values(BASE, "gap")
    rows: list[Row] = []
    for year, label, part in (
        (last, f"Gap of {last}, less the plans'", slice(-1, None)),
        ("all", f"{added.years[0]} to {last} together", slice(None)),
    ):
        apart = [(added.values(name, "gap")[part] - base[part]).sum(axis=0) for name in others]
        told = [describe(values) for values in apart]
        rows.append(Row("", label, (None,) * len(others), strong=True))
        for name, said in {"mean": "On average", "p10": "P10", "p50": "P50", "p90": "P90"}.items():
            each = [statistics[name] for statistics in told]
            rows += estimate_rows("gap", said, name, each, depth=1, signed=True, year=year)
    return _table("difference", "What each scenario does to the gap, all plans together", _columns(others, last), rows)


def mixings(plans: Iterable[PlanOutcome]) -> dict[str, Counter[str]]:
    """How many plans have each national assumption, by what it is mixed of: the same draws only where that is alike."""
    found: dict[str, Counter[str]] = {}
    for plan in plans:
        for name, of in plan.national.items():
            found.setdefault(name, Counter())[of] += 1
    return found


def _not_shared(plans: Iterable[PlanOutcome]) -> Iterator[str]:
    """What is called national and isn't the same in all the plans that have it."""
    if apart := [f"`{name}`" for name, each in mixings(plans).items() if len(each) > 1]:
        yield (
            f"Not the same draws in all plans, which correlate it with others, or otherwise: {', '.join(apart)}. "
            "The sum is narrower or wider than if it were."
        )


def _columns(scenarios: Sequence[str], year: str) -> list[Column]:
    return [Column(name, year, name) for name in scenarios]


def _table(name: str, title: str, columns: Sequence[Column], rows: Sequence[Row], *notes: str) -> Table:
    return Table(name, title, NAME, UNIT, tuple(columns), tuple(rows), notes)


def _in_words(added: _Added) -> str:
    told = describe(added.values(BASE, "gap")[-1])
    low, high = (as_gap(told[name].value, UNIT) for name in ("p10", "p90"))
    plans = counted(len(added.plans), "plan")
    return f"{plans} together: in 8 of 10 futures {added.years[-1]} ends between {low} and {high}"


def _missing(result: BatchResult) -> Iterator[Finding]:
    """Plans, and scenarios of plans, that the sum is without."""
    without = [plan for plan in result.plans if not plan.has_results or plan.left_out]
    for plan in without:
        what = "has no results" if not plan.has_results else f"isn't had under {', '.join(plan.left_out)}"
        place, fix = Place(plan.path), "mend it, or leave it out of the run, for a sum that is whole"
        yield Finding("E505", f"what is added up is without it: {plan.name or plan.path} {what}", place, fix)


def _apart(first: PlanOutcome, other: PlanOutcome) -> Finding:
    message = f"{other.name} begins in {other.years[0]} and {first.name} in {first.years[0]}: they can't be added up"
    return Finding("E505", message, Place(other.path), "add up plans of one base year")
