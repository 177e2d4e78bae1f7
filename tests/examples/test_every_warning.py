"""Every shipped plan, alone and under shipped scenarios, brings the warnings that are named here and no other."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from tests.findings.tried import FINDING

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
SCOTLAND = sorted((EXAMPLES / "scotland" / "plans").glob("*.yaml"))
OF_SCOTLAND = sorted((EXAMPLES / "scotland" / "scenarios").glob("*.yaml"))
FOLDERS = ("schemes", "gateshead-sensitivity", "three-versions")
PLANS = [*sorted(EXAMPLES.rglob("plan.yaml")), *SCOTLAND]
PLANS += [file for folder in FOLDERS for file in sorted((EXAMPLES / folder).glob("*.yaml"))]
OF_PLAN = {
    "shetland/plan.yaml": {"W501"},
    "gateshead-2025/plan.yaml": {"W505"},
    "gateshead-sensitivity/2023.yaml": {"W514"},
    "gateshead-sensitivity/2025.yaml": {"W514"},
}
"""Known warnings of shipped plans: an amount still to be confirmed, no base-year payment, a single year."""
UNUSED = "W552"
"""Warning of a lever that finds nothing to change in a plan without the part that it is for."""
UNDER = {
    ("shetland/plan.yaml", "maximum"): {"W582"},
    ("shetland/plan.yaml", "step-up"): {"W582"},
    ("shetland-2019/plan.yaml", "no-further-action"): {"W551"},
}
"""Further warnings that are meant under a scenario: places that don't exist, and a scenario that changes nothing."""
WHOLE = ["shetland/plan.yaml", *(str(file.relative_to(EXAMPLES)) for file in SCOTLAND[::8])]
"""Plans that have every part that a shipped scenario may change; those of Scotland are one template."""
SMALL = ["gateshead-2025/plan.yaml", "shetland-2019/plan.yaml"]


def codes(*arguments: str) -> set[str]:
    """Return the codes of everything that a check of a plan says."""
    result = CliRunner().invoke(app, ["check", *arguments])
    assert result.exit_code in (0, 1)  # 1 if a check of the plan doesn't hold, which some are meant not to
    return set(FINDING.findall(result.output))


@pytest.mark.parametrize("file", PLANS, ids=lambda file: str(file.relative_to(EXAMPLES)))
def test_a_plan_brings_the_warnings_that_are_named(file: Path) -> None:
    assert codes(str(file)) == OF_PLAN.get(str(file.relative_to(EXAMPLES)), set())


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda file: file.stem)
@pytest.mark.parametrize("plan", WHOLE)
def test_a_whole_plan_under_a_scenario_brings_no_other(plan: str, scenario: Path) -> None:
    meant = OF_PLAN.get(plan, set()) | UNDER.get((plan, scenario.stem), set())
    assert codes(str(EXAMPLES / plan), "-s", str(scenario)) == meant


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda file: file.stem)
@pytest.mark.parametrize("plan", SMALL)
def test_a_small_plan_lacks_parts_that_a_scenario_would_change(plan: str, scenario: Path) -> None:
    meant = OF_PLAN.get(plan, set()) | UNDER.get((plan, scenario.stem), set())
    assert codes(str(EXAMPLES / plan), "-s", str(scenario)) - {UNUSED} == meant


@pytest.mark.parametrize("scenario", OF_SCOTLAND, ids=lambda file: file.stem)
def test_scenarios_of_scotland_bring_none(scenario: Path) -> None:
    assert codes(str(SCOTLAND[0]), "-s", str(scenario)) == set()


@pytest.mark.parametrize(("folder", "scenario"), [("angus", "support-first"), ("south-lanarkshire", "thirty-beds")])
def test_levers_of_published_changes_bring_none(folder: str, scenario: str) -> None:
    plan = EXAMPLES / "levers" / folder
    assert codes(str(plan / "plan.yaml"), "-s", str(plan / f"{scenario}.yaml")) == set()
