"""Find everything that is wrong with a plan, and try its checks."""

from collections.abc import Sequence
from pathlib import Path

from mtfp.cli.exits import Exit, complain, leave
from mtfp.cli.options import FINDING_FORMATS
from mtfp.cli.shared.projections import one_run
from mtfp.cli.shared.typed import known_name
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.show import show_all
from mtfp.reports.ci.verdicts import as_github, as_json, as_text
from mtfp.reports.files import out
from mtfp.results.checks import Verdict, verdicts


def run(plan: Path, scenarios: list[str], format: str, *, strict: bool, quiet: bool) -> None:
    """Write findings and checks, and leave with 1 if a check fails or, with `strict`, on a warning."""
    known_name(format, FINDING_FORMATS, "--format")
    findings, checks = _examined(plan, scenarios, format)
    _write(plan, findings, checks, format, quiet=quiet)
    failed = any(not verdict.holds for verdict in checks)
    leave(Exit.CHECK_FAILED if failed or (strict and findings) else Exit.DONE)


def _examined(plan: Path, scenarios: list[str], format: str) -> tuple[Sequence[Finding], Sequence[Verdict]]:
    try:
        found = one_run(plan, scenarios, checked=True)
    except Refused as refused:
        if format == "text":
            raise
        _write(plan, refused.findings, (), format, quiet=False)
        leave(Exit.REFUSED)
    return found.warnings, verdicts(found.projection)


def _write(plan: Path, findings: Sequence[Finding], checks: Sequence[Verdict], format: str, *, quiet: bool) -> None:
    if format == "json":
        out.to_stdout(as_json(findings, checks), exact=True)
    elif format == "github":
        out.to_stdout(as_github(plan, findings, checks))
    else:
        if findings and not quiet:
            complain(show_all(findings))
        out.to_stdout(as_text(plan, checks))
