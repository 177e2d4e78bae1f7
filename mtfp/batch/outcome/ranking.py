"""Rank the plans of a batch, the worst first."""

from collections.abc import Iterator

from mtfp.batch.outcome.measures import MEASURES, Measure
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome
from mtfp.batch.plans.plan_source import BASE
from mtfp.results.table import SHARE, Column, Row, Table

NOTES = (
    "Plans are ranked from worst to best. Gap: the largest gap of the central case in any year, as a share of that "
    "year's expenditure. P90 gap: in the worst year, one draw in ten has a gap above this share of the year's "
    "expenditure. Both are before additional partner contributions. Below minimum: the chance that the contingency "
    "reserve has fallen below its minimum level by the last year, after additional partner contributions; "
    "blank if the plan has no minimum level.",
)
WORST = "Worst scenario: the measure by which plans are ranked, under the scenario in which it is highest."


def ranking(result: BatchResult, by: str) -> Table:
    """Return a table of the plans with results, the worst first. Programs also see a row for each scenario."""
    measure, ranked = MEASURES[by], _ranked(result, by)
    several = any(len(plan.measures) > 1 for plan in ranked)
    columns = [Column(each.label, statistic=name.replace("-", "_")) for name, each in MEASURES.items()]
    columns += [Column("Worst scenario", statistic="worst_scenario")] if several else []
    rows = tuple(row for plan in ranked for row in _rows(plan, measure, several))
    notes = (*(NOTES if ranked else ()), *([WORST] if several else []), *_missing(result))
    return Table("ranking", _title(ranked, measure), "", "£", tuple(columns), rows, notes)


def _ranked(result: BatchResult, by: str) -> list[PlanOutcome]:
    """Return the plans, the worst first, those without the measure last, and those with equal measures by name."""
    of = MEASURES[by].of

    def order(plan: PlanOutcome) -> tuple[bool, float, str]:
        value = of(plan.measures[BASE])
        return value is None, -(value or 0.0), plan.name

    return sorted(result.with_results, key=order)


def _rows(plan: PlanOutcome, measure: Measure, several: bool) -> Iterator[Row]:
    for scenario, measures in plan.measures.items():
        figures = tuple(each.of(measures) for each in MEASURES.values())
        cells = (*figures, *([_worst(plan, measure) if scenario == BASE else None] if several else []))
        machines = scenario != BASE
        yield Row("ranking", plan.name, cells, SHARE, scenario=scenario, for_machines=machines, plan=plan.name)


def _worst(plan: PlanOutcome, measure: Measure) -> float | None:
    """Return the highest value of the measure under any scenario, which is the worst."""
    values = [measure.of(measures) for scenario, measures in plan.measures.items() if scenario != BASE]
    return max((value for value in values if value is not None), default=None)


def _title(ranked: list[PlanOutcome], measure: Measure) -> str:
    if not ranked:
        return "No plan has results"
    worst = ranked[0]
    value = measure.of(worst.measures[BASE])
    if value is None:
        return "No plan has a contingency reserve with a minimum level"
    return f"{measure.title}: {worst.name}, {value:.1%}"


def _missing(result: BatchResult) -> Iterator[str]:
    without = [plan.path for plan in result.plans if not plan.has_results]
    if without:
        yield f"Plans without results: {', '.join(without)}."
