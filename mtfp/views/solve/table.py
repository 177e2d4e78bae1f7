"""Table of a solution: the number of each confidence, its errors, and the gap that is left."""

from collections.abc import Iterator

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
    drawn = (Column(f"In {share:.4g} of 100 draws", statistic=f"p{share:04.4g}") for share in shares)
    return (Column("Central case"), *drawn)


def _rows(solution: Solution) -> Iterator[Row]:
    sought, answers = solution.sought, solution.answers
    unit, factor = unit_of(sought)
    signed = unit == POINTS

    def row(id: str, label: str, values: Iterator[float | None], depth: int = 0) -> Row:
        scaled = tuple(None if value is None else value * factor for value in values)
        stated = unit == SHARE
        if unit == POINTS and id in ("exact", "error"):  # one decimal is too few
            return Row(id, f"{label}, points", scaled, "number", depth=depth)
        return Row(id, label, scaled, unit, signed=signed, depth=depth, stated=stated)

    if sought.changed and unit == POINTS:
        yield Row("level", words_of(sought).subject, tuple(_level(solution, a) for a in answers), SHARE, stated=True)
    yield row("number", _label(solution), (a.value for a in answers))
    yield row("exact", "Before rounding", (a.exact for a in answers), depth=1)
    if any(a.error is not None for a in answers):
        yield row("error", "Standard error", (a.error for a in answers), depth=1)
    if any(a.other_way is not None for a in answers):
        way = "All years together" if solution.target.each else "Each year on its own"
        yield row("other_way", way, (a.other_way for a in answers), depth=1)
    if any(a.chance is not None for a in answers):
        yield Row("chance", "Draws in which the target holds", tuple(a.chance for a in answers), SHARE)
        yield Row("fresh", "Fresh draws in which it holds", tuple(a.fresh for a in answers), SHARE)
        errors = tuple(None if a.fresh_error is None else 100 * a.fresh_error for a in answers)
        yield Row("fresh_error", "Standard error, points", errors, "number", depth=1)
    yield from _left(solution)


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
