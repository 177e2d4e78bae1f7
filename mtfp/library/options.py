"""Packages of options as a result."""

from dataclasses import dataclass

from mtfp.analysis.options.question import Package
from mtfp.analysis.options.search import Found
from mtfp.analysis.options.trial import Trial
from mtfp.documents.document import Document
from mtfp.documents.of_options import of_options
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.reading.scenario import ReadScenario
from mtfp.results.table import Table
from mtfp.views.options.narrative import words_of
from mtfp.views.options.tables import options_tables


@dataclass(frozen=True, repr=False)
class ChosenOptions(Result):
    """Packages of options that meet a target, the least impact on people first.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").options("examples/shetland/options.yaml", at=0.4, draws=100)
    >>> found.packages[0].passes, found.table_names
    (True, ('packages', 'picture', 'money', 'impact'))
    """

    found: Found
    """Packages, swaps and effects of the options."""
    run: Run
    """Plan to which the options are added, in its own case."""

    def in_short(self) -> str:
        return self.found.in_short()

    @property
    def packages(self) -> tuple[Trial, ...]:
        """Packages that meet the target, the best first. `package` has names; `chance` is that of fresh draws."""
        return self.found.packages

    @property
    def surest(self) -> Trial:
        """Package that is likeliest to meet the target."""
        return self.found.surest

    def scenario(self, number: int = 1, name: str = "package") -> ReadScenario:
        """Return a package as a scenario for `project` and the like; 1 is the best.

        Raises IndexError if there is no package with this number.
        """
        if not 1 <= number <= len(self.packages):
            raise IndexError(
                f"there is no package {number}: the options have {len(self.packages)} that meet the target"
            )
        package: Package = self.packages[number - 1].package
        question = self.found.question
        return question.options.scenario(package, name, **words_of(question, package))

    @property
    def tables(self) -> tuple[Table, ...]:
        return options_tables(self.found)

    def document(self) -> Document:
        return of_options(self.found, self.run.changed, self.run.warnings)
