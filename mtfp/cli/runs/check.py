"""Find everything that is wrong with a plan, and try its checks."""

from pathlib import Path

from mtfp.cli.exits import Exit, leave
from mtfp.cli.options import CheckOptions
from mtfp.cli.shared.output import Output, ready
from mtfp.cli.shared.projections import Run, one_run
from mtfp.documents.of_checks import checked, place_of, refused
from mtfp.findings.finding import Refused
from mtfp.reading.plan import plan_file
from mtfp.results.checks import verdicts
from mtfp.text.source import is_standard_input


def run(plan: Path, scenarios: list[str], options: CheckOptions, *, strict: bool) -> None:
    """Write findings and checks, and leave with 1 if a check fails or, with `strict`, on a warning."""
    output = ready(options)
    found = _examined(plan, scenarios, output)
    output.complain_of(found.warnings)
    checks = [(each, found.document.place(place_of(at))) for at, each in enumerate(verdicts(found.projection))]
    output.deliver(checked(_path(plan), found.plan.name, found.warnings, checks))
    failed = any(not verdict.holds for verdict, _ in checks)
    leave(Exit.CHECK_FAILED if failed or (strict and found.warnings) else Exit.DONE)


def _examined(plan: Path, scenarios: list[str], output: Output) -> Run:
    """Project the plan, or write what is wrong with it where the format has room for that, and leave."""
    try:
        return one_run(plan, scenarios, checked=True)
    except Refused as refusal:
        if output.format.fits_screen:
            raise
        output.deliver(refused(_path(plan), refusal.findings))
        leave(Exit.REFUSED)


def _path(plan: Path) -> str:
    return "standard input" if is_standard_input(plan) else plan_file(plan).as_posix()
