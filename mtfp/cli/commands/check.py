"""`mtfp check`: everything that is wrong with a plan, and whether its own checks hold."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtfp.cli.exits import Exit, complain, failures, leave
from mtfp.cli.options import DebugOption, PlanArgument, QuietOption, ScenarioOption
from mtfp.cli.output import known_name

if TYPE_CHECKING:
    from mtfp.findings.finding import Finding
    from mtfp.results.checks import Verdict

FORMATS = ("text", "github", "json")


def check(
    plan: PlanArgument,
    scenario: ScenarioOption = [],  # noqa: B006 - Typer copies it
    format: Annotated[
        str, typer.Option("--format", metavar="text|github|json", help="How findings are written.")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too, with exit code 1.")] = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Read a plan with every file it names, show what is wrong or worth knowing, and try its `checks:`.

    The checks are tried on the central case, of the plan as it stands or with a scenario.

    Example:  mtfp check plan.yaml

    Example:  mtfp check plan.yaml -s high-pay --format github
    """
    with failures(debug=debug):
        known_name(format, FORMATS, "--format")
        findings, verdicts = _examined(plan, scenario, format)
        _say(plan, findings, verdicts, format, quiet=quiet)
        failed = any(not verdict.holds for verdict in verdicts)
        leave(Exit.CHECK_FAILED if failed or (strict and findings) else Exit.DONE)


def _examined(plan: Path, scenarios: list[str], format: str) -> "tuple[Sequence[Finding], Sequence[Verdict]]":
    from mtfp.cli.runs import one_run
    from mtfp.findings.finding import Refused
    from mtfp.results.checks import verdicts

    try:
        run = one_run(plan, scenarios, checked=True)
    except Refused as refused:
        if format == "text":
            raise
        _say(plan, refused.findings, (), format, quiet=False)
        leave(Exit.REFUSED)
    return run.warnings, verdicts(run.projection)


def _say(plan: Path, findings: "Sequence[Finding]", verdicts: "Sequence[Verdict]", format: str, *, quiet: bool) -> None:
    from mtfp.findings.show import show_all
    from mtfp.reports.ci.verdicts import as_github, as_json, as_text
    from mtfp.reports.files.out import to_stdout

    if format == "json":
        to_stdout(as_json(findings, verdicts), exact=True)
    elif format == "github":
        to_stdout(as_github(plan, findings, verdicts))
    else:
        if findings and not quiet:
            complain(show_all(findings))
        to_stdout(as_text(plan, verdicts))
