"""Make the document of `mtfp solve`: the answer in a sentence, its trial on fresh draws, tables, and the changes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mtfp.analysis.solve.solution import Solution
from mtfp.documents.blocks import Block, Findings, Heading, Listing, Prose, Tables
from mtfp.documents.charts.charts_of_solution import chart_of_pairs
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.documents.story import listed_changes
from mtfp.draws.random_streams import BLOCK
from mtfp.findings.finding import Finding, in_order
from mtfp.views.solve.in_words import answer_in_words, remarks
from mtfp.views.solve.more_tables import more_tables
from mtfp.views.solve.table import solution_table


def of_solution(solution: Solution, warnings: Iterable[Finding]) -> Document:
    """Return the document of a solution."""
    plan, solved = solution.sought.read.plan, [each for each in solution.solved if each]
    blocks = (
        Prose(answer_in_words(solution)),
        *(Prose(text) for text in remarks(solution)),
        *_chart(solution),
        Tables((solution_table(solution), *more_tables(solution))),
        *_changes(solution),
        Findings(tuple((plan.name, finding) for finding in warnings_of_answer(solution, warnings))),
        manifest_of(plan, solved[:1], _drawn(solution)),
    )
    return Document(f"{plan.name}: {solution.sought.typed}", blocks)


def warnings_of_answer(solution: Solution, warnings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the warnings of the plan and of the first answer, in order."""
    solved = next((each for each in solution.solved if each), None)
    return in_order([*warnings, *(solved.warnings if solved else ())])


def _changes(solution: Solution) -> Iterator[Block]:
    """Yield the answers as `-s` takes them, and what the first of them changes."""
    words, solved = solution.scenarios_in_words, next((each for each in solution.solved if each), None)
    if not words or solved is None:
        return
    yield Heading("The answers as scenarios" if len(words) > 1 else "The answer as a scenario")
    yield Listing(tuple(f'-s "{each}"' for each in words), mono=True)
    own = [made for made in solved.changes if made.at.scenario >= len(solution.sought.scenarios)]
    if own and not solution.by_year and not solution.frontier:
        yield Prose("The first of them changes:" if len(words) > 1 else "It changes:")
        yield from listed_changes(own, solved.plan)


def _chart(solution: Solution) -> Iterator[Block]:
    """Yield the chart of pairs of numbers, if two are sought."""
    chart = chart_of_pairs(solution, solution.frontier) if solution.frontier else None
    if chart and chart.bars:
        yield chart


def _drawn(solution: Solution) -> Mapping[str, Any]:
    sample = solution.sample
    return {"case": "solved", "draws": sample.draws, "seed": sample.seed, "sampler": "random", "block": BLOCK}
