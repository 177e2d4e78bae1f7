"""A batch in brief, for a job's summary or a comment: what failed and where, what moved, the ranking, what to know."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtfp.batch.baseline.moved import Moved
from mtfp.batch.baseline.moved_table import moved_table
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.report.cases import ALL, called, newly_failed
from mtfp.findings.finding import Finding
from mtfp.reports.ci.cases import Came, Case
from mtfp.reports.ci.markdown import Section, document, escaped, of_table
from mtfp.results.table import Table

IN_LOG = "The log of the run has all."


def brief(
    result: BatchResult, cases: Sequence[Case], ranked: Table, moved: Moved | None, limit: int, left_out: str = ""
) -> str:
    """The summary as Markdown of no more bytes than `limit`; `left_out` says what isn't shown beside the lines."""
    rest = (of_table("Ranking", ranked, "ranking.csv has all."), *_together(result), *_warnings(result))
    sections = [*_wrong(cases), *_moved(moved), *rest]
    opening = [escaped(f"{ranked.title}."), *([left_out] if left_out else [])]
    return document(_title(result, cases, moved), opening, sections, limit)


def warnings_of(result: BatchResult) -> list[tuple[str, Finding]]:
    """What is worth knowing and not fatal, with the plan that it is of."""
    by_plan = [(ALL, finding) for finding in result.notices]
    by_plan += [(called(plan), finding) for plan in result.plans for finding in plan.warnings]
    return [(plan, finding) for plan, finding in by_plan if finding.code not in result.fatal_codes]


def _title(result: BatchResult, cases: Sequence[Case], moved: Moved | None) -> str:
    plans, checks = len(result.plans), sum(len(plan.failed) for plan in result.plans)
    of_plans = "1 plan has" if plans == 1 else f"{plans} plans have"
    errors = sum(len(case.findings) for case in cases if case.came is Came.ERROR)
    said = [
        f"{len(result.with_results)} of {of_plans} results",
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


def _wrong(cases: Sequence[Case]) -> Iterator[Section]:
    heads = ("Plan", "What", "Where", "Repair")
    refused = [_row(case, finding) for case in cases if case.came is Came.ERROR for finding in case.findings]
    if refused:
        yield Section("Not accepted", heads, tuple(refused), full=IN_LOG)
    failed = sorted((case for case in cases if case.came is Came.FAILED), key=lambda case: -case.by)
    if failed:
        rows = tuple(_row(case, finding)[:3] for case in failed for finding in case.findings)
        yield Section(
            "What fails",
            heads[:3],
            rows,
            ("By how far they miss; with a baseline, those first that didn't fail in it.",),
            IN_LOG,
        )


def _row(case: Case, finding: Finding) -> tuple[str, ...]:
    said = finding.message if case.came is Came.FAILED else f"{finding.code}: {finding.message}"
    return tuple(escaped(text) for text in (case.plan, said, str(finding.place), finding.fix))


def _moved(moved: Moved | None) -> Iterator[Section]:
    if moved is None:
        return
    yield of_table("Since the baseline", moved_table(moved), "moved.csv has all.")
    if moved.inputs:
        rows = tuple(
            tuple(escaped(text) for text in (each.whose, each.key, each.old, each.new, str(each.place)))
            for each in moved.inputs
        )
        yield Section(
            "Inputs that changed", ("Whose", "What", "Was", "Now", "Where"), rows, full="manifest.json has all."
        )


def _together(result: BatchResult) -> Iterator[Section]:
    """All plans added up, if they were."""
    if result.rollup is None:
        return
    missing = tuple(f"**{escaped(finding.message)}.**" for finding in result.rollup.findings)
    for number, table in enumerate(result.rollup.tables):
        section = of_table("All plans together" if number == 0 else table.title, table, "results.csv has all.")
        yield replace(section, said=(*missing, *section.said))


def _warnings(result: BatchResult) -> Iterator[Section]:
    rows = tuple(
        tuple(escaped(text) for text in (plan, f"{finding.code}: {finding.message}", str(finding.place)))
        for plan, finding in warnings_of(result)
    )
    if rows:
        yield Section("Worth knowing", ("Plan", "What", "Where"), rows, full="`mtfp check` shows those of a plan.")
