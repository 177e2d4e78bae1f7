"""Plans of a batch in order of how hard pressed they are."""

from collections.abc import Iterator

from mtfp.batch.outcome.measures import MEASURES, Measure
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome
from mtfp.batch.plans.canonical import BASE
from mtfp.results.table import SHARE, Column, Row, Table

NOTES = (
    "Gap: what the plan counts on in its worst year, as a share of that year's expenditure. P90 gap: the share "
    "that one future in ten exceeds, in the worst year for that. Below floor: in what share of futures contingency has "
    "fallen below its floor by the last year; blank without such a floor.",
)
WORST = "Worst scenario: what plans are ranked by, in the scenario in which it is highest."


def ranking(result: BatchResult, by: str) -> Table:
    """A row for each plan with results, as it stands, the hardest pressed first; for machines its scenarios too."""
    measure, ranked = MEASURES[by], _ranked(result, by)
    several = any(len(plan.standings) > 1 for plan in ranked)
    columns = [Column(each.label, statistic=name.replace("-", "_")) for name, each in MEASURES.items()]
    columns += [Column("Worst scenario", statistic="worst_scenario")] if several else []
    rows = tuple(row for plan in ranked for row in _rows(plan, measure, several))
    notes = (*(NOTES if ranked else ()), *([WORST] if several else []), *_missing(result))
    return Table("ranking", _in_words(ranked, measure), "", "£", tuple(columns), rows, notes)


def _ranked(result: BatchResult, by: str) -> list[PlanOutcome]:
    """By the measure, then by name, so that the order is the same everywhere; those without the figure last."""
    of = MEASURES[by].of

    def place(plan: PlanOutcome) -> tuple[bool, float, str]:
        value = of(plan.standings[BASE])
        return value is None, -(value or 0.0), plan.name

    return sorted(result.with_results, key=place)


def _rows(plan: PlanOutcome, measure: Measure, several: bool) -> Iterator[Row]:
    for scenario, standing in plan.standings.items():
        figures = tuple(each.of(standing) for each in MEASURES.values())
        cells = (*figures, *([_worst(plan, measure) if scenario == BASE else None] if several else []))
        machines = scenario != BASE
        yield Row("ranking", plan.name, cells, SHARE, scenario=scenario, for_machines=machines, plan=plan.name)


def _worst(plan: PlanOutcome, measure: Measure) -> float | None:
    """The measure in the scenario that is worst for it."""
    values = [measure.of(standing) for scenario, standing in plan.standings.items() if scenario != BASE]
    return max((value for value in values if value is not None), default=None)


def _in_words(ranked: list[PlanOutcome], measure: Measure) -> str:
    if not ranked:
        return "No plan has results"
    first = ranked[0]
    value = measure.of(first.standings[BASE])
    return f"{first.name} comes first: {value:.1%}, {measure.words}" if value is not None else "No plan has this figure"


def _missing(result: BatchResult) -> Iterator[str]:
    without = [plan.path for plan in result.plans if not plan.has_results]
    if without:
        yield f"Without results: {', '.join(without)}."
