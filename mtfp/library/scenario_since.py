"""Changes in the files of a plan's scenarios since an earlier version: the one in git, or a named one."""

from collections.abc import Iterator
from dataclasses import dataclass

from mtfp.analysis.one_by_one.entries import Entry
from mtfp.analysis.one_by_one.levers import LeverChanges, levers_one_by_one
from mtfp.documents.blocks import Block
from mtfp.documents.read_back.since.changed import not_compared, version
from mtfp.documents.read_back.since.scenario import called, changed_in_scenario, new_scenario
from mtfp.findings.short import Short, counted
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ReadScenario, ScenarioPlan
from mtfp.reading.versions.of_scenario import EarlierScenario, earlier_scenario


@dataclass(frozen=True, repr=False)
class ScenarioChangesSince(Short):
    """Changes in a scenario's file since an earlier version, with what each moves in the plan as it is now.

    `found` is None if the file is new since, or if the earlier version can't be read.
    """

    scenario: ReadScenario
    earlier: EarlierScenario
    found: LeverChanges | None = None

    def in_short(self) -> str:
        changes = counted(len(self.entries), "change")
        return f"{self.scenario.scenario.title}, {changes} since {version(self.earlier)}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Changes, the one that moves the gap most first, with what each moves."""
        return self.found.entries if self.found else ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks for the read-back."""
        if self.earlier.reason:
            return not_compared(self.earlier, self.earlier.reason, f"in {called(self.scenario)} ")
        if self.found is None or self.earlier.read is None:
            return new_scenario(self.earlier, self.scenario)
        return changed_in_scenario(self.earlier, self.found, self.earlier.read, self.scenario)


def scenario_changes_since(
    read: ReadPlan, changed: ScenarioPlan | None, since: str = ""
) -> tuple[ScenarioChangesSince, ...]:
    """Return the changes in the file of each scenario of a plan, if its contents changed or it is new.

    `since` is as for `earlier_version`. Scenarios that come with mtfp, and changes in words, have no earlier version.
    """
    return tuple(_changes_since(read, changed.scenarios, since)) if changed else ()


def _changes_since(read: ReadPlan, scenarios: tuple[ReadScenario, ...], since: str) -> Iterator[ScenarioChangesSince]:
    levers = [each.scenario.levers for each in scenarios]
    for number, scenario in enumerate(scenarios):
        earlier = earlier_scenario(scenario, read, since)
        if earlier is None:
            continue
        found = None
        if earlier.read:
            before, after = (sum(some, ()) for some in (levers[:number], levers[number + 1 :]))
            found = levers_one_by_one(read.plan, earlier.read.scenario, scenario.scenario, before, after)
        yield ScenarioChangesSince(scenario, earlier, found)
