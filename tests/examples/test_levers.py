"""Closures as auditors reported them, derived by the engine; and every scenario beside an example is sound and sourced.

South Lanarkshire: 30 beds at 33.333 release 999.99, about £1m; 70.2% of it, 701.99 (£702k), is spent on community
services of 6,000 + 12,000: 3.9% more of 150,000 visits and of 480,000 hours, 5,850 and 18,720. The rest, 298, lowers
the gap.

Angus: 21 of 126 beds at 40 release 840, a year after they close in 2027/28. Half of it, 420, is spent on support of
2,100, a year before: 20% more of 1,500 people, 300.
"""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.reading.plan import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.results.figures import figures
from mtfp.results.services import activity
from tests.examples.test_examples import EXAMPLES

SCENARIOS = sorted(path for path in (EXAMPLES / "levers").rglob("*.yaml") if path.name != "plan.yaml")


def made(folder, scenario):
    """What a scenario changes of an example's figures and activity, by year."""
    read = read_plan(EXAMPLES / folder)
    plans = (read.plan, apply_scenarios(read, str(EXAMPLES / folder / scenario)).plan)
    before, after = (project(plan, central_draws(plan)) for plan in plans)
    rows = [{**figures(each), **activity(each)} for each in (before, after)]
    return {name: values[1:, 0] - rows[0][name][1:, 0] for name, values in rows[1].items()}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_it_is_sound_plain_and_sourced(file):
    scenario = apply_scenarios(read_plan(file.parent), str(file))
    assert scenario.warnings == ()
    assert scenario.name == file.stem
    (read,) = scenario.scenarios
    assert read.scenario.narrative
    assert "illustrative" in read.scenario.source
    assert max(len(line) for line in file.read_text(encoding="utf-8").splitlines()) <= 130


def test_thirty_beds_in_south_lanarkshire():
    changed = made("levers/south-lanarkshire", "thirty-beds.yaml")
    assert changed["elderly_wards"] == pytest.approx([0, -30, -30, -30])
    assert changed["community_nursing"] == pytest.approx([0, 5850, 5850, 5850], abs=0.1)
    assert changed["care_at_home"] == pytest.approx([0, 18_720, 18_720, 18_720], abs=0.3)
    assert changed["expenditure"] == pytest.approx([0, -298, -298, -298], abs=0.01)
    assert changed["recurring_gap"] == pytest.approx([0, -298, -298, -298], abs=0.01)


def test_what_thirty_beds_release_and_what_is_put_into_the_community():
    read = read_plan(EXAMPLES / "levers/south-lanarkshire")
    plan = apply_scenarios(read, str(EXAMPLES / "levers/south-lanarkshire/thirty-beds.yaml")).plan
    projection = project(plan, central_draws(plan))
    assert projection.spending.commitments["capacity_1"][2, 0] == pytest.approx(-1000, abs=0.5)
    assert projection.spending.commitments["reinvested_1"][2, 0] == pytest.approx(702, abs=0.5)


def test_twenty_one_beds_in_angus():
    changed = made("levers/angus", "support-first.yaml")
    assert changed["community_hospitals"] == pytest.approx([0, -21, -21, -21])
    assert changed["community_support"] == pytest.approx([300, 300, 300, 300])
    assert changed["expenditure"] == pytest.approx([420, 420, -420, -420])
