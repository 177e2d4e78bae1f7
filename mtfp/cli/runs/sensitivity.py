"""Show what moves a figure of a plan, as it stands or under a scenario."""

from collections.abc import Sequence
from pathlib import Path

from mtfp.cli.exits import UsageError
from mtfp.cli.options import ALL, FigureOptions
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.projections import one_run
from mtfp.cli.shared.validation import require_known_name
from mtfp.documents.document import Document
from mtfp.findings.suggest import Unknown
from mtfp.library.sensitivity import Sensitivity, sensitivity_of
from mtfp.views.sensitivity.names import FROM_ZERO, SENSITIVITY, VALUES


def run(
    plan: Path,
    scenarios: list[str],
    of: str,
    year: str,
    moves: list[str],
    draws: int,
    seed: int,
    tables: Sequence[str],
    report: FigureOptions,
    *,
    progress: bool,
) -> None:
    """Write the sensitivity of a figure."""
    output = output_of(report)
    for name in tables:
        require_known_name(name, (*SENSITIVITY, ALL), "--table")
        if name in (VALUES, FROM_ZERO) and not moves:
            raise UsageError(f"--table {name} shows listed moves: add --move, such as --move 'pay_nhs 1%, 2%, 4%'")
    found = one_run(plan, scenarios)
    with progress_bar(wanted=progress and not output.quiet, of="projections") as bar:
        try:
            document = _document(sensitivity_of(found, of, year, moves, draws, seed, bar), tables)
        except Unknown as unknown:
            raise UsageError(str(unknown)) from None
        except ValueError as wrong:
            raise UsageError(f"--move: {wrong}") from None
    output.deliver(document)
    count_warnings(found.warnings, plan, scenarios, output)


def _document(found: Sensitivity, tables: Sequence[str]) -> Document:
    return found.document(*(found.table_names if ALL in tables else tables))
