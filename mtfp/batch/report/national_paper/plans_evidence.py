"""Everything that the national paper is written from."""

from collections.abc import Iterator
from dataclasses import dataclass

from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome
from mtfp.batch.report.cases import name_of
from mtfp.batch.report.national_paper.plan_figures import PlanFigures, all_plan_figures, common_year
from mtfp.batch.report.national_paper.signs import worst_first
from mtfp.batch.report.national_paper.total import Total, total_of


@dataclass(frozen=True)
class PlansEvidence:
    """Plans of a batch compared in one year, and their sum.

    `plans`: the plans that project the year, the worst first. `total`: None if the plans can't be added up; then
    `not_added` is the reason. `left_out`: name of each plan that the comparison leaves out, with the reason.
    """

    year: str
    plans: tuple[PlanFigures, ...]
    total: Total | None
    not_added: str
    left_out: tuple[tuple[str, str], ...]
    scenarios_left_out: tuple[str, ...]
    illustrative: bool


def evidence_of(result: BatchResult) -> PlansEvidence:
    """Read the figures of all plans, one plan at a time."""
    year = common_year(result.with_results)
    plans = worst_first(list(all_plan_figures(result.with_results, year)))
    findings = result.rollup.findings if result.rollup else ()
    total = total_of(result.rollup)
    return PlansEvidence(
        year=year,
        plans=tuple(plans),
        total=total,
        not_added=findings[-1].message if findings and not total else "",
        left_out=tuple(_left_out(result, year)),
        scenarios_left_out=tuple(dict.fromkeys(name for plan in result.with_results for name in plan.left_out)),
        illustrative=any(plan.illustrative for plan in result.plans),
    )


def _left_out(result: BatchResult, year: str) -> Iterator[tuple[str, str]]:
    for plan in result.plans:
        if not plan.has_results:
            yield name_of(plan), _reason(plan)
        elif year not in plan.years[1:]:
            yield plan.name, f"begins in {plan.years[0]}, so it has no figures for {year}"


def _reason(plan: PlanOutcome) -> str:
    if plan.errors:
        first = plan.errors[0]
        return f"{plan.status.value}: {first.code}, {first.message}"
    return f"{plan.status.value}: {plan.problem}"
