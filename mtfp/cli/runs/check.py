"""Find all errors and warnings of a plan, run its checks, and read its amounts back."""

from pathlib import Path

from mtfp.cli.exits import Exit, leave
from mtfp.cli.options import CheckOptions
from mtfp.cli.shared.output import Output, output_of
from mtfp.cli.shared.projections import Run, one_run, path_of
from mtfp.documents.of_checks import checked, place_of, refused
from mtfp.findings.finding import Refused
from mtfp.results.checks import verdicts


def run(plan: Path, scenarios: list[str], national: Path | None, options: CheckOptions, *, strict: bool) -> None:
    """Write findings and checks; exit with 1 if a check fails or, with `strict`, if there is a warning."""
    output = output_of(options)
    projected = _project(plan, scenarios, national, output)
    output.show_findings(projected.warnings)
    results = enumerate(verdicts(projected.projection))
    checks = [(verdict, projected.document.place(place_of(number))) for number, verdict in results]
    output.deliver(checked(path_of(plan), projected.projection.plan, projected.warnings, checks, projected.changed))
    failed = any(not verdict.holds for verdict, _ in checks)
    leave(Exit.CHECK_FAILED if failed or (strict and projected.warnings) else Exit.DONE)


def _project(plan: Path, scenarios: list[str], national: Path | None, output: Output) -> Run:
    """Project the plan. If the plan has errors, write them in the chosen format, except on a terminal, and exit."""
    try:
        return one_run(plan, scenarios, national, with_checks=True)
    except Refused as refusal:
        if output.format.fits_screen:
            raise
        output.deliver(refused(path_of(plan), refusal.findings))
        leave(Exit.REFUSED)
