"""Savings needed in three ways: achieved, planned for a full year, and planned with a start within the year."""

from collections.abc import Sequence
from dataclasses import replace

from mtfp.analysis.solve.answers import central_answer, quick_answer
from mtfp.analysis.solve.solution import Answer, Solution, Way
from mtfp.analysis.solve.template import NewSavings
from mtfp.analysis.solve.trials import Trials
from mtfp.draws.of_plan import central_draws
from mtfp.model.plan import Plan

PLANNED_OVER_ACHIEVED = 4
"""Largest planned saving that is tried, in times of the largest saving that is achieved."""
HALF_A_YEAR = 50
"""Share of the full-year saving, in per cent, that a saving brings in its first year if it starts half-way through."""


def ways_of(found: Solution, trials: Trials, confidences: Sequence[float]) -> tuple[Way, ...]:
    """Return the savings of each year in three ways; the first is the solution itself, savings that are achieved.

    What has to be planned depends on delivery: that of the assumption on which most of the plan's savings depend.
    """
    achieved = Way("Achieved in the year", found.answers)
    name = main_delivery(found.sought.read.plan)
    keys = f", delivery: {name}" if name else ""
    label = f"at the plan's {delivery_in_words(name, found.sought.plan)}" if name else "delivered in full"
    part = f"{keys}, part_year: {HALF_A_YEAR}%"
    ways = {f"Planned, {label}": keys, "The same, with half of it in a saving's first year": part}
    return (achieved, *(Way(words, _answers(found, trials, more, confidences)) for words, more in ways.items() if more))


def main_delivery(plan: Plan) -> str | None:
    """Return the assumption on which most of the plan's planned savings depend; None if no saving has one.

    >>> from mtfp import Planner
    >>> main_delivery(Planner("examples/shetland").plan)
    'delivery_amber'
    """
    weight: dict[str, float] = {}
    for saving in plan.all_savings.values():
        if isinstance(saving.delivery, str) and not saving.is_delivered:
            weight[saving.delivery] = weight.get(saving.delivery, 0.0) + sum(saving.planned.values())
    return max(weight, key=lambda name: weight[name], default=None)


def delivery_in_words(name: str, plan: Plan) -> str:
    """Return the label of an assumption for delivery in a sentence, with its mean in the central case."""
    label, mean = plan.label("assumptions", name), float(central_draws(plan).values[name][1:, 0].mean())
    return f"{label[:1].lower()}{label[1:]} ({mean:.0%})"


def _answers(found: Solution, trials: Trials, keys: str, confidences: Sequence[float]) -> tuple[Answer, ...]:
    template = found.sought.template
    assert isinstance(template, NewSavings)
    sought = replace(found.sought, template=replace(template, keys=keys))
    number = sought.number.with_ends(sought.number.low, PLANNED_OVER_ACHIEVED * sought.number.high)
    other = trials.of(lambda value: sought.on(sought.plan, value))
    central, each = central_answer(other, number), trials.target.each
    return (central, *(quick_answer(other, number, share, each=each) for share in confidences))
