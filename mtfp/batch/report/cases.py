"""A batch as cases: of each plan whether it can be read, under every scenario, and whether its checks hold."""

from collections.abc import Iterator, Sequence

from mtfp.batch.baseline.comparison import CENTRAL, Comparison
from mtfp.batch.baseline.comparison_table import label_of
from mtfp.batch.outcome.outcome import BatchResult, CheckOutcome, PlanOutcome
from mtfp.batch.plans.canonical import BASE
from mtfp.documents.checks import BROKEN, CheckCase, Outcome
from mtfp.documents.of_checks import READ
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place

AS_BEFORE = "is as in the baseline"
APPLIED = "scenarios and policy can be applied"
ADDED = "all plans are in the sum"
FATAL = "{}, fatal by the policy"
MOVED = "moved"
"""What stands before a move where findings have their code."""
ALL = "all plans"
"""What is said of no plan in particular."""


Failed = frozenset[tuple[str, str, str]]
"""Checks that failed before, each by its plan, future and name."""
NEW = 1.0
"""How much worse a check is that didn't fail before: more than any can miss by."""


def cases_of(
    result: BatchResult, scenarios: Sequence[str], moved: Comparison | None = None, before: Failed | None = None
) -> tuple[CheckCase, ...]:
    """What was tried of each plan, under the scenarios of these names; then what is wrong beside the plans.

    With `moved`, a plan's figures must be those of the baseline too. With `before`, checks that failed in the baseline
    already say so, and come after the others.
    """
    cases = [case for plan in result.plans for case in _of_plan(plan, scenarios, moved, before)]
    cases += [_beside(Outcome.ERROR, finding.code, finding) for finding in result.findings]
    if result.rollup:
        missing = result.rollup.findings
        cases.append(CheckCase(ALL, "", ADDED, Outcome.ERROR if missing else Outcome.PASSED, missing))
    cases += [_beside(Outcome.FAILED, FATAL.format(finding.code), finding) for finding in result.fatal_notices]
    cases += [case for plan in result.plans for case in _fatal(result, plan)]
    cases += _new_and_gone(moved) if moved is not None else []
    return tuple(cases)


def called(plan: PlanOutcome) -> str:
    """The plan's name, or its path while that is all that is known of it."""
    return plan.name or plan.path


def _beside(outcome: Outcome, name: str, finding: Finding) -> CheckCase:
    return CheckCase(ALL, finding.place.file, name, outcome, (finding,))


def _new_and_gone(moved: Comparison) -> Iterator[CheckCase]:
    place = Place(moved.baseline.folder.as_posix())
    for what, others in (("new", moved.new), ("gone", moved.gone)):
        if others:
            finding = Finding(MOVED, f"{what} since the baseline: {'; '.join(others)}", place)
            yield _beside(Outcome.FAILED, AS_BEFORE, finding)


def _fatal(result: BatchResult, plan: PlanOutcome) -> Iterator[CheckCase]:
    """What is worth knowing of a plan and the policy makes fatal, a case for each kind."""
    found = result.fatal_in(plan)
    for code in dict.fromkeys(finding.code for finding in found):
        mine = tuple(finding for finding in found if finding.code == code)
        yield CheckCase(called(plan), plan.path, FATAL.format(code), Outcome.FAILED, mine)


def _of_plan(
    plan: PlanOutcome, scenarios: Sequence[str], moved: Comparison | None, before: Failed | None
) -> Iterator[CheckCase]:
    if not plan.has_results:
        yield CheckCase(called(plan), plan.path, READ, Outcome.ERROR, plan.errors or (_trouble(plan),))
        return
    yield CheckCase(plan.name, plan.path, READ, Outcome.PASSED)
    left_out = [name for name in scenarios if name not in plan.scenarios]
    if scenarios or plan.errors:
        outcome = Outcome.ERROR if plan.errors else Outcome.PASSED
        yield CheckCase(plan.name, plan.path, APPLIED, outcome, plan.errors)
    yield from (_judged(plan, verdict, before) for verdict in plan.verdicts)
    own = [verdict for verdict in plan.verdicts if verdict.scenario == BASE]
    yield from (_not_tried(plan, verdict, name) for name in left_out for verdict in own)
    if moved is not None:
        yield _as_before(plan, moved)


def _as_before(plan: PlanOutcome, moved: Comparison) -> CheckCase:
    """Whether its figures are those of the baseline; if not, with the largest move, at the first input that changed."""
    moves = [move for move in moved.figures if move.plan == plan.name]
    if not moves:
        return CheckCase(plan.name, plan.path, AS_BEFORE, Outcome.PASSED)
    most = next((move for move in moves if move.key.statistic == CENTRAL), moves[0])
    said = f"{label_of(most)} was {_plain(most.was)} and is {_plain(most.now)} {most.unit}"
    message = f"{len(moves):,} figures moved since the baseline: {said}" if len(moves) > 1 else f"moved since: {said}"
    place = next((each.place for each in moved.inputs if each.whose == plan.name), Place(plan.path))
    return CheckCase(plan.name, plan.path, AS_BEFORE, Outcome.FAILED, (Finding(MOVED, message, place),))


def _plain(value: float) -> str:
    """A figure with thousands apart and three decimals at most.

    >>> _plain(4743632.579), _plain(0.25)
    ('4,743,632.579', '0.25')
    """
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def _trouble(plan: PlanOutcome) -> Finding:
    return Finding(plan.status.value, plan.trouble, Place(plan.path))


def newly_failed(result: BatchResult, before: Failed) -> int:
    """How many checks fail that didn't before."""
    return sum((plan.name, each.scenario, each.name) not in before for plan in result.plans for each in plan.failed)


def _judged(plan: PlanOutcome, verdict: CheckOutcome, before: Failed | None) -> CheckCase:
    name = _named(verdict, verdict.scenario)
    if verdict.holds:
        found = (Finding(BROKEN, _reason(verdict), verdict.place),)
        return CheckCase(plan.name, plan.path, name, Outcome.PASSED, found, details=_details(verdict))
    under = f"under {verdict.scenario}, " if verdict.scenario != BASE else ""
    old = before is not None and (plan.name, verdict.scenario, verdict.name) in before
    new = before is not None and not old
    said = f"{under}{_reason(verdict)}{'; it failed before too' if old else ''}"
    missed = max(0.0, verdict.asked - verdict.share) + (NEW if new else 0.0)
    return CheckCase(
        plan.name, plan.path, name, Outcome.FAILED, (Finding(BROKEN, said, verdict.place),), missed, _details(verdict)
    )


def _reason(verdict: CheckOutcome) -> str:
    """Return what there is to say of a check besides its name."""
    return verdict.said.removeprefix("FAILS: ").removeprefix(verdict.name).lstrip(": ")


def _details(verdict: CheckOutcome) -> dict[str, object]:
    return {"scenario": verdict.scenario, "of": verdict.of, "share": verdict.share, "required": verdict.asked}


def _not_tried(plan: PlanOutcome, verdict: CheckOutcome, scenario: str) -> CheckCase:
    why = Finding(BROKEN, f"not tried: {scenario} can't be applied to this plan", verdict.place)
    return CheckCase(plan.name, plan.path, _named(verdict, scenario), Outcome.SKIPPED, (why,))


def _named(verdict: CheckOutcome, scenario: str) -> str:
    return verdict.name if scenario == BASE else f"{verdict.name} [{scenario}]"
