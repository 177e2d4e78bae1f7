"""Sentences on what belongs to a question besides one number: years, pairs of numbers, services, and care."""

from collections.abc import Iterator

from mtfp.analysis.parts import Part, care
from mtfp.analysis.solve.solution import ByYear, Frontier, Services, Solution
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.short import counted, in_list
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
    return f"{first}."


def _numbers(solution: Solution, found: ByYear) -> str:
    """Return the numbers of the years that change something."""
    words, points = words_of(solution.sought), solution.sought.number.kind == "points"
    return in_list(
        [
            f"{f'{signed(round(value, 2))} points' if points else words.in_short(value)} in {year}"
            for year, value in found.numbers.items()
        ]
    )


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


def services_in_words(services: Services) -> str:
    """Return in one sentence how many services have to go to the further rung."""
    rows, far = services.rows, RUNGS[services.far]
    enough = next((n for n, each in enumerate(rows, 1) if each.holds), None)
    if not rows:
        return "No service of this plan is on the ladder."
    names = in_list([each.label for each in rows[: enough or 0]])
    first = (
        f"Service by service, it is enough in the central case that {names} {'goes' if enough == 1 else 'go'} to {far}"
        if enough
        else f"Service by service, not even all {counted(len(rows), 'service')} at {far} are enough in the central case"
    )
    return f"{first}; with all {len(rows)} there, the target holds in {often(rows[-1].chance)}."


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
