"""Answers to a sought number as a result."""

from dataclasses import dataclass

from mtfp.analysis.solve.solution import Answer, Solution
from mtfp.documents.document import Document
from mtfp.documents.of_solution import of_solution
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.results.table import Table
from mtfp.views.solve.in_words import answer_in_words
from mtfp.views.solve.more_tables import more_tables
from mtfp.views.solve.table import solution_table


@dataclass(frozen=True, repr=False)
class SolvedPlan(Result):
    """Number with which a plan meets a target, in the central case and at each confidence.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").solve("nhs_uplift +?", "gap <= 0 in 2028/29", at=[0.8], draws=200)
    >>> found.answers[0].value, found.words[0]
    (1.3, 'nhs_uplift +1.3%')
    """

    solution: Solution
    """Answers, with everything that they were found from."""
    run: Run
    """Plan as it stands or under the scenario, without the change."""

    def in_short(self) -> str:
        return self.solution.in_short()

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        return answer_in_words(self.solution)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Answer of the central case, then one for each confidence."""
        return self.solution.answers

    @property
    def words(self) -> tuple[str, ...]:
        """Each answer as a scenario in words; empty without an answer."""
        return tuple(map(self.solution.words, self.solution.answers))

    @property
    def tables(self) -> tuple[Table, ...]:
        return (solution_table(self.solution), *more_tables(self.solution))

    def document(self) -> Document:
        return of_solution(self.solution, self.run.warnings)
