"""How a command gives its results: tables to standard output or a file, everything else to standard error."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtfp import __version__
from mtfp.cli.exits import NotThere, complain

if TYPE_CHECKING:
    from mtfp.analysis.table import Table
    from mtfp.model.plan import Plan
    from mtfp.text.finding import Finding


@dataclass(frozen=True)
class Output:
    """What the command line says of the output."""

    format: str
    layout: str = "table"
    file: Path | None = None
    force: bool = False
    quiet: bool = False


def give(
    tables: "Sequence[Table]", manifest: dict[str, Any], findings: "Sequence[Finding]", output: Output, after: str = ""
) -> None:
    """Write tables as asked; `after` is text that people's formats show below them."""
    from mtfp.reports.formats import FORMATS, LAYOUTS, write
    from mtfp.reports.out import terminal_width, to_file, to_stdout, wants_style

    formats = {each.name: each for each in FORMATS}
    known_name(output.format, tuple(formats), "--format")
    known_name(output.layout, LAYOUTS, "--layout")
    text = write(
        tables,
        output.format,
        width=terminal_width() if output.file is None else 120,
        styled=output.file is None and wants_style(sys.stdout),
        encoding="utf-8" if output.file else sys.stdout.encoding or "utf-8",
        layout=output.layout,
        manifest=manifest,
        findings=findings,
    )
    if not formats[output.format].exact:
        below = [part for part in (after, _footer(manifest)) if part]
        if output.format == "plain":
            below = ["\n".join(f"# {line}" for line in part.splitlines()) for part in below]
        text = "\n\n".join([text.rstrip("\n"), *below]) + "\n"
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
    from mtfp.text.suggest import did_you_mean, one_of

    if name not in known:
        raise NotThere(f"{what} {name}: {did_you_mean(name, known) or f'use {one_of(known, most=20)}'}")


def manifest_of(plan: "Plan", scenarios: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """What every result says of itself: which program, plan, scenarios and assumptions made it."""
    return {
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


def tell_warnings(findings: "Sequence[Finding]", plan: Path, output: Output) -> None:
    """Say on standard error how many warnings there are, and where to read them."""
    if findings and not output.quiet:
        count = f"{len(findings)} warning{'s' if len(findings) > 1 else ''}"
        complain(f"{count}: `mtfp check {plan}` shows them.")


def _footer(manifest: dict[str, Any]) -> str:
    if "plan_digest" not in manifest:
        return ""
    return f"mtfp {manifest['version']}, central case, plan {manifest['plan_digest'][:12]}"
