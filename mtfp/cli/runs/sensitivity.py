"""Show what moves a figure of a plan, as it stands or under a scenario."""

from pathlib import Path

from mtfp.cli.exits import UsageError
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.of_questions import SensitivityOptions
from mtfp.cli.options.single import ALL
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.projections import one_run
from mtfp.cli.shared.validation import require_known_name
from mtfp.documents.document import Document
from mtfp.findings.suggest import Unknown
from mtfp.library.runs import Run
from mtfp.library.sensitivity import Progress, sensitivity_of
from mtfp.views.sensitivity.names import OF_MOVES, SENSITIVITY


def run(plan: Path, scenarios: list[str], options: SensitivityOptions, report: FigureOptions) -> None:
    """Write the sensitivity of a figure."""
    output = output_of(report)
    for name in options.table:
        require_known_name(name, (*SENSITIVITY, ALL), "--table")
        if name in OF_MOVES and not options.move:
            raise UsageError(f"--table {name} shows listed moves: add --move, such as --move 'pay_nhs 1%, 2%, 4%'")
    found = one_run(plan, scenarios)
    with progress_bar(wanted=not (options.no_progress or output.quiet), of="projections") as bar:
        document = _document(found, options, bar)
    output.deliver(document)
    count_warnings(found.warnings, plan, scenarios, output)


def _document(run: Run, options: SensitivityOptions, progress: Progress | None) -> Document:
    try:
        found = sensitivity_of(run, options.of, options.year, options.move, options.draws, options.seed, progress)
        return found.document(*(found.table_names if ALL in options.table else options.table))
    except Unknown as unknown:
        raise UsageError(str(unknown)) from None
    except ValueError as wrong:
        raise UsageError(f"--move: {wrong}") from None
