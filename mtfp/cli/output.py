"""How a command gives its results: tables to standard output or a file, everything else to standard error."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from mtfp import __version__
from mtfp.cli.exits import NotThere, complain

if TYPE_CHECKING:
    from mtfp.findings.finding import Finding
    from mtfp.model.plan import Plan
    from mtfp.results.table import Table

FILE_WIDTH = 120
"""How wide tables are set in a file."""
LONGEST_LINE = 100
"""Longer lines of prose are hard to follow."""


@dataclass(frozen=True)
class Output:
    """What the command line says of the output."""

    format: str
    layout: str = "table"
    file: Path | None = None
    force: bool = False
    quiet: bool = False


def output_of(format: str, layout: str, file: Path | None, *, force: bool, quiet: bool) -> Output:
    """What the command line says of the output, refused before any work if it can't be done."""
    from mtfp.reports.files.out import not_theirs
    from mtfp.reports.formats import FORMATS, LAYOUTS

    ending = file.suffix.removeprefix(".").lower() if file else ""
    chosen = format or (ending if ending in ("csv", "json") else "table")
    known_name(chosen, [each.name for each in FORMATS], "--format")
    known_name(layout, LAYOUTS, "--layout")
    if layout != "table" and chosen != "table":
        raise NotThere(f"--layout {layout} is for tables: leave out --format {chosen}, or the layout")
    if ending in ("xlsx", "xls", "ods", "docx", "pdf", "html") and not format:
        raise NotThere(f"mtfp doesn't write .{ending} files: name a .csv file, which spreadsheets open, or a .txt file")
    if file:
        not_theirs(file, force=force)
    return Output(chosen, layout, file, force, quiet)


def page_of(output: Output) -> tuple[int, str]:
    """How wide what is written may be, and the encoding that it is for."""
    from mtfp.reports.files.out import terminal_width

    return (FILE_WIDTH, "utf-8") if output.file else (terminal_width(), sys.stdout.encoding or "utf-8")


def set_as_prose(text: str) -> str:
    """A sentence in lines that are easy to follow."""
    from mtfp.reports.files.out import terminal_width

    return "\n".join(wrap(text, min(terminal_width(), LONGEST_LINE)))


def give(
    tables: "Sequence[Table]",
    manifest: dict[str, Any],
    findings: "Sequence[Finding]",
    output: Output,
    *,
    before: str = "",
    after: str = "",
) -> None:
    """Write tables as asked; `before` and `after` are texts that people's formats show above and below them."""
    from mtfp.reports.files.out import to_file, to_stdout, wants_style
    from mtfp.reports.formats import FORMATS, write

    formats = {each.name: each for each in FORMATS}
    width, encoding = page_of(output)
    text = write(
        tables,
        output.format,
        width=width,
        styled=output.file is None and wants_style(sys.stdout),
        encoding=encoding,
        layout=output.layout,
        manifest=manifest,
        findings=findings,
    )
    if not formats[output.format].exact:
        below = [part for part in (after, _footer(manifest)) if part]
        if output.format == "plain":
            below = ["\n".join(f"# {line}" for line in part.splitlines()) for part in below]
        above = f"{before}\n\n\n" if before else ""
        text = above + "\n\n".join([text.rstrip("\n"), *below]) + "\n"
    if output.file is None:
        to_stdout(text, exact=formats[output.format].exact)
        return
    to_file(output.file, text, output.force)
    if not output.quiet:
        complain(f"wrote {output.file}")


def give_area(tables: "Sequence[Table]", output: Output) -> None:
    """Write tables of bundled figures, with the attribution that their licence asks for."""
    from mtfp.population.sources import attribution

    manifest = {"program": "mtfp", "version": __version__, "attribution": attribution()}
    give(tables, manifest, (), output, after=attribution())


def known_name(name: str, known: Sequence[str], what: str) -> None:
    """Refuse a word of the command line that is none of those known, with the nearest."""
    from mtfp.findings.suggest import did_you_mean, one_of
    from mtfp.results.renamed import renamed

    if name not in known:
        fix = renamed(name) or did_you_mean(name, known) or f"use {one_of(known, most=20)}"
        raise NotThere(f"{what} {name}: {fix}")


def manifest_of(plan: "Plan", scenarios: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """What every result says of itself: which program, plan, population, scenarios and assumptions made it."""
    from mtfp.population.sources import attribution

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


def not_twice(scenarios: Sequence[str]) -> None:
    """Refuse a scenario that is named twice."""
    if twice := [name for name in scenarios if scenarios.count(name) > 1]:
        raise NotThere(f"-s {twice[0]} is there twice: leave one out")


def tell_warnings(findings: "Sequence[Finding]", plan: Path, scenarios: Sequence[str], output: Output) -> None:
    """Say on standard error how many warnings there are, and where to read them."""
    if findings and not output.quiet:
        count = f"{len(findings)} warning{'s' if len(findings) > 1 else ''}"
        each = [f"`mtfp check {' '.join([str(plan), *(f'-s {name}' for name in one)])}`" for one in _ways(scenarios)]
        complain(f"{count}: {' and '.join(each)} {'shows' if len(each) == 1 else 'show'} them.")


def _ways(scenarios: Sequence[str]) -> list[tuple[str, ...]]:
    """The plan as it stands if there is no scenario, else each scenario by itself."""
    return [(name,) for name in scenarios] or [()]


def _footer(manifest: dict[str, Any]) -> str:
    case = f"{manifest['draws']:,} draws, seed {manifest['seed']}" if "draws" in manifest else "central case"
    if "run_digest" in manifest:
        return f"mtfp {manifest['version']}, {case}, results {manifest['run_digest'][:12]}"
    if "plan_digest" not in manifest:
        return ""
    return f"mtfp {manifest['version']}, {case}, plan {manifest['plan_digest'][:12]}"
