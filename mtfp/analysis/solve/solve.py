"""Solve for a number: try it on a grid, find where the target begins to hold, round, and try it on fresh draws."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from mtfp.analysis.solve.number import Number
from mtfp.analysis.solve.solution import Answer, Nearest, Solution
from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.spans import spans
from mtfp.analysis.solve.trials import Effort, Trials, trials_of, within
from mtfp.analysis.target.target import Target
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.simulation.sample import Sample

AT = (0.5, 0.8, 0.95)
"""Confidences of the answers, as shares of the draws."""
A_ROOT = 6
"""Projections that an answer takes, about."""
MOST_STEPS = 3
"""Steps by which an answer is moved on, if the rounded number doesn't quite meet the target."""


def projections(number: Number, confidences: Sequence[float], conditions: int) -> int:
    """Return the number of projections of all draws that a question takes, about."""
    return len(number.grid) + len(confidences) * (A_ROOT + 3) * (2 if conditions > 1 else 1)


def solve(
    sought: Sought, target: Target, sample: Sample, confidences: Sequence[float], effort: Effort, label: str = ""
) -> Solution:
    """Return the answers of the central case and of each confidence."""

    def plan_with(value: float) -> Plan:
        return sought.on(sought.plan, value)

    trials = trials_of(plan_with, target, sought.plan, sample, effort)
    answers = answers_of(trials, sought.number, confidences)
    solved = {a.value: sought.checked(sought.words(a.value)) for a in answers if a.value is not None}
    return Solution(
        sought=sought,
        target=target,
        sample=sample,
        answers=answers,
        solved=tuple(None if a.value is None else solved[a.value] for a in answers),
        label=label,
    )


def answers_of(trials: Trials, number: Number, confidences: Sequence[float]) -> tuple[Answer, ...]:
    """Return the answer of the central case, and that of each confidence, tried on fresh draws."""
    fresh = trials_of_fresh(trials)
    central = _answer(trials, number, None, each=False)
    return (central, *(_drawn(trials, fresh, number, each) for each in confidences))


def trials_of_fresh(trials: Trials) -> Trials:
    """Return the trials of the same plans on fresh draws."""
    return Trials(trials.plan_with, trials.target, trials.sample.fresh(), trials.effort, trials.slack)


def _drawn(trials: Trials, fresh: Trials, number: Number, confidence: float) -> Answer:
    """Return the answer of a confidence, with its errors."""
    each = trials.target.each
    found = _answer(trials, number, confidence, each=each)
    if found.value is None or found.exact is None:
        return found
    chance = fresh.chance(found.value, each=each)
    error = (
        None if number.is_whole else trials.error(found.exact, confidence, _inward(number, found.exact), each=each)
    )
    other = None
    if len(trials.target.conditions) > 1:
        other = _answer(trials, number, confidence, each=not each).value
    return replace(
        found,
        chance=trials.chance(found.value, each=each),
        fresh=chance,
        fresh_error=(chance * (1 - chance) / fresh.sample.draws) ** 0.5,
        error=error,
        other_way=other,
    )


def _inward(number: Number, value: float) -> float:
    """Return a step to the next value, which stays between the ends of the search."""
    return number.step if value + number.step <= number.high else -number.step


def _answer(trials: Trials, number: Number, confidence: float | None, *, each: bool) -> Answer:
    miss = trials.miss(confidence, each=each)
    found = tuple(spans(miss, number.grid, number.step, whole=number.is_whole))
    if not found:
        return Answer(confidence=confidence, spans=(), nearest=_nearest(trials, number, confidence, miss))
    edges = [(span.first, True) for span in found if span.starts] + [(span.last, False) for span in found if span.ends]
    if not edges:
        return Answer(confidence=confidence, spans=found)
    exact, at_least = min(edges, key=lambda edge: abs(edge[0] - number.own))
    value = _towards(miss, number, exact, at_least=at_least)
    return Answer(confidence=confidence, spans=found, value=value, exact=exact, at_least=at_least)


def _towards(miss: Callable[[float], float], number: Number, exact: float, *, at_least: bool) -> float:
    """Return the next step at which the target holds."""
    value = number.rounded(exact, up=at_least)
    for _ in range(MOST_STEPS):
        if miss(value) <= 0:
            break
        value = number.rounded(value + (number.step if at_least else -number.step), up=at_least)
    return value


def _nearest(
    trials: Trials, number: Number, confidence: float | None, miss: Callable[[float], float]
) -> Nearest:
    value = min(number.grid, key=miss)
    by_value = [_by_condition(trials, each, confidence) for each in number.grid]
    at = int(_by_condition(trials, value, confidence).argmax())
    moved = [float(each[at]) for each in by_value]
    figure, year = trials.target.conditions[at]
    return Nearest(value=value, excess=miss(value), figure=figure, year=year, moved=max(moved) - min(moved))


def _by_condition(trials: Trials, value: float, confidence: float | None) -> Array:
    if confidence is None:
        return trials.central(value)
    return within(trials.drawn(value), confidence)
