"""Make the chart of a solution for two numbers: the second number that is needed for each value of the first."""

from mtfp.analysis.solve.solution import Answer, Frontier, Solution
from mtfp.documents.charts.bars import Bar, Tornado
from mtfp.documents.charts.chart import is_illustrative
from mtfp.results.table import MONEY, POINTS
from mtfp.views.solve.more_tables import firsts_in_words
from mtfp.views.solve.number_in_words import unit_of, words_of


def chart_of_pairs(solution: Solution, frontier: Frontier) -> Tornado | None:
    """Return a line for each value of the first number: the second from the central case to the highest confidence.

    None for numbers that are no change and no money, such as a rate in place of the plan's, and without a confidence.
    """
    unit, factor = unit_of(solution.sought)
    shares = [100 * (each.confidence or 0) for each in solution.answers[1:]]
    if unit not in (POINTS, MONEY) or not shares:
        return None
    labels = firsts_in_words(frontier)
    found = (_bar(n, label, row, factor) for n, (label, row) in enumerate(zip(labels, frontier.rows, strict=True), 1))
    heads = [f"{share:.4g} of 100 draws" for share in shares]
    first, second = words_of(frontier.first).subject, words_of(solution.sought).subject
    return Tornado(
        name="pairs_chart",
        figure="pairs",
        plan=solution.sought.plan.name,
        year=solution.target.last,
        title=f"{second}: change needed, for each value of: {first}",
        sentence="Each line begins at the change that is needed in the central case, and ends at that for "
        f"{heads[-1]}.",
        unit=solution.sought.plan.unit,
        illustrative=is_illustrative(solution.sought.plan),
        heads=("Central case", heads[-1], heads[-2] if len(heads) > 1 else ""),
        statistics=("central", f"p{shares[-1]:.4g}", f"p{shares[-2]:.4g}" if len(heads) > 1 else ""),
        bars=tuple(each for each in found if each),
        of=unit,
    )


def _bar(number: int, label: str, row: tuple[Answer, ...], factor: float) -> Bar | None:
    """Return the line of one value of the first number; None if some number is not found."""
    values = [each.value * factor for each in row if each.value is not None]
    if len(values) < len(row):
        return None
    low, high = sorted((values[0], values[-1]))
    return Bar(f"pair_{number}", label, low, high, values[-2] if len(values) > 2 else None)
