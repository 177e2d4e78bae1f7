"""Find the answers to a sought number: try a grid, find where the target begins to hold, round, try fresh draws."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from mtfp.analysis.solve.number import CELLS, Number
from mtfp.analysis.solve.solution import Answer, Nearest
from mtfp.analysis.solve.spans import EXACT, NEARLY, Span, end_of_span, spans
from mtfp.analysis.solve.trials import Trials

MOST_STEPS = 3
"""Steps by which an answer is moved on, if the rounded number doesn't quite meet the target."""
FINER = (1.0, 0.1, 0.01, 0.001)
"""Steps to which an answer is rounded, as shares of a step: finer ones are for a span that no step lies in."""
HALF = 0.5
"""Largest part of a step by which a number may be off and still count as a whole number of steps."""
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
    each = trials.target.each
    away = number.within(found.exact - number.step if found.at_least else found.exact + number.step)
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
    chance = fresh.share(found.value, each=each)
    return replace(found, chance=trials.chance(found.value, each=each), fresh=chance.value, fresh_error=chance.error)


def answer_of(trials: Trials, number: Number, confidence: float | None, grid: Iterable[float], *, each: bool) -> Answer:
    """Return the answer of the central case (None) or of a confidence, sought between the numbers of a grid."""
    miss = trials.miss(confidence, each=each)
    tried = (value for value in trials.tried(confidence) if number.low <= value <= number.high)
    every = sorted({*grid, *([] if number.is_whole else tried)})
    exactly = EXACT if confidence is None else NEARLY
    found = tuple(spans(miss, every, number.step, exactly, whole=number.is_whole))
    if not found:
        return Answer(confidence=confidence, spans=(), nearest=_nearest(trials, every, confidence, each=each))
    edges = [(span.first, True, span) for span in found if span.starts]
    edges += [(span.last, False, span) for span in found if span.ends]
    if not edges:
        return Answer(confidence=confidence, spans=found)
    exact, at_least, span = min(edges, key=lambda edge: abs(edge[0] - number.own))
    sure = min(filter(span.has, every), key=lambda held: abs(held - exact))
    value = _towards(miss, number, (exact, span.last if at_least else span.first), sure, exactly)
    return Answer(confidence=confidence, spans=found, value=value, exact=exact, at_least=at_least)


def _towards(
    miss: Callable[[float], float], number: Number, ends: tuple[float, float], sure: float, exactly: float
) -> float:
    """Return the next step at which the target holds, from one end of a span towards the other.

    The plan's own number is not passed: a room to fall would else be rounded to a rise.

    sure : number in the span at which the target holds, the answer if no step does
    exactly : precision of the ends, as a share of a step
    """
    start, far = ends
    way, slack = (1 if far >= start else -1), exactly * number.step
    if min(ends) <= number.own <= max(ends):
        far, slack = number.own, 0.0
    for part in FINER:
        finer = replace(number, step=part * number.step)
        value = finer.rounded(start, up=way > 0, near=min(exactly / part, HALF))
        for _ in range(1 + MOST_STEPS):
            if way * (far - value) >= -slack and miss(value) <= 0:
                return value
            value = finer.rounded(value + way * finer.step, up=way > 0)
    return sure


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
    slope, miss = 0.0 if number.is_whole else _central_slope(trials, number), trials.miss(confidence, each=each)
    if not slope:
        return answer_of(trials, number, confidence, number.grid, each=each)
    at_least = slope < 0
    value = number.rounded(number.own - miss(number.own) / slope, up=at_least)
    holds, reach = miss(value) <= 0, max(number.step, ESTIMATED * abs(value - number.own))
    way = 1.0 if at_least != holds else -1.0
    while (further := number.rounded(value + way * reach, up=way > 0)) != value:
        if (miss(further) <= 0) != holds:
            low, high = sorted((value, further))
            exact, sure = end_of_span(miss, low, high, QUICKLY * number.step), high if at_least else low
            found = _towards(miss, number, (exact, sure), sure, QUICKLY)
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
