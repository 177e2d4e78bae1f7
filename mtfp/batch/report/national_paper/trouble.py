"""Answer to the question: who is in trouble, and why?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from mtfp.batch.outcome.rollup import UNIT
from mtfp.batch.report.national_paper.plan_figures import PlanFigures
from mtfp.batch.report.national_paper.reasons import WORDS
from mtfp.batch.report.national_paper.signs import FAILED, LARGE, LOW_RESERVE, SIGNS, signs_of
from mtfp.findings.short import counted, in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper.amounts import Spare, is_zero
from mtfp.views.paper.likelihood import likely

MOST_NAMES = 4
"""Most plans that a sentence names; if there are more, it counts the others."""
MOST_REASONS = 2
"""Most reasons in a sentence; the list of plans has the reason of each."""


def who_is_in_trouble(plans: Sequence[PlanFigures]) -> Iterator[str]:
    """Yield sentences on the number of plans with each sign of trouble, those with all signs, and the main reasons."""
    if not plans:
        yield "No plan could be compared."
        return
    signs = {plan.label: signs_of(plan) for plan in plans}
    found = sum(map(bool, signs.values()))
    if not found:
        yield f"No plan shows any of our {len(SIGNS)} signs of trouble."
    else:
        yield f"{_of_all(found, len(plans))} at least one of {len(SIGNS)} signs of trouble."
    for sign in SIGNS:
        number = sum(sign in of for of in signs.values())
        if number:
            yield f"{_subject(number, len(plans))} {sign.one if number == 1 else sign.several}."
    worst = [name for name, of in signs.items() if len(of) == len(SIGNS)]
    if worst and len(plans) > 1:
        yield f"{names(worst)} {'shows' if len(worst) == 1 else 'show'} all {len(SIGNS)}."
    yield from _main_reasons(plans)


def _of_all(number: int, plans: int) -> str:
    if number < plans:
        return f"{number:,} of {plans:,} plans {'shows' if number == 1 else 'show'}"
    return "The only plan shows" if plans == 1 else f"All {plans:,} plans show"


def _subject(number: int, plans: int) -> str:
    if plans == 1:
        return "It"
    return f"All {number:,}" if number == plans else f"{number:,}"


def names(of: Sequence[str]) -> str:
    """Return some names, and the number of the others.

    >>> names(["Fife", "Moray"]), names(["A", "B", "C", "D", "E", "F"])
    ('Fife and Moray', 'A, B, C, D and 2 others')
    """
    others = len(of) - MOST_NAMES
    return in_list([*of[:MOST_NAMES], *([counted(others, "other")] if others > 0 else [])])


def _main_reasons(plans: Sequence[PlanFigures]) -> Iterator[str]:
    """Yield a sentence on the main reasons, each with its number of plans, and one on their amounts in all plans."""
    found = Counter(plan.reasons.main for plan in plans if plan.reasons.main)
    most = found.most_common(MOST_REASONS)
    if not most:
        return
    of_plans = [f"{WORDS[reason]} ({counted(number, 'plan')})" for reason, number in most]
    yield f"The main {'reason is' if len(most) == 1 else 'reasons are'} {in_list(of_plans)}."
    amounts = [sum(plan.reasons.parts[reason] for plan in plans) for reason, _ in most]
    if len(plans) > 1 and min(amounts) > 0:
        adds = "this adds" if len(most) == 1 else "these add"
        yield Spare(f"Over all plans {adds} {in_list([in_money(amount, UNIT) for amount in amounts])} to the gap.")


def plan_in_words(plan: PlanFigures) -> str:
    """Return the line of a plan: each sign of trouble with its figure, then the main reason for its gap."""
    signs = in_list(list(_signs_in_words(plan))) or "no sign of trouble"
    return f"{plan.label}: {signs}. {_reason(plan)}"


def _signs_in_words(plan: PlanFigures) -> Iterator[str]:
    if LARGE.shows(plan):
        yield f"a gap of {plan.worst_gap:.1%} of spending in its worst year"
    if plan.below_minimum is not None and LOW_RESERVE.shows(plan):
        yield f"too little in reserve {likely(plan.below_minimum)}"
    if FAILED.shows(plan):
        yield f"{plan.failed_checks} of {counted(plan.checks, 'check')} failed"


def _reason(plan: PlanFigures) -> str:
    reasons = plan.reasons
    if not reasons.main or is_zero(reasons.gap, UNIT):
        return f"No gap in {plan.year}."
    return f"Main reason: {WORDS[reasons.main]}, {in_money(reasons.parts[reasons.main], UNIT)}."
