"""Results written to standard output or a file, with everything else on standard error."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from mtfp import __version__
from mtfp.cli.exits import NotThere, complain
from mtfp.cli.options import FORMATS, LAYOUTS, ReportOptions
from mtfp.cli.shared.typed import known_name
from mtfp.findings.finding import Finding
from mtfp.model.plan import Plan
from mtfp.population.sources import attribution
from mtfp.reports import formats
from mtfp.reports.files import out
from mtfp.results.table import Table

FILE_WIDTH = 120
"""Width of tables in a file."""
LONGEST_LINE = 100
"""Longer lines of prose are hard to follow."""


def ready(report: ReportOptions) -> ReportOptions:
    """Return the options with their format chosen. Refuses, before any work, results that can't be written."""
    suffix = report.output.suffix.removeprefix(".").lower() if report.output else ""
    chosen = report.format or (suffix if suffix in ("csv", "json") else FORMATS[0])
    known_name(chosen, FORMATS, "--format")
    known_name(report.layout, LAYOUTS, "--layout")
    if report.layout != LAYOUTS[0] and chosen != FORMATS[0]:
        raise NotThere(f"--layout {report.layout} is for tables: leave out --format {chosen}, or the layout")
    if suffix in ("xlsx", "xls", "ods", "docx", "pdf", "html") and not report.format:
        raise NotThere(f"mtfp doesn't write .{suffix} files: name a .csv file, which spreadsheets open, or a .txt file")
    if report.output:
        out.not_theirs(report.output, force=report.force)
    return replace(report, format=chosen)


def page_of(report: ReportOptions) -> tuple[int, str]:
    """Return the width and the encoding of the file or terminal that results go to."""
    return (FILE_WIDTH, "utf-8") if report.output else (out.terminal_width(), sys.stdout.encoding or "utf-8")


def set_as_prose(text: str) -> str:
    """Wrap a sentence into lines that are easy to follow."""
    return "\n".join(wrap(text, min(out.terminal_width(), LONGEST_LINE)))


def give(
    tables: Sequence[Table],
    manifest: dict[str, Any],
    findings: Sequence[Finding],
    report: ReportOptions,
    *,
    before: str = "",
    after: str = "",
) -> None:
    """Write tables; `before` and `after` are texts that people's formats show above and below them."""
    width, encoding = page_of(report)
    text = formats.write(
        tables,
        report.format,
        width=width,
        styled=report.output is None and out.wants_style(sys.stdout),
        encoding=encoding,
        layout=report.layout,
        manifest=manifest,
        findings=findings,
    )
    exact = next(each.exact for each in formats.FORMATS if each.name == report.format)
    if not exact:
        text = _with_texts(text, before, [after, _footer(manifest)], commented=report.format == "plain")
    if report.output is None:
        out.to_stdout(text, exact=exact)
        return
    out.to_file(report.output, text, report.force)
    if not report.quiet:
        complain(f"wrote {report.output}")


def _with_texts(text: str, before: str, after: Sequence[str], *, commented: bool) -> str:
    below = [part for part in after if part]
    if commented:
        below = ["\n".join(f"# {line}" for line in part.splitlines()) for part in below]
    above = f"{before}\n\n\n" if before else ""
    return above + "\n\n".join([text.rstrip("\n"), *below]) + "\n"


def manifest_of(plan: Plan, scenarios: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return the manifest of a result: the program, plan, population, scenarios and assumptions that made it."""
    area = plan.population.area if plan.population else None
    return {
        **({"population": area, "attribution": attribution()} if area else {}),
        "program": "mtfp",
        "version": __version__,
        "plan": plan.name,
        "plan_digest": plan.digest(),
        "case": "central",
        "scenarios": list(scenarios),
        "assumptions": {
            name: {
                "label": a.label or name,
                "unit": a.unit,
                "source": a.source,
                "reviewed": a.reviewed,
                "grade": a.grade,
            }
            for name, a in plan.assumptions.items()
        },
    }


def tell_warnings(findings: Sequence[Finding], plan: Path, scenarios: Sequence[str], report: ReportOptions) -> None:
    """Count the warnings on standard error, and name the command that shows them."""
    if findings and not report.quiet:
        count = f"{len(findings)} warning{'s' if len(findings) > 1 else ''}"
        each = [f"`mtfp check {' '.join([str(plan), *(f'-s {name}' for name in one)])}`" for one in _ways(scenarios)]
        complain(f"{count}: {' and '.join(each)} {'shows' if len(each) == 1 else 'show'} them.")


def _ways(scenarios: Sequence[str]) -> list[tuple[str, ...]]:
    """Return each scenario by itself, or the plan as it stands if there is none."""
    return [(name,) for name in scenarios] or [()]


def _footer(manifest: dict[str, Any]) -> str:
    case = f"{manifest['draws']:,} draws, seed {manifest['seed']}" if "draws" in manifest else "central case"
    if "run_digest" in manifest:
        return f"mtfp {manifest['version']}, {case}, results {manifest['run_digest'][:12]}"
    if "plan_digest" not in manifest:
        return ""
    return f"mtfp {manifest['version']}, {case}, plan {manifest['plan_digest'][:12]}"
