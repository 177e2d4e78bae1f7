"""List the scenarios that come with mtfp, and show one."""

from pathlib import Path

from mtfp.reading import read_plan
from mtfp.reading.scenario import read_future, read_scenario
from mtfp.reports.files import out
from mtfp.reports.terminal.story import changes_in_plan, in_plain_words
from mtfp.scenarios.shipped import shipped


def run_list() -> None:
    """Write the name and title of each shipped scenario."""
    read = [read_scenario(file.stem).scenario for file in shipped()]
    width = max(len(each.scenario) for each in read)
    out.to_stdout("".join(f"  {each.scenario:<{width}}  {each.title}\n" for each in read))


def run_show(scenario: str, plan: Path | None) -> None:
    """Write a scenario in plain words, or its changes in a plan."""
    if plan is None:
        out.to_stdout(in_plain_words(read_scenario(scenario)))
    else:
        out.to_stdout(changes_in_plan(read_future(read_plan(plan), scenario)))
