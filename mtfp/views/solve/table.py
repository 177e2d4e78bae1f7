"""Table of a solution: the number of each confidence, its errors, and the gap that is left."""

from collections.abc import Iterable, Iterator

from mtfp.analysis.solve.solution import Answer, Solution
from mtfp.analysis.target.target import Balance
from mtfp.results.table import MONEY, POINTS, SHARE, Column, Row, Table
from mtfp.simulation.sample import central_figures
from mtfp.views.solve.number_in_words import ends_in_words, step_in_words, unit_of, words_of

NAME = "solution"
FIGURES = {"gap": "Gap", "recurring_gap": "Recurring gap"}


def solution_table(solution: Solution) -> Table:
    """Return the answers with a column for the central case and one for each confidence."""
    plan = solution.sought.plan
    title = f"{solution.sought.typed}: {solution.target.in_words}"
    return Table(
        NAME, title, plan.name, plan.unit, columns_of(solution), tuple(_rows(solution)), tuple(_notes(solution))
    )


def columns_of(solution: Solution) -> tuple[Column, ...]:
    """Return a column for the central case, and one for each confidence."""
    shares = (100 * (each.confidence or 0) for each in solution.answers[1:])
    drawn = (Column(f"In {share:.4g} of 100 draws", statistic=statistic_of(share / 100)) for share in shares)
    return (Column("Central case"), *drawn)


def statistic_of(confidence: float | None) -> str:
    """Return the name of the central case or of a confidence for programs.

    >>> statistic_of(None), statistic_of(0.05), statistic_of(0.995)
    ('central', 'p05', 'p99.5')
    """
    return "central" if confidence is None else f"p{f'{100 * confidence:.4g}'.zfill(2)}"


def _rows(solution: Solution) -> Iterator[Row]:
    """Yield the rows that have a figure."""
    rows = (*_numbers(solution), *_chances(solution), *_left(solution), *_nearest(solution))
    return (row for row in rows if any(value is not None for value in row.values))


def _numbers(solution: Solution) -> Iterator[Row]:
    sought, answers = solution.sought, solution.answers
    if sought.changed and sought.number.kind == "points":
        yield Row("level", words_of(sought).subject, tuple(_level(solution, a) for a in answers), SHARE, stated=True)
    way = "All years together" if solution.target.each else "Each year on its own"
    yield _row(solution, "number", _label(solution), (a.value for a in answers))
    yield _row(solution, "exact", "Before rounding", (a.exact for a in answers), depth=1)
    yield _row(solution, "error", "Standard error", (a.error for a in answers), depth=1)
    yield _row(solution, "other_way", way, (a.other_way for a in answers), depth=1)


def _row(solution: Solution, id: str, label: str, values: Iterable[float | None], depth: int = 0) -> Row:
    """Return a row of numbers in the unit of the sought number."""
    unit, factor = unit_of(solution.sought)
    scaled = tuple(None if value is None else value * factor for value in values)
    if unit == POINTS and id in ("exact", "error"):  # one decimal is too few
        return Row(id, f"{label}, points", scaled, "number", depth=depth)
    return Row(id, label, scaled, unit, signed=unit == POINTS, depth=depth, stated=unit == SHARE)


def _chances(solution: Solution) -> Iterator[Row]:
    answers = solution.answers
    yield Row("chance", "Draws in which the target holds", tuple(a.chance for a in answers), SHARE)
    yield Row("fresh", "Fresh draws in which it holds", tuple(a.fresh for a in answers), SHARE)
    errors = tuple(None if a.fresh_error is None else 100 * a.fresh_error for a in answers)
    yield Row("fresh_error", "Standard error, points", errors, "number", depth=1)


def _nearest(solution: Solution) -> Iterator[Row]:
    """Yield the number that comes nearest where no number is enough, and in how many draws the target holds there."""
    near = [each.nearest for each in solution.answers]
    label = f"Nearest, where no number is enough{', points' if solution.sought.number.kind == 'points' else ''}"
    yield _row(solution, "nearest", label, (None if each is None else each.value for each in near))
    chances = tuple(None if each is None else each.chance for each in near)
    yield Row("nearest_chance", "Draws in which the target holds there", chances, SHARE, depth=1)


def _label(solution: Solution) -> str:
    kind, subject = solution.sought.number.kind, words_of(solution.sought).subject
    return "Change from the plan, points" if kind == "points" else subject


def _level(solution: Solution, answer: Answer) -> float | None:
    sought = solution.sought
    return None if answer.value is None else sought.mean(sought.on(sought.plan, answer.value)) / 100


def _left(solution: Solution) -> Iterator[Row]:
    """Yield the gap and the recurring gap of the target's last year with each answer, in the central case."""
    target = solution.target
    year = target.year if isinstance(target, Balance) else target.conditions[-1][1]
    found = [each and central_figures(each.plan, FIGURES) for each in solution.solved]
    at = solution.sought.plan.timeline.position(year)
    for figure, label in FIGURES.items():
        values = tuple(float(each[figure][at, 0]) if each else None for each in found)
        if any(value is not None for value in values):
            yield Row(figure, f"{label} of {year}, central case", values, MONEY, year=year)


def _notes(solution: Solution) -> Iterator[str]:
    sought = solution.sought
    yield (
        f"Tried {ends_in_words(sought)}. Answers are rounded to {step_in_words(sought)}, towards meeting the target. "
        "The standard error is that of the number of draws."
    )
