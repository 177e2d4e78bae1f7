"""Find the answers to a sought number: try a grid, find where the target begins to hold, round, try fresh draws."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from mtfp.analysis.solve.number import CELLS, Number
from mtfp.analysis.solve.solution import Answer, Nearest
from mtfp.analysis.solve.spans import EXACT, NEARLY, Span, end_of_span, spans
from mtfp.analysis.solve.trials import Trials

MOST_STEPS = 3
"""Steps by which an answer is moved on, if the rounded number doesn't quite meet the target."""
ESTIMATED, FURTHER, QUICKLY = 0.03, 3.0, 0.3
"""For quick answers: precision of the first estimate, as a share of the change from the plan; times by which each
further number is farther; and precision of the end, as a share of a step."""


def answers_of(
    trials: Trials, number: Number, confidences: Sequence[float], *, in_full: bool = True
) -> tuple[Answer, ...]:
    """Return the answer of the central case, and that of each confidence, tried on fresh draws.

    in_full : True for standard errors and for the other reading of a chance too
    """
    fresh, each = trials.fresh(), trials.target.each
    drawn = (answer_of(trials, number, share, number.grid, each=each) for share in confidences)
    tried = (on_fresh_draws(found, trials, fresh) for found in drawn)
    return (central_answer(trials, number), *(_with_errors(a, trials, number) if in_full else a for a in tried))


def central_answer(trials: Trials, number: Number) -> Answer:
    """Return the answer of the central case."""
    return answer_of(trials, number, None, number.grid, each=False)


def _with_errors(found: Answer, trials: Trials, number: Number) -> Answer:
    """Return an answer with its standard error, and with the number of the other reading of its chance."""
    if found.value is None or found.exact is None or found.confidence is None:
        return found
    each, away = trials.target.each, -number.step if found.at_least else number.step
    error = None if number.is_whole else trials.error(found.exact, found.confidence, away, each=each)
    other = None
    if len(trials.target.conditions) > 1:
        other = answer_of(trials, number, found.confidence, number.grid, each=not each).value
    return replace(found, error=error, other_way=other)


def on_fresh_draws(found: Answer, trials: Trials, fresh: Trials) -> Answer:
    """Return an answer with the shares of its own and of fresh draws in which the target holds."""
    if found.value is None:
        return found
    each = trials.target.each
    chance = fresh.chance(found.value, each=each)
    error = (chance * (1 - chance) / fresh.sample.draws) ** 0.5
    return replace(found, chance=trials.chance(found.value, each=each), fresh=chance, fresh_error=error)


def answer_of(trials: Trials, number: Number, confidence: float | None, grid: Iterable[float], *, each: bool) -> Answer:
    """Return the answer of the central case (None) or of a confidence, sought between the numbers of a grid."""
    miss = trials.miss(confidence, each=each)
    tried = (value for value in trials.tried(confidence) if number.low <= value <= number.high)
    every = sorted({*grid, *([] if number.is_whole else tried)})
    exactly = EXACT if confidence is None else NEARLY
    found = tuple(spans(miss, every, number.step, exactly, whole=number.is_whole))
    if not found:
        return Answer(confidence=confidence, spans=(), nearest=_nearest(trials, every, confidence, each=each))
    edges = [(span.first, True) for span in found if span.starts] + [(span.last, False) for span in found if span.ends]
    if not edges:
        return Answer(confidence=confidence, spans=found)
    exact, at_least = min(edges, key=lambda edge: abs(edge[0] - number.own))
    value = _towards(miss, number, exact, exactly, at_least=at_least)
    return Answer(confidence=confidence, spans=found, value=value, exact=exact, at_least=at_least)


def _towards(miss: Callable[[float], float], number: Number, exact: float, exactly: float, *, at_least: bool) -> float:
    """Return the next step at which the target holds; `exactly` is the precision of `exact`, as a share of a step."""
    value = number.rounded(exact, up=at_least, near=exactly)
    for _ in range(MOST_STEPS):
        if miss(value) <= 0:
            break
        value = number.rounded(value + (number.step if at_least else -number.step), up=at_least)
    return value


def _nearest(trials: Trials, grid: Sequence[float], confidence: float | None, *, each: bool) -> Nearest:
    miss = trials.miss(confidence, each=each)
    value = min(grid, key=miss)
    at = int(trials.by_condition(value, confidence).argmax())
    moved = [float(trials.by_condition(other, confidence)[at]) for other in grid]
    figure, year = trials.target.conditions[at]
    return Nearest(
        value=value,
        excess=miss(value),
        figure=figure,
        year=year,
        moved=max(moved) - min(moved),
        chance=None if confidence is None else trials.chance(value, each=each),
    )


def quick_answer(trials: Trials, number: Number, confidence: float, *, each: bool) -> Answer:
    """Return the answer of a confidence from few projections, for a target that one way of the number serves.

    The first estimate takes the miss with the plan's own number, and its change by number in the central case. From
    there numbers are tried further and further, until the target holds at one of two.
    """
    slope, miss = _central_slope(trials, number), trials.miss(confidence, each=each)
    if not slope:
        return answer_of(trials, number, confidence, number.grid, each=each)
    at_least = slope < 0
    value = number.rounded(number.own - miss(number.own) / slope, up=at_least)
    holds, reach = miss(value) <= 0, max(number.step, ESTIMATED * abs(value - number.own))
    way = 1.0 if at_least != holds else -1.0
    while (further := number.rounded(value + way * reach, up=way > 0)) != value:
        if (miss(further) <= 0) != holds:
            low, high = sorted((value, further))
            exact = end_of_span(miss, low, high, QUICKLY * number.step)
            found = _towards(miss, number, exact, QUICKLY, at_least=at_least)
            return Answer(confidence=confidence, spans=(), value=found, exact=exact, at_least=at_least)
        value, reach = further, FURTHER * reach
    if holds:
        return Answer(confidence=confidence, spans=(Span(number.low, number.high, starts=False, ends=False),))
    nearest = _nearest(trials, sorted(trials.tried(confidence)), confidence, each=each)
    return Answer(confidence=confidence, spans=(), nearest=nearest)


def _central_slope(trials: Trials, number: Number) -> float:
    """Return the change of the central case's miss by number, from the plan's own number towards the further end."""
    own, miss = number.own, trials.miss(None, each=False)
    far = number.high if number.high - own >= own - number.low else number.low
    other = own + (far - own) / CELLS
    return (miss(other) - miss(own)) / (other - own)
