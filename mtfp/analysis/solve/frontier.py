"""Frontier of two numbers: the second that a target needs, for several values of the first."""

from collections.abc import Sequence

from mtfp.analysis.solve.answers import central_answer, on_fresh_draws, quick_answer
from mtfp.analysis.solve.solution import Answer, Frontier, Solution
from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.trials import Trials

VALUES = 5
"""Values of the first number, from the plan's own to the one with which the target needs no second."""


def frontier_of(first: Sought, found: Solution, trials: Trials, confidences: Sequence[float]) -> Frontier:
    """Return the second numbers of a frontier; `found` has them for the plan's own first number."""
    values = _values(first, found, trials, confidences)
    rows = tuple(_row(first, value, found, trials, confidences) for value in values)
    return Frontier(first, (first.number.own, *values), (found.answers, *rows))


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
    second, each = found.sought, trials.target.each
    plan = first.on(second.plan, value)
    pair = trials.of(lambda other: second.on(plan, other))
    central, fresh = central_answer(pair, second.number), pair.fresh()
    drawn = (quick_answer(pair, second.number, share, each=each) for share in confidences)
    return (central, *(on_fresh_draws(answer, pair, fresh) for answer in drawn))
