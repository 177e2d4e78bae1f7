"""Sentences of a solution: the answer first, then the trial on fresh draws, and what stands in the way."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

import numpy as np

from mtfp.analysis.solve.solution import Answer, Solution
from mtfp.analysis.target.target import Limit
from mtfp.findings.short import in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures import figures_of
from mtfp.simulation.sample import central_figures
from mtfp.views.simulated.in_words import often
from mtfp.views.solve.more_in_words import (
    both_in_words,
    care_of_answer,
    frontier_in_words,
    services_in_words,
    settled_in_words,
    year_by_year_in_words,
)
from mtfp.views.solve.number_in_words import Words, ends_in_words, words_of

ONE_OFF_TARGETS = ("gap", "to_close", "additional_payments", "unmet", "deficit")
"""Figures that one-off money can bring to a target although the plan doesn't balance."""


def answer_in_words(solution: Solution) -> str:
    """Return the answer in one sentence: that of the central case, then those of each confidence."""
    if solution.by_year:
        return year_by_year_in_words(solution)
    return both_in_words(solution) or _answer(solution)


def _answer(solution: Solution) -> str:
    words, central = words_of(solution.sought), solution.central
    target, others = solution.target.in_words, solution.answers[1:]
    holds = central.holds_at(solution.sought.number.own)
    if central.value is None:
        return f"{_nowhere(solution, words) if central.nearest else _everywhere(solution)}{_drawn(solution, words)}."
    if holds and central.value == solution.sought.number.own:
        first = f"{words.subject} has no room to change: {words.in_short(central.value)} is just enough for {target}"
    elif holds:
        verb = words.may[0 if central.at_least else 1]
        first = f"{words.subject} {verb} {words.in_full(central.value)}, and it would still be enough for {target}"
    else:
        verb = words.must[0 if central.at_least else 1]
        first = f"{words.subject} {verb} {words.in_full(central.value)} for {target}"
    return f"{first}: central case{_drawn(solution, words) if others else ''}."


def _nowhere(solution: Solution, words: Words) -> str:
    case = "in the central case"
    if solution.sought.number.kind == "position":
        lowest = words.in_short(solution.central.nearest.value if solution.central.nearest else 0.0)
        return f"Even position {lowest} on the ladder is not enough for {solution.target.in_words} {case}"
    if solution.sought.typed.endswith("@?"):
        return f"Even all of {words.subject} is not enough for {solution.target.in_words} {case}"
    ends = ends_in_words(solution.sought)
    return f"{words.subject}: no number {ends} is enough for {solution.target.in_words} {case}"


def _everywhere(solution: Solution) -> str:
    ends, subject = ends_in_words(solution.sought), words_of(solution.sought).subject
    target, (id, year) = solution.target, solution.target.conditions[-1]
    if isinstance(target, Limit) and not _moves(solution, id):
        figure = target.figure.in_sentence
        other = "" if id == "gap" else f"; for the money still to find ask for `gap <= 0 in {year}`"
        return f"{subject}: no number changes {figure}, which meets the target in the central case anyway{other}"
    return f"{subject}: every number {ends} is enough for {solution.target.in_words} in the central case"


def _moves(solution: Solution, figure: str) -> bool:
    """Return True if the number changes a figure of the central case."""
    sought = solution.sought
    low, high = (sought.on(sought.plan, value) for value in (sought.number.low, sought.number.high))
    first, last = (central_figures(plan, [figure])[figure] for plan in (low, high))
    return not np.allclose(first[1:], last[1:])


def _drawn(solution: Solution, words: Words) -> str:
    """Return the answers of the confidences as the end of the sentence: those alike together."""
    parts = list[str]()
    for kind, group in groupby(solution.answers[1:], key=_kind):
        answers = list(group)
        shares = in_list([f"{100 * (each.confidence or 0):.4g}" for each in answers])
        if kind == "value" and {each.value for each in answers} == {solution.central.value}:
            parts.append(f"the same in {shares} of 100 draws")
        elif kind == "value":
            first, *rest = ((words.in_short(each.value or 0.0), 100 * (each.confidence or 0)) for each in answers)
            more = [f"{value} in {share:.4g}" for value, share in rest]
            parts.append(in_list([f"{first[0]} to do so in {first[1]:.4g} of 100 draws", *more]))
        elif kind == "nowhere":
            parts.append(_at_best(answers[0], words))
        else:
            parts.append(f"every number does so in {shares} of 100 draws")
    return "".join(f"; {part}" for part in parts)


def _at_best(answer: Answer, words: Words) -> str:
    """Return the chance with the number that comes nearest, where no number holds in the share of draws."""
    assert answer.nearest
    best = answer.nearest
    if not best.chance:
        return "no draw does so"
    return f"no more than {often(best.chance).removeprefix('fewer than ')} do so, at {words.in_short(best.value)}"


def _kind(answer: Answer) -> str:
    return "value" if answer.value is not None else "nowhere" if answer.nearest else "everywhere"


def remarks(solution: Solution) -> list[str]:
    """Return the sentences after the answer, each where it applies."""
    return [
        *_earlier_year(solution),
        *settled_in_words(solution),
        *_beyond_the_answer(solution),
        *_on_fresh_draws(solution),
        *_each_or_together(solution),
        *_several(solution),
        *_in_the_way(solution),
        *_one_off(solution),
        *care_of_answer(solution),
    ]


def _beyond_the_answer(solution: Solution) -> Iterator[str]:
    """Yield the sentences on what belongs to the question besides one number."""
    if solution.by_year:
        yield f"With one number for all years: {_answer(solution)}"
    if both_in_words(solution):
        yield f"With the second alone: {_answer(solution)}"
    elif solution.frontier:
        yield from frontier_in_words(solution, solution.frontier)
    if solution.ladder:
        yield services_in_words(solution.ladder, solution.sought.plan.unit)


def _earlier_year(solution: Solution) -> Iterator[str]:
    """Yield the year before that of the balance which decides the central answer."""
    if decides := solution.decides:
        number = words_of(solution.sought).in_short(decides.value)
        yield (
            f"{decides.year} decides this: with money left to close before {solution.target.last}, {number} would do "
            "in the central case."
        )


def _tenths(share: float) -> str:
    """Return a share in per cent, rounded half to even as tables are.

    >>> _tenths(0.8145), _tenths(0.794)
    ('81.4', '79.4')
    """
    return f"{Decimal(str(round(100 * share, 9))):.1f}"


def _on_fresh_draws(solution: Solution) -> Iterator[str]:
    tried = [each for each in solution.answers if each.fresh is not None]
    if not tried:
        return
    draws = f"{solution.sample.draws:,} fresh draws"
    found = in_list([f"{_tenths(a.fresh or 0)} (± {_tenths(a.fresh_error or 0)})" for a in tried])
    many = "the answers hold" if len(tried) > 1 else "the answer holds"
    yield f"Tried on {draws}, {many} in {found} of 100, with the standard error in brackets."
    for answer in tried:
        if not answer.passes:
            yield (
                f"The answer for {100 * (answer.confidence or 0):.4g} of 100 draws doesn't pass: fresh draws are under "
                "it by more than two standard errors of both sets of draws. Ask for more draws, or take the next step."
            )


def _each_or_together(solution: Solution) -> Iterator[str]:
    """Yield the numbers of the other reading of a chance, where they differ."""
    words = words_of(solution.sought)
    differ = [a for a in solution.answers if a.other_way not in (None, a.value)]
    if differ:
        way = "all years together" if solution.target.each else "each year on its own"
        numbers = [f"{words.in_short(a.other_way or 0.0)} for {100 * (a.confidence or 0):.4g}" for a in differ]
        here = "in each year on its own" if solution.target.each else "in all years of one draw together"
        yield f"These chances are {here}. With a chance of {way} it would be {in_list(numbers)} of 100 draws."


def _several(solution: Solution) -> Iterator[str]:
    """Yield the spans in which the target holds, if there are several, or if one ends on both sides."""
    words = words_of(solution.sought)
    for answer in solution.answers:
        if sum(span.starts + span.ends for span in answer.spans) > 1:
            held = [
                f"from {words.in_short(s.first)} to {words.in_short(s.last)}"
                if s.starts and s.ends
                else f"from {words.in_short(s.first)} on"
                if s.starts
                else f"up to {words.in_short(s.last)}"
                for s in answer.spans
            ]
            case = _case(answer)
            yield f"The target holds {case} {in_list(held)}; the answer is the number nearest to the plan."


def _case(answer: Answer) -> str:
    return "in the central case" if answer.confidence is None else f"in {often(answer.confidence)}"


def _in_the_way(solution: Solution) -> Iterator[str]:
    """Yield how near the plan comes to a target that it doesn't meet, at which number, and which figure stays."""
    words, records = words_of(solution.sought), figures_of(solution.sought.plan)
    drawn = [each for each in solution.answers[1:] if each.nearest][:1]
    for answer in (*([solution.central] if solution.central.nearest else drawn),):
        assert answer.nearest
        near, figure = answer.nearest, records[answer.nearest.figure]
        amount = _amount(near.excess, figure.is_share, solution)
        moves = near.moved > abs(near.excess) / 1000
        why = "" if moves else ", which this change doesn't move"
        limit = solution.target
        way = "higher" if isinstance(limit, Limit) and limit.at_least else "lower"
        case = "in the central case" if answer.confidence is None else f"for {often(answer.confidence)}"
        yield (
            f"Even at {words.in_short(near.value)}, {figure.in_sentence} of {near.year} would still have to be "
            f"{amount} {way} {case}{why}."
        )


def _amount(excess: float, share: bool, solution: Solution) -> str:
    return f"{100 * excess:.2g} points" if share else in_money(excess, solution.sought.plan.unit)


def _to_zero(target: Limit) -> bool:
    """Return True for a target that nothing is left of a gap."""
    return target.figure.id.split(".")[0] in ONE_OFF_TARGETS and target.amount <= 0 and not target.at_least


def _one_off(solution: Solution) -> Iterator[str]:
    """Yield the recurring gap that an answer leaves, if its target is a gap that one-off money also closes."""
    target, solved = solution.target, solution.solved[0]
    if solved is None or not isinstance(target, Limit) or not _to_zero(target):
        return
    year, plan = target.years[-1], solved.plan
    figures = central_figures(plan, ["recurring_gap", "expenditure"])
    left = float(figures["recurring_gap"][plan.timeline.position(year), 0])
    if left > 1e-6 * float(figures["expenditure"][0, 0]):
        yield (
            f"This does not balance the plan: the recurring gap of {year} is still {in_money(left, plan.unit)} in the "
            "central case, and one-off money covers it."
        )
