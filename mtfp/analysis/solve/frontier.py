"""Frontier of two numbers: the second that a target needs, for several values of the first."""

from collections.abc import Sequence

from mtfp.analysis.solve.answers import central_answer, on_fresh_draws, quick_answer
from mtfp.analysis.solve.number import Number
from mtfp.analysis.solve.solution import Answer, Frontier, Solution
from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.spans import Span
from mtfp.analysis.solve.trials import Trials

VALUES = 5
"""Values of the first number, from the plan's own to the one with which the target needs no second."""


def frontier_of(first: Sought, found: Solution, trials: Trials, confidences: Sequence[float]) -> Frontier:
    """Return the second numbers of a frontier; `found` has them for the plan's own first number."""
    values = _values(first, found, trials, confidences)
    rows = tuple(_row(first, value, found, trials, confidences) for value in values)
    alone = tuple(_own(found.sought.number, trials, each.confidence) or each for each in found.answers)
    both = _both(first, found.sought, trials, confidences)
    return Frontier(first, (first.number.own, *values), (alone, *rows), both)


def _both(first: Sought, second: Sought, trials: Trials, confidences: Sequence[float]) -> tuple[Answer, ...]:
    """Return the answers if both numbers are the same change in points; none for other kinds of numbers."""
    one, other = first.number, second.number
    if one.kind != "points" or other.kind != "points" or one.step != other.step:
        return ()
    number = other.with_ends(max(one.low, other.low), min(one.high, other.high))
    pair = trials.of(lambda value: second.on(first.on(second.plan, value), value))
    drawn = (quick_answer(pair, number, share, each=trials.target.each) for share in confidences)
    return (central_answer(pair, number), *drawn)


def _values(first: Sought, found: Solution, trials: Trials, confidences: Sequence[float]) -> list[float]:
    """Return values of the first number, from the plan's own in even steps to the one that meets the target alone."""
    number, each = first.number, trials.target.each
    alone = trials.of(lambda value: first.on(first.plan, value))
    answer = central_answer(alone, number)
    for share in confidences[-1:]:
        answer = quick_answer(alone, number, share, each=each)
    end = answer.value if answer.value is not None else answer.nearest.value if answer.nearest else number.high
    spaced = (number.own + (end - number.own) * part / (VALUES - 1) for part in range(1, VALUES))
    away = {number.rounded(value, up=end > number.own) for value in spaced}
    return sorted(away - {number.own}, key=lambda value: abs(value - number.own))


def _row(
    first: Sought, value: float, found: Solution, trials: Trials, confidences: Sequence[float]
) -> tuple[Answer, ...]:
    second = found.sought
    plan = first.on(second.plan, value)
    pair = trials.of(lambda other: second.on(plan, other))
    number, fresh = second.number, pair.fresh()
    central = _own(number, pair, None) or central_answer(pair, number)
    drawn = (
        _own(number, pair, share) or quick_answer(pair, number, share, each=trials.target.each) for share in confidences
    )
    return (central, *(on_fresh_draws(answer, pair, fresh) for answer in drawn))


def _own(number: Number, trials: Trials, confidence: float | None) -> Answer | None:
    """Return the plan's own number as the answer if the target holds with it; no change the other way is asked for."""
    if trials.miss(confidence, each=trials.target.each)(number.own) > 0:
        return None
    own = Span(number.own, number.own, starts=False, ends=False)
    return Answer(confidence=confidence, spans=(own,), value=number.own, exact=number.own)
