"""Messages of a batch on standard error, and its exit code."""

from mtfp.batch.outcome.outcome import BatchResult, Status
from mtfp.batch.plans.canonical import BASE
from mtfp.cli.exits import Exit, print_error, refusal
from mtfp.findings.show import show_all

MOST_SHOWN = 20
"""Maximum number of failed checks shown one by one: more would push the results off the screen."""
CODES = (
    (Status.BUG, Exit.BUG),
    (Status.NOT_READ, Exit.NOT_READ_OR_WRITTEN),
    (Status.TOO_BIG, Exit.TOO_BIG),
    (Status.REFUSED, Exit.REFUSED),
    (Status.PARTLY, Exit.REFUSED),
)
"""The exit code of each status that leaves results out, the worst first."""


def report(result: BatchResult, listed_in: str, *, checks_shown: bool, quiet: bool) -> None:
    """Write errors, failed checks unless they are shown already, fatal warnings, and a last line with the totals.

    `listed_in` is the file that lists every warning; empty if there is none.
    """
    if (notices := [each for each in result.notices if each not in result.fatal]) and not quiet:
        print_error(show_all(notices))
    rolled = result.rollup.findings if result.rollup else ()
    if errors := [*result.findings, *rolled, *(error for plan in result.plans for error in plan.errors)]:
        print_error(refusal(errors))
    for plan in result.plans:
        if plan.trouble:
            print_error(f"{plan.path}: {plan.trouble}")
    elsewhere = f"{listed_in} lists them" if listed_in else "with -o FOLDER they are listed there"
    if not quiet and not checks_shown:
        _failed(result, elsewhere)
    if result.fatal:
        print_error(show_all(result.fatal))
    if not quiet:
        _totals(result, elsewhere)


def _failed(result: BatchResult, elsewhere: str) -> None:
    """Write failed checks, those of plans as they stand first, up to MOST_SHOWN."""
    failed = [(plan.name, verdict) for plan in result.plans for verdict in plan.failed]
    failed.sort(key=lambda each: each[1].scenario != BASE)
    for name, verdict in failed[:MOST_SHOWN]:
        print_error(f"{name}, {verdict.scenario}: {verdict.said}")
    if len(failed) > MOST_SHOWN:
        print_error(f"... and {len(failed) - MOST_SHOWN:,} more checks fail: {elsewhere}.")


def _totals(result: BatchResult, elsewhere: str) -> None:
    if warned := [plan for plan in result.plans if plan.warnings]:
        count = sum(len(plan.warnings) for plan in warned)
        print_error(f"{_counted(count, 'warning')} in {_counted(len(warned), 'plan')}: {elsewhere}.")
    failed, fatal = sum(len(plan.failed) for plan in result.plans), len(result.fatal)
    checks = f", {_counted(failed, 'check')} failed" if failed else ""
    warnings = f", {_counted(fatal, 'warning')} fatal" if fatal else ""
    whole = "1 plan has" if len(result.plans) == 1 else f"{len(result.plans)} plans have"
    print_error(f"{len(result.with_results)} of {whole} results{checks}{warnings}.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def exit_of(result: BatchResult) -> Exit:
    """Return the exit code of the worst outcome of any plan."""
    met = {plan.status for plan in result.plans}
    if worst := [code for status, code in CODES if status in met]:
        return worst[0]
    if result.findings or (result.rollup and result.rollup.findings):
        return Exit.REFUSED
    return Exit.CHECK_FAILED if any(plan.failed for plan in result.plans) or result.fatal else Exit.DONE
