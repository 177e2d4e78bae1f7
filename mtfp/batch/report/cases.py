"""Turn the outcome of a batch into test cases: each plan can be read, scenarios can be applied, and checks hold."""

from collections.abc import Iterator, Sequence

from mtfp.batch.baseline.comparison import CENTRAL, Comparison
from mtfp.batch.baseline.comparison_table import label_of
from mtfp.batch.outcome.outcome import BatchResult, CheckOutcome, PlanOutcome
from mtfp.batch.plans.plan_source import BASE
from mtfp.documents.checks import BROKEN, CheckCase, Outcome
from mtfp.documents.of_checks import READ
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place

# JUnit reports are compared by the names of their cases: keep these names.
AS_BEFORE = "is as in the baseline"
APPLIED = "scenarios and policy can be applied"
ADDED = "all plans are in the sum"
FATAL = "{}, fatal by the policy"
MOVED = "moved"
"""Code of a finding about figures that changed since the baseline."""
ALL = "all plans"
"""Name shown instead of a plan's name, for cases and findings about all plans."""


Failed = frozenset[tuple[str, str, str]]
"""Checks that failed in the baseline, each as plan, scenario and name."""
NEW = 1.0
"""Number added to the missed share of a new failure. That share is at most 1, so new failures come before old ones."""


def cases_of(
    result: BatchResult,
    scenarios: Sequence[str],
    comparison: Comparison | None = None,
    failed_before: Failed | None = None,
) -> tuple[CheckCase, ...]:
    """Return the test cases of each plan under the named scenarios, then the cases that concern no single plan.

    With `comparison`, each plan has a case that its figures equal the figures of the baseline. With
    `failed_before`, messages of failed checks state if the check failed in the baseline too, and new failures come
    first.
    """
    cases = [case for plan in result.plans for case in _of_plan(plan, scenarios, comparison, failed_before)]
    cases += [_of_all(Outcome.ERROR, finding.code, finding) for finding in result.findings]
    if result.rollup:
        missing = result.rollup.findings
        cases.append(CheckCase(ALL, "", ADDED, Outcome.ERROR if missing else Outcome.PASSED, missing))
    cases += [_of_all(Outcome.FAILED, FATAL.format(finding.code), finding) for finding in result.fatal_notices]
    cases += [case for plan in result.plans for case in _fatal(result, plan)]
    cases += _new_and_removed(comparison) if comparison is not None else []
    return tuple(cases)


def name_of(plan: PlanOutcome) -> str:
    """Return the plan's name, or its path if the name could not be read."""
    return plan.name or plan.path


def _of_all(outcome: Outcome, name: str, finding: Finding) -> CheckCase:
    return CheckCase(ALL, finding.place.file, name, outcome, (finding,))


def _new_and_removed(comparison: Comparison) -> Iterator[CheckCase]:
    place = Place(comparison.baseline.folder.as_posix())
    for change, names in (("new", comparison.new), ("removed", comparison.removed)):
        if names:
            finding = Finding(MOVED, f"{change} since the baseline: {'; '.join(names)}", place)
            yield _of_all(Outcome.FAILED, AS_BEFORE, finding)


def _fatal(result: BatchResult, plan: PlanOutcome) -> Iterator[CheckCase]:
    """Yield one case for each code of a fatal warning of the plan."""
    found = result.fatal_in(plan)
    for code in dict.fromkeys(finding.code for finding in found):
        with_code = tuple(finding for finding in found if finding.code == code)
        yield CheckCase(name_of(plan), plan.path, FATAL.format(code), Outcome.FAILED, with_code)


def _of_plan(
    plan: PlanOutcome, scenarios: Sequence[str], comparison: Comparison | None, failed_before: Failed | None
) -> Iterator[CheckCase]:
    if not plan.has_results:
        yield CheckCase(name_of(plan), plan.path, READ, Outcome.ERROR, plan.errors or (_problem(plan),))
        return
    yield CheckCase(plan.name, plan.path, READ, Outcome.PASSED)
    left_out = [name for name in scenarios if name not in plan.scenarios]
    if scenarios or plan.errors:
        outcome = Outcome.ERROR if plan.errors else Outcome.PASSED
        yield CheckCase(plan.name, plan.path, APPLIED, outcome, plan.errors)
    yield from (_check(plan, verdict, failed_before) for verdict in plan.verdicts)
    own = [verdict for verdict in plan.verdicts if verdict.scenario == BASE]
    yield from (_not_run(plan, verdict, name) for name in left_out for verdict in own)
    if comparison is not None:
        yield _as_before(plan, comparison)


def _as_before(plan: PlanOutcome, comparison: Comparison) -> CheckCase:
    """Return the test case that a plan's figures equal the figures of the baseline.

    If a figure changed, the case shows the largest change, at the place of the first input that changed.
    """
    changes = [change for change in comparison.figures if change.plan == plan.name]
    if not changes:
        return CheckCase(plan.name, plan.path, AS_BEFORE, Outcome.PASSED)
    largest = next((change for change in changes if change.key.statistic == CENTRAL), changes[0])
    words = f"{label_of(largest)} was {_plain(largest.was)} and is now {_plain(largest.now)} {largest.unit}"
    count = f"{len(changes):,} figures" if len(changes) > 1 else "1 figure"
    message = f"{count} changed since the baseline: {words}"
    place = next((each.place for each in comparison.inputs if each.document == plan.name), Place(plan.path))
    return CheckCase(plan.name, plan.path, AS_BEFORE, Outcome.FAILED, (Finding(MOVED, message, place),))


def _plain(value: float) -> str:
    """Return a figure with thousands separators and at most three decimals.

    >>> _plain(4743632.579), _plain(0.25)
    ('4,743,632.579', '0.25')
    """
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def _problem(plan: PlanOutcome) -> Finding:
    return Finding(plan.status.value, plan.problem, Place(plan.path))


def newly_failed(result: BatchResult, failed_before: Failed) -> int:
    """Count the failed checks that did not fail in the baseline."""
    failed = ((plan.name, each.scenario, each.name) for plan in result.plans for each in plan.failed)
    return sum(check not in failed_before for check in failed)


def _check(plan: PlanOutcome, verdict: CheckOutcome, failed_before: Failed | None) -> CheckCase:
    name = _named(verdict, verdict.scenario)
    if verdict.holds:
        found = (Finding(BROKEN, verdict.message, verdict.place),)
        return CheckCase(plan.name, plan.path, name, Outcome.PASSED, found, details=_details(verdict))
    is_old = failed_before is not None and (plan.name, verdict.scenario, verdict.name) in failed_before
    is_new = failed_before is not None and not is_old
    message = f"{verdict.message}{'; it failed in the baseline too' if is_old else ''}"
    missed_by = max(0.0, verdict.required - verdict.share) + (NEW if is_new else 0.0)
    found = (Finding(BROKEN, message, verdict.place),)
    return CheckCase(plan.name, plan.path, name, Outcome.FAILED, found, missed_by, _details(verdict))


def _details(verdict: CheckOutcome) -> dict[str, object]:
    return {"scenario": verdict.scenario, "of": verdict.of, "share": verdict.share, "required": verdict.required}


def _not_run(plan: PlanOutcome, verdict: CheckOutcome, scenario: str) -> CheckCase:
    reason = Finding(BROKEN, f"not run: {scenario} can't be applied to this plan", verdict.place)
    return CheckCase(plan.name, plan.path, _named(verdict, scenario), Outcome.SKIPPED, (reason,))


def _named(verdict: CheckOutcome, scenario: str) -> str:
    return verdict.name if scenario == BASE else f"{verdict.name} [{scenario}]"
