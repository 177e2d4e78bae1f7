"""Messages of a batch on standard error, and its exit code."""

from mtfp.batch.outcome.outcome import BatchResult, Status
from mtfp.batch.plans.plan_source import BASE
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
"""Exit codes for plans that lack some or all results, by status; the worst comes first."""


def report(result: BatchResult, listed_in: str, *, checks_shown: bool, quiet: bool) -> None:
    """Write errors, failed checks unless the document shows checks, fatal warnings, and a last line with totals.

    `listed_in` is the file that lists every warning; empty if there is none.
    """
    if (notices := [each for each in result.notices if each not in result.fatal]) and not quiet:
        print_error(show_all(notices))
    of_sum = result.rollup.findings if result.rollup else ()
    if errors := [*result.findings, *of_sum, *(error for plan in result.plans for error in plan.errors)]:
        print_error(refusal(errors))
    for plan in result.plans:
        if plan.problem:
            print_error(f"{plan.path}: {plan.problem}")
    elsewhere = f"listed in {listed_in}" if listed_in else "with -o FOLDER, listed in manifest.json"
    if not quiet and not checks_shown:
        _failed(result, elsewhere)
    if result.fatal:
        print_error(show_all(result.fatal))
    if not quiet:
        _totals(result, elsewhere)


def _failed(result: BatchResult, elsewhere: str) -> None:
    """Write at most MOST_SHOWN failed checks: first checks of plans as they stand, then checks under scenarios."""
    failed = [(plan.name, verdict) for plan in result.plans for verdict in plan.failed]
    failed.sort(key=lambda each: each[1].scenario != BASE)
    for name, verdict in failed[:MOST_SHOWN]:
        under = "" if verdict.scenario == BASE else f" under {verdict.scenario}"
        print_error(f"{name}{under}: FAILS: {verdict.name}: {verdict.message}")
    if len(failed) > MOST_SHOWN:
        print_error(f"... and {len(failed) - MOST_SHOWN:,} more checks fail; {elsewhere}.")


def _totals(result: BatchResult, elsewhere: str) -> None:
    if warned := [plan for plan in result.plans if plan.warnings]:
        count = sum(len(plan.warnings) for plan in warned)
        print_error(f"{_counted(count, 'warning')} in {_counted(len(warned), 'plan')}; {elsewhere}.")
    failed, fatal = sum(len(plan.failed) for plan in result.plans), len(result.fatal)
    checks = f", {_counted(failed, 'check')} failed" if failed else ""
    warnings = f", {_counted(fatal, 'fatal warning')}" if fatal else ""
    plans = "1 plan has" if len(result.plans) == 1 else f"{len(result.plans)} plans have"
    print_error(f"{len(result.with_results)} of {plans} results{checks}{warnings}.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def exit_of(result: BatchResult) -> Exit:
    """Return the exit code of the worst outcome of any plan."""
    statuses = {plan.status for plan in result.plans}
    if codes := [code for status, code in CODES if status in statuses]:
        return codes[0]
    if result.findings or (result.rollup and result.rollup.findings):
        return Exit.REFUSED
    return Exit.CHECK_FAILED if any(plan.failed for plan in result.plans) or result.fatal else Exit.DONE
