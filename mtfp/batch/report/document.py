"""Documents of a batch: a summary for people and CI, and all figures for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtfp.batch.baseline.comparison import Comparison
from mtfp.batch.baseline.comparison_table import changes_table, inputs_that_changed
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.report.cases import ALL, name_of, newly_failed
from mtfp.documents.blocks import Block, Checks, Findings, Heading, Listing, Manifest, Prose, Tables
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.documents.manifest import DIGITS, footer
from mtfp.findings.finding import Finding
from mtfp.results.table import Table


@dataclass(frozen=True)
class PlansTables:
    """Tables of all plans, each read from the store when it is written, then the tables of the sum of all plans."""

    result: BatchResult

    def __iter__(self) -> Iterator[Table]:
        for plan in self.result.with_results:
            yield from plan.tables()
        yield from self.result.rollup.tables if self.result.rollup else ()


def in_full(result: BatchResult, manifest: Mapping[str, Any], cases: Sequence[CheckCase]) -> Document:
    """Return a document of every table of every plan, read one at a time, and all checks and warnings."""
    summary, findings = Checks(tuple(cases), _of_plans(result)), tuple((ALL, each) for each in result.warnings)
    blocks = (Tables(PlansTables(result)), summary, Findings(findings), manifest_block(manifest))
    return Document("Results of all plans", blocks)


def in_brief(
    result: BatchResult,
    manifest: Mapping[str, Any],
    cases: Sequence[CheckCase],
    ranked: Table,
    comparison: Comparison | None,
    listed_in: str = "",
) -> Document:
    """Return the outcome of a batch: failed checks, changes since the baseline, the sum of all plans, the ranking.

    `listed_in` is the file that lists every check; empty if there is none.
    """
    blocks = (
        checks_of(result, cases, comparison, listed_in),
        *_changes(comparison),
        *_together(result),
        Heading("Ranking of the plans"),
        Tables((ranked,), "ranking.csv has all rows."),
        Findings(tuple(warnings_of(result))),
        manifest_block(manifest),
    )
    return Document(_title(result, cases, comparison), blocks)


def checks_of(
    result: BatchResult, cases: Sequence[CheckCase], comparison: Comparison | None = None, listed_in: str = ""
) -> Checks:
    """Return the checks of all plans. `listed_in` is the file that lists every check; empty if there is none."""
    all_in = f"{listed_in} lists all checks." if listed_in else "With -o FOLDER, manifest.json lists all checks."
    failed = sum(len(plan.failed) for plan in result.plans)
    new = newly_failed(result, comparison.baseline.failed) if comparison else None
    if comparison:
        order = "New failures come first, then checks that are furthest below the required share of draws."
    else:
        order = "Checks that are furthest below the required share of draws come first."
    summary = f"{_of_checks(failed, new).capitalize()}; {_of_plans(result)}."
    return Checks(tuple(cases), summary, (order,) if failed else (), all_in)


def manifest_block(manifest: Mapping[str, Any]) -> Manifest:
    """Return the manifest of a batch, with a line for people."""
    return Manifest(manifest, footer(manifest, f"results {manifest['run_digest'][:DIGITS]}"))


def warnings_of(result: BatchResult) -> list[tuple[str, Finding]]:
    """Return the warnings that are not fatal, each with the name of its plan."""
    by_plan = [(ALL, finding) for finding in result.notices]
    by_plan += [(name_of(plan), finding) for plan in result.plans for finding in plan.warnings]
    return [(plan, finding) for plan, finding in by_plan if finding.code not in result.fatal_codes]


def _of_plans(result: BatchResult) -> str:
    plans = len(result.plans)
    return f"{len(result.with_results)} of {'1 plan has' if plans == 1 else f'{plans} plans have'} results"


def _title(result: BatchResult, cases: Sequence[CheckCase], comparison: Comparison | None) -> str:
    checks = sum(len(plan.failed) for plan in result.plans)
    errors = sum(len(case.findings) for case in cases if case.outcome is Outcome.ERROR)
    parts = [
        _of_plans(result),
        *([f"{errors:,} error{'s' if errors > 1 else ''}"] if errors else []),
        _of_checks(checks, newly_failed(result, comparison.baseline.failed) if comparison else None),
        *([f"{len(result.fatal):,} fatal warning{'s' if len(result.fatal) > 1 else ''}"] if result.fatal else []),
        *([_of_changes(len(comparison.figures))] if comparison else []),
    ]
    return ", ".join(parts)


def _of_changes(count: int) -> str:
    return "1 figure changed" if count == 1 else f"{count:,} figures changed"


def _of_checks(failed: int, new: int | None) -> str:
    """Return, in words, the number of failed checks and the number that are new since the baseline.

    >>> _of_checks(0, 0), _of_checks(3, 1), _of_checks(2, 0), _of_checks(1, None)
    ('no check failed', '3 checks failed, 1 of them new', '2 checks failed, none of them new', '1 check failed')
    """
    if not failed:
        return "no check failed"
    since = "" if new is None else f", {new:,} of them new" if new else ", none of them new"
    return f"{failed:,} check{'s' if failed > 1 else ''} failed{since}"


def _changes(comparison: Comparison | None) -> Iterator[Block]:
    if comparison is None:
        return
    yield Heading("Changes since the baseline")
    yield Tables((changes_table(comparison),), "moved.csv has all changes.")
    if comparison.causes:
        yield Prose("What moved the gap of the plans that changed most")
        yield Listing(tuple(comparison.causes))
    if inputs := inputs_that_changed(comparison):
        yield Prose("Inputs that changed since the baseline")
        yield Listing(inputs, all_in="manifest.json has all inputs that changed.")


def _together(result: BatchResult) -> Iterator[Block]:
    """Yield the sum of all plans, if it was requested."""
    if result.rollup is None:
        return
    yield Heading("All plans together")
    yield from (Prose(f"{finding.message}.") for finding in result.rollup.findings)
    yield Tables(result.rollup.tables, "results.csv has all rows.")
