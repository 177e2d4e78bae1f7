"""Sentences on what belongs to a question besides one number: years, pairs of numbers, services, and care."""

from collections.abc import Iterator
from functools import partial

from mtfp.analysis.parts import Part, care
from mtfp.analysis.solve.number import PERCENTAGES, plainly
from mtfp.analysis.solve.solution import ByYear, Frontier, Services, Solution
from mtfp.analysis.solve.template import NewSavings
from mtfp.analysis.solve.years import settled_of
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.short import counted, in_list
from mtfp.findings.suggest import quoted
from mtfp.model.base.money_in_words import in_money
from mtfp.model.plan import Plan
from mtfp.views.compared.lever_words import care_in_words
from mtfp.views.simulated.in_words import often
from mtfp.views.solve.number_in_words import RUNGS, own_in_words, signed, words_of

MIDDLE = 0.5
"""Confidence above which the first is stated in the sentence."""
MOST = 4
"""Most changes of care in a sentence."""


def year_by_year_in_words(solution: Solution) -> str:
    """Return the numbers of each year in one sentence: the central case, and one confidence."""
    words, (central, *drawn) = words_of(solution.sought), solution.by_year
    if central.stops:
        return f"No number for {central.stops} is enough for {solution.target.in_words} in the central case."
    verb = "would have to change by" if solution.sought.number.kind == "points" else "would have to be"
    numbers = _numbers(solution, central)
    first = f"{words.subject} {verb} {numbers}" if numbers else f"{words.subject} needs no change in any year"
    first += f" for {solution.target.in_words}: central case"
    further = next((each for each in drawn if (each.confidence or 0) > MIDDLE and not each.stops), None)
    if further and (more := _numbers(solution, further)):
        first += f"; {more} for each year on its own in {100 * (further.confidence or 0):.4g} of 100 draws"
        if further.together is not None and len(further.numbers) > 1:
            first += f", which is enough for all years together in {often(further.together)}"
    return f"{first}."


def _numbers(solution: Solution, found: ByYear) -> str:
    """Return the numbers of the years that change something. New savings come on top of those of earlier years."""
    words, points = words_of(solution.sought), solution.sought.number.kind == "points"
    more = " more" if isinstance(solution.sought.template, NewSavings) else ""
    numbers = [
        f"{f'{signed(round(value, 2))} points' if points else words.in_short(value)}{more if at else ''} in {year}"
        for at, (year, value) in enumerate(found.numbers.items())
    ]
    return in_list(numbers)


def both_in_words(solution: Solution) -> str:
    """Return the answer if both numbers are the same change; empty if there is none in the central case."""
    frontier = solution.frontier
    if not frontier or not frontier.both or not frontier.both[0].value or frontier.both[0].holds_at(0.0):
        return ""
    first, second = (words_of(each).subject for each in (frontier.first, solution.sought))
    if first.split()[0] == second.split()[0]:  # a common noun, such as “Uplift”
        second = f"{second[:1].lower()}{second[1:]}"
    central, *drawn = frontier.both
    more = [f"{_by(each.value)} in {100 * (each.confidence or 0):.4g}" for each in drawn if each.value is not None]
    ending = f"; {in_list(more)} of 100 draws" if more else ""
    return (
        f"{first} and {second} would both have to be {_by(central.value)} for "
        f"{solution.target.in_words}: central case{ending}."
    )


def _by(points: float | None) -> str:
    return f"{plainly(abs(round(points or 0.0, 2)))} points {'lower' if (points or 0.0) < 0 else 'higher'}"


def frontier_in_words(solution: Solution, frontier: Frontier) -> Iterator[str]:
    """Yield the pair in the middle of a frontier in words."""
    first, second = words_of(frontier.first), words_of(solution.sought)
    at = len(frontier.values) // 2
    central = frontier.rows[at][0].value if at else None
    if central is not None:
        yield (
            f"{first.subject} at {first.in_short(frontier.values[at])} in place of "
            f"{own_in_words(frontier.first)} would bring that to {second.in_short(central)}: central case."
        )


def settled_in_words(solution: Solution) -> Iterator[str]:
    """Yield the years that the answer changes although the plan has no range for them, and guarantees that hold."""
    sought, solved = solution.sought, next((each for each in solution.solved if each), None)
    if sought.number.kind not in PERCENTAGES or not sought.moved:
        return
    found = settled_of(sought, solved.plan if solved else None)
    label = partial(sought.plan.label, "assumptions")
    for year, values in found.years.items():
        stated = in_list([f"{label(name)} {_stated(sought.plan, name, value)}" for name, value in values.items()])
        yield f"{year} is settled: {stated}.{f' Leave it with {quoted(found.later)}.' if found.later else ''}"
    for name, held in found.held.items():
        kept = in_list([f"{_stated(sought.plan, name, value)} in {year}" for year, value in held.items()])
        yield f"{label(name)} stays at {kept}: the plan has a guarantee."


def _stated(plan: Plan, name: str, value: float) -> str:
    share = plan.assumptions[name].unit in ("rate", "share")
    return f"{plainly(round(100 * value, 2))}%" if share else plainly(round(value, 2))


def services_in_words(services: Services, unit: str) -> str:
    """Return in one sentence how many services have to go to the further rung."""
    rows, far = services.rows, RUNGS[services.far]
    enough = next((n for n, each in enumerate(rows, 1) if each.short <= services.near_enough), None)
    if not rows:
        return "No service of this plan is on the ladder."
    names = in_list([each.label for each in rows[: enough or 0]])
    short = rows[enough - 1].short if enough else 0.0
    if not enough:
        first = f"not even all {counted(len(rows), 'service')} at {far} are enough in the central case"
    elif short > 0:
        first = f"{names} at {far} come within {in_money(short, unit)} of the target in the central case"
    else:
        first = f"it is enough in the central case that {names} {'goes' if enough == 1 else 'go'} to {far}"
    return f"Service by service, {first}; with all {len(rows)} there, the target holds in {often(rows[-1].chance)}."


def care_of_answer(solution: Solution) -> Iterator[str]:
    """Yield the care that people get more or less of with the first answer, in the last year of the central case."""
    solved, sought = next((each for each in solution.solved if each), None), solution.sought
    if solved is None or solution.by_year:
        return
    before, after = (_care(plan) for plan in (sought.plan, solved.plan))
    changes = {part: units - before.get(part, 0.0) for part, units in after.items()}
    found = list(care_in_words(changes, before))
    if found:
        others = [counted(len(found) - MOST, "change in another service", "changes in other services")]
        said = in_list([*found[:MOST], *(others if len(found) > MOST else [])])
        yield f"In {sought.plan.timeline.last} there would be {said}."


def _care(plan: Plan) -> dict[Part, float]:
    return {part: float(units[-1, 0]) for part, units in care(project(plan, central_draws(plan))).items()}
