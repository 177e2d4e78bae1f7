"""Key figures and chart on page one of the national paper."""

from collections.abc import Iterator, Sequence

from mtfp.batch.outcome.rollup import UNIT
from mtfp.batch.report.cases import ALL
from mtfp.batch.report.national_paper.plan_figures import PlanFigures
from mtfp.batch.report.national_paper.plans_evidence import PlansEvidence
from mtfp.batch.report.national_paper.signs import LARGE_GAP, SIGNS, signs_of
from mtfp.batch.report.national_paper.total import ALL_YEARS, Total
from mtfp.documents.blocks import KeyFigure, KeyFigures
from mtfp.documents.charts.bars import Amount, Bars
from mtfp.findings.short import counted
from mtfp.model.base.money_in_words import in_money
from mtfp.results.table import SHARE
from mtfp.views.paper.amounts import gap, gap_range, money_range


def key_figures(of: PlansEvidence) -> KeyFigures:
    """Return the gap of all plans, its middle, the number of plans in trouble, and what partners pay extra."""
    total = of.total
    figures = (*(_gaps(total) if total else ()), _in_trouble(of), *(_extra(total) if total else ()))
    return KeyFigures("key_figures", "All plans in a few numbers", ALL, UNIT, figures)


def _gaps(total: Total) -> Iterator[KeyFigure]:
    planned, found, unit, last = total.central("gap"), total.range("gap"), total.unit, total.last
    yield KeyFigure("gap", f"Plans' own cases, {last}", gap(planned, unit), planned, year=last)
    if not total.is_certain:
        note = f"8 in 10 futures: between {gap_range(found, unit)}"
        label = f"Middle future, {last}"
        yield KeyFigure("gap", label, gap(found.middle, unit), found.middle, note, year=last, statistic="p50")


def _in_trouble(of: PlansEvidence) -> KeyFigure:
    number = sum(bool(signs_of(plan)) for plan in of.plans)
    text = f"{number:,} of {len(of.plans):,}"
    all_signs = sum(len(signs_of(plan)) == len(SIGNS) for plan in of.plans)
    note = f"{counted(all_signs, 'plan')} with all {len(SIGNS)} signs"
    return KeyFigure("plans_in_trouble", "Plans with a sign of trouble", text, number, note, "plans", of.year)


def _extra(total: Total) -> Iterator[KeyFigure]:
    asked, found = total.central("additional_payments", ALL_YEARS), total.range("additional_payments", ALL_YEARS)
    label = f"Extra from partners, {' to '.join(dict.fromkeys((total.years[0], total.last)))}"
    note = "" if total.is_certain else f"8 in 10 futures: {money_range(found, total.unit)}"
    yield KeyFigure("additional_payments", label, in_money(asked, total.unit), asked, note, year=ALL_YEARS)


def gaps_chart(of: PlansEvidence) -> Bars | None:
    """Return the largest gap of each plan as a share of its expenditure, the worst first; None without plans."""
    if not of.plans:
        return None
    return Bars(
        name="largest_gaps",
        figure="worst_gap",
        plan=ALL,
        title=_finding(of.plans),
        sentence="Largest gap of any year, as a share of that year's spending, in each plan's own case.",
        unit=UNIT,
        illustrative=of.illustrative,
        year="",
        head="Gap in worst year",
        bars=tuple(Amount(plan.name, plan.label, plan.worst_gap) for plan in of.plans),
        of=SHARE,
    )


def _finding(plans: Sequence[PlanFigures]) -> str:
    worst, large = plans[0], sum(plan.worst_gap >= LARGE_GAP for plan in plans)
    if worst.worst_gap <= 0:
        return "No plan has a gap in any year"
    share = f"{worst.worst_gap:.1%} of its spending"
    if len(plans) == 1:
        return f"{worst.label} has a gap of {share} in its worst year"
    others = f"; {counted(large, 'plan has', 'plans have')} a gap of 5% or more" if large else "; no gap reaches 5%"
    return f"{worst.label} has the largest gap, {share}{others}"
