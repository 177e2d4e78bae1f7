"""Further tables of a solution: savings in three ways, numbers year by year, pairs of numbers, and services."""

from collections.abc import Iterator, Sequence

from mtfp.analysis.solve.solution import Answer, ByYear, Frontier, Service, Services, Solution
from mtfp.findings.short import in_list
from mtfp.results.figures import figures_of
from mtfp.results.table import MONEY, POINTS, SHARE, Column, Row, Table
from mtfp.views.compared.lever_words import care_in_words
from mtfp.views.solve.number_in_words import RUNGS, own_in_words, unit_of, words_of
from mtfp.views.solve.table import columns_of, statistic_of


def more_tables(solution: Solution) -> Iterator[Table]:
    """Yield the tables that belong to the question, after that of the answers."""
    if solution.ways:
        yield _ways(solution)
    if solution.by_year:
        yield from _by_year(solution)
    if solution.frontier:
        yield from _frontier(solution, solution.frontier)
    if solution.ladder:
        yield from _services(solution, solution.ladder)


def _table(
    solution: Solution, name: str, title: str, columns: Sequence[Column], rows: Sequence[Row], *notes: str
) -> Table:
    plan = solution.sought.plan
    return Table(name, title, plan.name, plan.unit, tuple(columns), tuple(rows), notes)


def _ways(solution: Solution) -> Table:
    rows = [Row(f"way_{n}", way.label, _values(way.answers), MONEY) for n, way in enumerate(solution.ways, 1)]
    note = "New recurring savings in each projected year, which add up: in the third year those of three years save."
    return _table(solution, "ways", "New savings needed in each year", columns_of(solution), rows, note)


def _values(answers: Sequence[Answer], factor: float = 1.0) -> tuple[float | None, ...]:
    return tuple(None if each.value is None else each.value * factor for each in answers)


def _by_year(solution: Solution) -> Iterator[Table]:
    years = sorted({year for _, year in solution.target.conditions})
    unit, factor = unit_of(solution.sought)
    columns = [Column(year, year) for year in years]
    rows = [
        Row(
            "number",
            _case(each),
            tuple(each.numbers[y] * factor if y in each.numbers else None for y in years),
            unit,
            signed=unit == POINTS,
            statistic=statistic_of(each.confidence),
        )
        for each in solution.by_year
    ]
    note = "The least in the first year, then the least in the second given the first. Each year on its own holds."
    yield _table(solution, "by_year", f"{words_of(solution.sought).subject}: year by year", columns, rows, note)
    drawn = [each for each in solution.by_year if each.together is not None]
    if drawn:
        heads = (Column("These draws", statistic="chance"), Column("Fresh draws", statistic="fresh"))
        together = [Row("together", _case(e), (e.together, e.fresh), SHARE, statistic=None) for e in drawn]
        yield _table(solution, "by_year_together", "Draws in which all years hold together", heads, together)


def _case(each: ByYear) -> str:
    return "Central case" if each.confidence is None else f"In {100 * each.confidence:.4g} of 100 draws"


def firsts_in_words(frontier: Frontier) -> list[str]:
    """Return the values of the first number in words; the first of them is the plan's own."""
    first = words_of(frontier.first)
    return [f"{own_in_words(frontier.first)} (the plan)", *(first.in_short(value) for value in frontier.values[1:])]


def _frontier(solution: Solution, frontier: Frontier) -> Iterator[Table]:
    first, second = words_of(frontier.first), words_of(solution.sought)
    unit, factor = unit_of(solution.sought)
    labels = firsts_in_words(frontier)
    rows = [
        Row(f"pair_{n}", label, _values(answers, factor), unit, signed=unit == POINTS)
        for n, (label, answers) in enumerate(zip(labels, frontier.rows, strict=True), 1)
    ]
    change = ", change in points" if unit == POINTS else ""
    title = f"{second.subject}{change}, for each value of: {first.subject}"
    blanks = any(value is None for row in rows for value in row.values)
    notes = ["A blank: no number that was tried is enough."] if blanks else []
    yield _table(solution, "frontier", title, columns_of(solution), rows, *notes)
    chances = [
        Row(f"pair_{n}", label, tuple(each.fresh for each in answers[1:]), SHARE)
        for n, (label, answers) in enumerate(zip(labels, frontier.rows, strict=True), 1)
    ]
    if any(value is not None for row in chances for value in row.values):
        title = "Fresh draws in which the target holds with each pair"
        yield _table(solution, "frontier_fresh", title, columns_of(solution)[1:], chances)


def _services(solution: Solution, services: Services) -> Iterator[Table]:
    figure = figures_of(solution.sought.plan)[services.figure]
    near, far = RUNGS[services.near], RUNGS[services.far]
    columns = (
        Column(f"At {near}", services.year, services.near),
        Column(f"At {far}", services.year, services.far),
        Column(f"{figure.label} then", services.year, services.far, statistic="one_after_another"),
    )
    rows = [
        Row(each.name, each.label, (each.near, each.far, each.left), figure.unit, about=_care(each))
        for each in services.rows
    ]
    title = f"Service by service: change of {figure.in_sentence} in {services.year}"
    note = (
        f"Each service alone goes to {near}, or to {far}; the last column has all services down to the row at {far}. "
        "Services come in the order of what they do to the figure."
    )
    yield _table(solution, "services", title, columns, rows, note)
    chances = [Row(each.name, each.label, (each.chance,), SHARE) for each in services.rows]
    title = f"Draws in which the target holds with all services down to the row at {far}"
    yield _table(solution, "services_chance", title, (Column("Share of draws", statistic="probability"),), chances)


def _care(service: Service) -> str:
    own = {part: change for part, change in service.changes.items() if part.label == service.label}
    others = {part: change for part, change in service.changes.items() if part not in own}
    direct, indirect = (in_list(list(care_in_words(each, service.before))) for each in (own, others))
    found = [*([direct] if direct else []), *([f"indirectly {indirect}"] if indirect else [])]
    return f"{service.label} alone: {'; '.join(found)}." if found else ""
