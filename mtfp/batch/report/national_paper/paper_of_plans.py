"""National paper: page one, the plans side by side, their sum, and what a reader checks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.plans.plan_source import BASE
from mtfp.batch.report.cases import cases_of
from mtfp.batch.report.document import checks_of, manifest_block, warnings_of
from mtfp.batch.report.national_paper.answers import answers_of
from mtfp.batch.report.national_paper.national_scenarios import scenarios_of_total
from mtfp.batch.report.national_paper.page_one_figures import gaps_chart, key_figures
from mtfp.batch.report.national_paper.plan_tables import chances_of_plans, gaps_of_plans, reasons_of_plans
from mtfp.batch.report.national_paper.plans_evidence import PlansEvidence, evidence_of
from mtfp.batch.report.national_paper.signs import SIGNS
from mtfp.batch.report.national_paper.trouble import names, plan_in_words
from mtfp.documents.blocks import Block, Findings, Heading, Listing, Notice, Prose, Sources, Tables
from mtfp.documents.document import Document
from mtfp.findings.short import counted
from mtfp.results.table import Table


def national_paper(result: BatchResult, manifest: Mapping[str, Any], ranked: Table) -> Document:
    """Return the paper on all plans of a batch. Figures are read from the store one plan at a time."""
    of = evidence_of(result)
    blocks = (
        *_notices(result),
        *_page_one(of),
        *_plans(of, ranked),
        *_left_out(of, result),
        *_together(of, result),
        *_for_checking(result, manifest),
    )
    return Document(f"{counted(len(result.plans), 'plan')}: national paper{_in_title(of)}", tuple(blocks))


def _in_title(of: PlansEvidence) -> str:
    return " (illustrative figures)" if of.illustrative else ""


def _notices(result: BatchResult) -> Iterator[Block]:
    invented = [plan.name for plan in result.plans if plan.illustrative]
    if not invented:
        return
    whose = "the figures" if len(invented) == len(result.with_results) else f"the figures of {names(invented)}"
    yield Notice(f"Illustrative: {whose} are invented and are no budget of any body.")


def _page_one(of: PlansEvidence) -> Iterator[Block]:
    for question, said in answers_of(of).items():
        yield Heading(question)
        yield Prose(" ".join(said))
    yield key_figures(of)
    if chart := gaps_chart(of):
        yield chart


def _plans(of: PlansEvidence, ranked: Table) -> Iterator[Block]:
    """Yield the ranking, the figures of each plan, the reasons, and a line in words on each plan."""
    if not of.plans:
        return
    yield Heading("Ranking of the plans")
    yield Tables((ranked,))
    yield Heading("The plans side by side")
    yield Tables((gaps_of_plans(of.plans, of.year), chances_of_plans(of.plans, of.year)))
    yield Heading("Who is in trouble, plan by plan")
    yield Prose("These are signs of trouble, each in the plan as it stands:")
    yield Listing(tuple(sign.rule for sign in SIGNS))
    yield Prose("The main reason for a gap is the part that adds most to it, in the table after this list.")
    yield Listing(tuple(map(plan_in_words, of.plans)))
    yield Tables((reasons_of_plans(of.plans, of.year),))


def _left_out(of: PlansEvidence, result: BatchResult) -> Iterator[Block]:
    found = [*(f"{name}: {reason}" for name, reason in of.left_out), *_of_sum(result), *_of_paths(result)]
    if found:
        yield Heading("What was left out")
        yield Listing(tuple(found))


def _of_sum(result: BatchResult) -> list[str]:
    return [finding.message for finding in result.rollup.findings] if result.rollup else []


def _of_paths(result: BatchResult) -> list[str]:
    return [f"{finding.code}: {finding.message}" for finding in result.findings]


def _together(of: PlansEvidence, result: BatchResult) -> Iterator[Block]:
    """Yield the sum of all plans: its scenarios side by side if there are any, and the tables of the roll-up."""
    if of.total is None or result.rollup is None:
        return
    if len(of.total.scenarios) > 1:
        yield Heading("The scenarios side by side")
        yield Tables((scenarios_of_total(of.total),))
    yield Heading("All plans together")
    yield Tables(result.rollup.tables)


def _for_checking(result: BatchResult, manifest: Mapping[str, Any]) -> Iterator[Block]:
    """Yield checks of the plans as they stand, warnings, sources and the manifest."""
    own = _as_they_stand(result)
    yield Heading("Checks and warnings")
    yield checks_of(own, cases_of(own, ()))
    yield Findings(tuple(warnings_of(result)))
    yield Heading("Sources")
    yield Sources(tuple(_sources(result)))
    yield manifest_block(manifest)


def _as_they_stand(result: BatchResult) -> BatchResult:
    """Return the outcome without checks under scenarios."""
    return replace(
        result,
        plans=tuple(
            replace(plan, verdicts=tuple(verdict for verdict in plan.verdicts if verdict.scenario == BASE))
            for plan in result.plans
        ),
    )


def _sources(result: BatchResult) -> Iterator[str]:
    """Yield sources of plans and of national correlations, and the attribution that licences require."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for plan in result.with_results:
        by_source[" ".join(plan.stated_source.split()) or "Not stated"].append(plan.name)
    for source, plans in by_source.items():
        yield f"{f'All {len(plans)} plans' if len(plans) == len(result.plans) > 1 else ', '.join(plans)}: {source}"
    for national in dict.fromkeys(f"{p.correlations.national}: {p.correlations.source}" for p in result.with_results):
        yield f"Correlations of national assumptions, {' '.join(national.split())}"
    yield from dict.fromkeys(plan.attribution for plan in result.with_results if plan.attribution)
