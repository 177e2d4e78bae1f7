"""List the scenarios that come with mtfp, or show a scenario."""

from pathlib import Path

from mtfp.cli.options.of_results import WordsOptions
from mtfp.cli.shared.output import output_of
from mtfp.documents.of_library import shipped as shipped_document
from mtfp.documents.story import changes_in_plan, scenario_in_words
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios, read_scenario
from mtfp.scenarios.shipped import shipped


def run_list(report: WordsOptions) -> None:
    """Write the name and title of each shipped scenario."""
    output_of(report).deliver(shipped_document(read_scenario(file.stem) for file in shipped()))


def run_show(scenario: str, plan: Path | None, report: WordsOptions) -> None:
    """Write a scenario in plain words, or its changes in a plan."""
    output = output_of(report)
    if plan is None:
        output.deliver(scenario_in_words(read_scenario(scenario)))
    else:
        changed = apply_scenarios(read_plan(plan), scenario)
        output.deliver(changes_in_plan(changed))
        output.show_findings(changed.warnings)
