"""Warnings and checks of a plan as a result."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtfp.documents.document import Document
from mtfp.documents.of_checks import checked, gap_by_year, place_of
from mtfp.documents.read_back.paper import board_paper
from mtfp.findings.finding import Finding
from mtfp.findings.short import counted
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.library.scenario_since import ScenarioChangesSince, scenario_changes_since
from mtfp.library.since import ChangesSince, changes_since
from mtfp.results.checks import Verdict, verdicts
from mtfp.results.table import Table

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class CheckedPlan(Result):
    """Warnings about a plan, and the verdict on each of its checks in the central case."""

    run: Run
    since: str = ""
    """Earlier version to compare with: that in git by default, or as named, or `none`."""

    def in_short(self) -> str:
        held = sum(verdict.holds for verdict in self.verdicts)
        checks = f"{held} of {counted(len(self.verdicts), 'check')} hold" if self.verdicts else "no checks"
        return f"{self.run.label}: {checks}, {counted(len(self.warnings), 'warning')}"

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Warnings, each with its code, message, place and repair."""
        return self.run.warnings

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Verdict on each check of the plan."""
        return verdicts(self.run.projection)

    @property
    def holds(self) -> bool:
        """True if every check of the plan holds in the central case."""
        return all(verdict.holds for verdict in self.verdicts)

    @property
    def tables(self) -> tuple[Table, ...]:
        return ()

    @cached_property
    def changed(self) -> ChangesSince | None:
        """Inputs that changed since the earlier version, with what each moves; None if no file of the plan did."""
        return changes_since(self.run.read, self.since)

    @cached_property
    def changed_scenarios(self) -> tuple[ScenarioChangesSince, ...]:
        """Changes in the files of the scenarios since the earlier version; none for files that are as they were."""
        return scenario_changes_since(self.run.read, self.run.changed, self.since)

    def to_frame(self, *tables: str) -> "DataFrame":
        """Return the warnings with a row for each: its code, message, repair and place."""
        from pandas import DataFrame

        rows = [(each.code, each.message, each.fix, str(each.place)) for each in self.warnings]
        return DataFrame(rows, columns=["code", "message", "repair", "place"])

    def document(self) -> Document:
        places = [self.run.document.place(place_of(number)) for number, _ in enumerate(self.verdicts)]
        pairs = list(zip(self.verdicts, places, strict=True))
        projection, file = self.run.projection, self.run.document.file
        gap, paper = gap_by_year(projection), board_paper(projection)
        of_plan = self.changed.blocks if self.changed else ()
        changed = (*of_plan, *(block for each in self.changed_scenarios for block in each.blocks))
        return checked(file, projection.plan, self.warnings, pairs, self.run.changed, gap, paper, changed)
