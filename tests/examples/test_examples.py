"""The examples are sound, say what they mean to say, and can be followed from each figure to its source."""

import re
from pathlib import Path

import numpy as np
import pytest

from mtfp.cli.shared.projections import all_runs
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.place import Place
from mtfp.model.correlation import groups
from mtfp.reading.plan import read_plan
from mtfp.results.doubts import doubts
from mtfp.results.figures import figures
from mtfp.results.services import activity, balance_of_care

EXAMPLES = Path(__file__).parents[2] / "examples"
WARNED = {
    "gateshead-2025": [("W505", "council_funding")],
    "levers/angus": [],
    "levers/south-lanarkshire": [],
    "shetland": [("W501", "pension")],
    "shetland-2019": [],
}
"""Each example with the warnings that are meant: code, and a word of the message."""


@pytest.fixture(scope="module", params=sorted(WARNED))
def example(request):
    return request.param, read_plan(EXAMPLES / request.param)


@pytest.fixture(scope="module")
def shetland():
    plan = read_plan(EXAMPLES / "shetland").plan
    return project(plan, central_draws(plan))


def central(projection, row):
    return figures(projection)[row][:, 0]


def test_every_example_is_tested():
    found = (path.parent.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("plan.yaml"))
    assert sorted(found) == sorted(WARNED)


def test_warnings_are_those_that_are_meant(example):
    name, read = example
    assert [found.code for found in read.warnings] == [code for code, _ in WARNED[name]]
    for found, (_, word) in zip(read.warnings, WARNED[name], strict=True):
        assert word in found.message


def test_reading_again_gives_the_same_plan(example):
    name, read = example
    again = read_plan(EXAMPLES / name / "plan.yaml").plan
    assert again == read.plan
    assert again.digest() == read.plan.digest()


def test_plans_have_names_of_their_own():
    """Draws, files of results and tables go by the plan's name."""
    names = [read_plan(EXAMPLES / name).plan.name for name in WARNED]
    assert len(set(names)) == len(names)


def test_assumptions_are_sourced_dated_owned_and_graded(example):
    _, read = example
    for name, assumption in read.plan.assumptions.items():
        assert assumption.source, name
        assert assumption.reviewed, name
        assert assumption.owner, name
        assert assumption.grade, name


def test_nothing_points_out_of_the_project(example):
    name, _ = example
    text = (EXAMPLES / name / "plan.yaml").read_text(encoding="utf-8")
    assert not re.search(r"\.\./|(?:^|[\s:=\"'])/\w+/|https?://", text)


def test_examples_can_be_read_in_a_window(example):
    name, _ = example
    text = (EXAMPLES / name / "plan.yaml").read_text(encoding="utf-8")
    assert max(len(line) for line in text.splitlines()) <= 130


def test_what_is_checked_is_a_figure(example):
    _, read = example
    rows = figures(project(read.plan, central_draws(read.plan)))
    for check in read.plan.checks:
        assert check.of in rows
        assert check.in_ == "all years" or check.in_ in read.plan.timeline.projected


def test_checks_hold_in_the_central_case(shetland):
    plan = shetland.plan
    assert len(plan.checks) >= 3
    for check in plan.checks:
        values = central(shetland, check.of)
        years = slice(1, None) if check.in_ == "all years" else plan.timeline.at(check.in_)
        reserve = shetland.reserves.get(check.of.removeprefix("reserves."))
        if check.at_least is not None:
            least = reserve.floor[:, 0] if check.at_least == "floor" else np.full_like(values, check.at_least)
            assert np.all(values[years] >= least[years] - 1e-6), check.name
        if check.at_most is not None:
            assert np.all(values[years] <= check.at_most), check.name


def test_shetland_budget_is_68_million(shetland):
    plan = shetland.plan
    budgets = {name: line.sign * line.opening(plan.base_year) for name, line in plan.lines.items()}
    assert sum(budgets.values()) == pytest.approx(68_000)
    assert "£68.0m with the set-aside" in plan.notes


def test_shetland_begins_in_balance(shetland):
    assert central(shetland, "gap")[0] == pytest.approx(0, abs=1e-9)
    assert central(shetland, "set_aside_gap")[0] == pytest.approx(0, abs=1e-9)


def test_shetland_is_what_a_finance_officer_would_expect(shetland):
    """Bounds, not figures: the illustrative numbers may be tuned, the picture stays."""
    share = central(shetland, "gap_before_savings")[1:] / central(shetland, "expenditure")[1:]
    assert np.all((share > 0.02) & (share < 0.07))
    assert np.all(np.diff(share) > 0)
    growth = central(shetland, "expenditure")[1:] / central(shetland, "expenditure")[:-1] - 1
    assert np.all((growth > 0.02) & (growth < 0.07))
    assert central(shetland, "reserves.change_fund")[-1] == 0
    contingency = shetland.reserves["contingency"]
    assert np.all(contingency.closing[1:, 0] < 1.25 * contingency.floor[1:, 0])
    assert 0.5 < balance_of_care(shetland)[0, 0] < 0.8


def test_shetland_is_a_plan_that_a_board_would_pass(shetland):
    """It pays into no reserve while it asks its partners, its red savings deliver least, and its places exist."""
    plan, places = shetland.plan, activity(shetland)["residential_care"][:, 0]
    assert list(doubts(shetland, lambda path: Place(""))) == []
    assert not any(reserve.planned_contributions for reserve in plan.all_reserves.values())
    asked = central(shetland, "additional_payments")
    assert (asked[1], central(shetland, "unmet")[1:].sum(), central(shetland, "deficit")[-1]) == (0, 0, 0)
    assert np.all(asked[2:] < 0.02 * central(shetland, "expenditure")[2:])
    delivered = {plan.assumptions[f"delivery_{status}"].central.at("2026/27") for status in ("red", "amber", "green")}
    assert sorted(delivered) == [0.4, 0.7, 0.92]
    assert plan.savings["locums"].delivery == "delivery_red"
    assert np.all(places <= plan.lines["residential_care"].activity.available.at("2030/31"))


@pytest.mark.parametrize(("scenario", "places"), [("step-up", 6), ("maximum", 20)])
def test_scenarios_that_need_places_that_do_not_exist_say_so(scenario, places):
    """The only warnings about places on shipped plans, and right: these two rungs are more than the homes can take."""
    _, (run,) = all_runs(EXAMPLES / "shetland", [scenario])
    (found,) = (warning for warning in run.warnings if warning.code == "W582")
    assert found.message.endswith(f"{places} more than the 135 that exist, under {scenario}")


def test_shetland_uses_its_planned_reserves_as_planned(shetland):
    """No step takes in one year what the plan means to use in the next."""
    plan = shetland.plan
    for name, reserve in plan.all_reserves.items():
        used = dict(zip(plan.timeline.labels, shetland.reserves[name].planned_use[:, 0].tolist(), strict=True))
        assert {year: used[year] for year in reserve.planned_use} == pytest.approx(dict(reserve.planned_use))


def test_shetland_localities_add_up(shetland):
    plan = shetland.plan
    assert len(plan.localities) == 7
    placed = [line.localities.of(plan.localities) for line in plan.lines.values() if line.localities]
    assert len(placed) >= 5
    for shares in placed:
        assert shares.sum() == pytest.approx(1)
        assert (shares >= 0).all()


def test_shetland_shows_the_format(shetland):
    """Between them its pieces use what a first plan is likely to need."""
    plan = shetland.plan
    assert {line.setting for line in plan.lines.values()} == {
        "community", "institutional", "hospital", "primary_care", "prescribing", "other",
    }  # fmt: skip
    assert all(line.care_group for line in plan.lines.values())
    assert {stream.chosen for stream in plan.funding.values()} == {"uplift", "stated", "movements", "follows"}
    assert {stream.type for stream in plan.funding.values()} == {"payment", "ring_fenced", "set_aside", "income"}
    assert any(stream.ends for stream in plan.funding.values())
    assert {reserve.class_ for reserve in plan.all_reserves.values()} == {
        "contingency",
        "earmarked",
        "ring_fenced",
        "legacy",
    }
    assert {saving.recurring for saving in plan.savings.values()} == {True, False}
    assert plan.deflator == "gdp_deflator"


def test_shetland_illustrative_figures_say_so(shetland):
    """A figure of a line, stream or reserve is illustrative unless its own source names a publication."""
    assert shetland.plan.source.startswith("Illustrative")
    assert "illustrative" in shetland.plan.notes
    graded_b = {name for name, a in shetland.plan.assumptions.items() if a.grade == "B"}
    assert graded_b == {"cpi", "gdp_deflator", "pay_nhs", "pay_council", "living_wage", "savings_delivery"}


def test_shetland_correlations_can_all_hold(shetland):
    """With the national pairs, no matrix has a negative eigenvalue, so no pair needs moving."""
    found = groups(shetland.plan)
    assert [group.adjusted for group in found] == [()] * len(found)
    assert {"cpi", "energy", "nhs_uplift"} <= {
        member.name for member in max(found, key=lambda g: len(g.members)).members
    }
    smallest = min(np.linalg.eigvalsh(np.array(group.stated)).min() for group in found)
    assert smallest > 0.02
