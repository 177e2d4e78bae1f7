"""Figures of one plan in the national paper, read from its stored tables.

Money is in £m; a positive gap is a shortfall.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtfp.batch.outcome.outcome import PlanOutcome
from mtfp.batch.outcome.rollup import POUNDS_OF_UNIT
from mtfp.batch.outcome.summary import POUNDS
from mtfp.batch.plans.plan_source import BASE
from mtfp.batch.report.national_paper.reasons import Reasons, reasons_of
from mtfp.model.costs.line import PARTNERS
from mtfp.views.paper.case import Range

READ = ("statement", "distribution", "probability")
"""Tables of a plan that the paper reads."""
Key = tuple[str, str, str]
"""Row, year and statistic of a figure."""


@dataclass(frozen=True)
class PlanFigures:
    """Figures of a plan as it stands, in the year of the paper.

    `name` identifies the plan, and `label` is its name in sentences. `worst_gap`: largest gap of any year as a share of
    that year's expenditure. `below_minimum`: chance that a contingency reserve falls below its minimum level by the
    plan's last year; None without a minimum level. `additional_payments`: by partner, over the years up to the paper's.
    """

    name: str
    label: str
    year: str
    gap: float
    range: Range
    chance_of_gap: float
    chance_of_extra: float
    additional_payments: Mapping[str, float]
    worst_gap: float
    below_minimum: float | None
    checks: int
    failed_checks: int
    reasons: Reasons


def common_year(plans: Sequence[PlanOutcome]) -> str:
    """Return the year in which plans are compared: the last one of the plan that ends first."""
    return min((plan.years[-1] for plan in plans), default="")


def all_plan_figures(plans: Sequence[PlanOutcome], year: str) -> Iterator[PlanFigures]:
    """Yield the figures of each plan that projects the year. Tables are read one plan at a time."""
    in_all_names = bool(plans) and all(plan.name.lower().endswith(IN_NAME) for plan in plans)
    for plan in plans:
        if year in plan.years[1:]:
            yield _figures_of(plan, year, plan.name[: -len(IN_NAME)] if in_all_names else plan.name)


IN_NAME = " (illustrative)"
"""End of a name that sentences leave out if every plan has it, because the title of the paper says it."""


def _figures_of(plan: PlanOutcome, year: str, label: str) -> PlanFigures:
    known, measures = _cells(plan), plan.measures[BASE]
    own = [verdict for verdict in plan.verdicts if verdict.scenario == BASE]
    years = plan.years[1 : plan.years.index(year) + 1]
    low, middle, high = (known["distribution"]["gap", year, statistic] for statistic in ("p10", "p50", "p90"))
    statement = {(row, of): value for (row, of, _), value in known["statement"].items()}
    return PlanFigures(
        name=plan.name,
        label=label,
        year=year,
        gap=statement["gap", year],
        range=Range(low, middle, high),
        chance_of_gap=known["probability"]["gap", year, "probability"],
        chance_of_extra=known["probability"]["additional_payments", year, "probability"],
        additional_payments={
            partner: sum(statement[f"additional_payments.{partner}", each] for each in years) for partner in PARTNERS
        },
        worst_gap=measures.gap,
        below_minimum=measures.below_floor,
        checks=len(own),
        failed_checks=sum(not verdict.holds for verdict in own),
        reasons=reasons_of(statement, plan.years[: plan.years.index(year) + 1]),
    )


def _cells(plan: PlanOutcome) -> dict[str, dict[Key, float]]:
    """Return the figures of the plan as it stands by table, with money in £m."""
    found: dict[str, dict[Key, float]] = {name: {} for name in READ}
    for table in plan.tables():
        for cell in table.cells() if table.name in READ else ():
            if cell.scenario == BASE and cell.value is not None:
                pounds = POUNDS.get(cell.unit)
                value = cell.value * pounds / POUNDS_OF_UNIT if pounds else cell.value
                found[table.name][cell.row, cell.year, cell.statistic] = value
    return found
