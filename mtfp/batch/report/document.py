"""Documents of a batch: in brief for people and CI, and all its figures for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtfp.batch.baseline.comparison import Comparison
from mtfp.batch.baseline.comparison_table import inputs_that_changed, moved_table
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.report.cases import ALL, called, newly_failed
from mtfp.documents.blocks import Block, Checks, Findings, Heading, Listing, Manifest, Prose, Tables
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.documents.manifest import DIGITS, footer
from mtfp.findings.finding import Finding
from mtfp.results.table import Table


@dataclass(frozen=True)
class PlansTables:
    """Tables of one plan after the other, each read from the store when it is written, then those of the sum."""

    result: BatchResult

    def __iter__(self) -> Iterator[Table]:
        for plan in self.result.with_results:
            yield from plan.tables()
        yield from self.result.rollup.tables if self.result.rollup else ()


def in_full(result: BatchResult, manifest: Mapping[str, Any], cases: Sequence[CheckCase]) -> Document:
    """Return every table of every plan, one at a time, and all checks and warnings."""
    summary, findings = Checks(tuple(cases), _of_plans(result)), tuple((ALL, each) for each in result.warnings)
    blocks = (Tables(PlansTables(result)), summary, Findings(findings), _manifest(manifest))
    return Document("Results of all plans", blocks)


def in_brief(
    result: BatchResult,
    manifest: Mapping[str, Any],
    cases: Sequence[CheckCase],
    ranked: Table,
    moved: Comparison | None,
    listed_in: str = "",
) -> Document:
    """Return the outcome of a batch: checks that fail, figures that moved, the ranking, all plans together.

    `listed_in` is the file that lists every check; empty if there is none.
    """
    all_in = f"{listed_in} lists all." if listed_in else "With -o FOLDER all are listed there."
    failed = sum(len(plan.failed) for plan in result.plans)
    new = newly_failed(result, moved.baseline.failed) if moved else None
    order = ("Failures by how far they miss; with a baseline, new ones first.",) if failed else ()
    summary = f"{_of_checks(failed, new).capitalize()}; {_of_plans(result)}."
    checks = Checks(tuple(cases), summary, order, all_in)
    blocks = (
        checks,
        *_moved(moved),
        *_together(result),
        Heading("Ranking"),
        Tables((ranked,), "ranking.csv has all."),
        Findings(tuple(warnings_of(result))),
        _manifest(manifest),
    )
    return Document(_title(result, cases, moved), blocks)


def _manifest(manifest: Mapping[str, Any]) -> Manifest:
    return Manifest(manifest, footer(manifest, f"results {manifest['run_digest'][:DIGITS]}"))


def warnings_of(result: BatchResult) -> list[tuple[str, Finding]]:
    """What is worth knowing and not fatal, with the plan that it is of."""
    by_plan = [(ALL, finding) for finding in result.notices]
    by_plan += [(called(plan), finding) for plan in result.plans for finding in plan.warnings]
    return [(plan, finding) for plan, finding in by_plan if finding.code not in result.fatal_codes]


def _of_plans(result: BatchResult) -> str:
    plans = len(result.plans)
    return f"{len(result.with_results)} of {'1 plan has' if plans == 1 else f'{plans} plans have'} results"


def _title(result: BatchResult, cases: Sequence[CheckCase], moved: Comparison | None) -> str:
    checks = sum(len(plan.failed) for plan in result.plans)
    errors = sum(len(case.findings) for case in cases if case.outcome is Outcome.ERROR)
    said = [
        _of_plans(result),
        *([f"{errors:,} error{'s' if errors > 1 else ''}"] if errors else []),
        _of_checks(checks, newly_failed(result, moved.baseline.failed) if moved else None),
        *([f"{len(result.fatal):,} fatal warning{'s' if len(result.fatal) > 1 else ''}"] if result.fatal else []),
        *([f"{len(moved.figures):,} figures moved"] if moved else []),
    ]
    return ", ".join(said)


def _of_checks(failed: int, new: int | None) -> str:
    """How many checks failed, and how many of them didn't in the baseline.

    >>> _of_checks(0, 0), _of_checks(3, 1), _of_checks(1, None)
    ('no check failed', '3 checks failed, 1 of them new', '1 check failed')
    """
    if not failed:
        return "no check failed"
    since = f", {new:,} of them new" if new is not None else ""
    return f"{failed:,} check{'s' if failed > 1 else ''} failed{since}"


def _moved(moved: Comparison | None) -> Iterator[Block]:
    if moved is None:
        return
    yield Heading("Since the baseline")
    yield Tables((moved_table(moved),), "moved.csv has all.")
    if inputs := inputs_that_changed(moved):
        yield Prose("Inputs that changed since the baseline")
        yield Listing(inputs, all_in="manifest.json has all.")


def _together(result: BatchResult) -> Iterator[Block]:
    """All plans added up, if they were."""
    if result.rollup is None:
        return
    yield Heading("All plans together")
    yield from (Prose(f"{finding.message}.") for finding in result.rollup.findings)
    yield Tables(result.rollup.tables, "results.csv has all.")
