"""A policy: checks for every plan, stale reviews, and warnings that it makes fatal."""

from dataclasses import replace
from pathlib import Path

import pytest

from mtfp.analysis.sensitivity.without_effect import unused_assumptions
from mtfp.batch.outcome.outcome import Status
from mtfp.batch.plans.plan_source import plans_of
from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from mtfp.reading.policy import read_policy
from tests.batch.folders import WANTED, changed, run, write_plans
from tests.simulation.sampled import plan as small

POLICY = """
mtfp: 1
policy: national
stale_after: 12
as_of: 2026-11-01
fatal: [W601, W602]
checks:
  - {name: some gap is closed, of: recurring_gap, at_most: 500}
  - {name: never so much, of: gap, at_most: -500, in: 2028/29, probability: 0%}
"""


def policy(folder: Path, text: str = POLICY, as_of: str | None = None):
    file = folder / "rules.yaml"
    file.write_text(text.lstrip(), encoding="utf-8")
    return read_policy(file, as_of)


def refused(folder: Path, text: str, as_of: str | None = None) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as found:
        policy(folder, text, as_of)
    return [(f.code, f"{f.place.line}:{f.place.column}", f.fix) for f in found.value.findings]


def batch(folder: Path, asked=None, **wanted):
    return run(folder / "plans", folder / "store", replace(WANTED, policy=asked, **wanted))


def test_its_checks_come_after_the_plans_own_with_their_places(tmp_path):
    (plan_file,) = write_plans(tmp_path / "plans", 1)
    (plan,) = batch(tmp_path, policy(tmp_path)).plans
    assert [(each.name, each.of_policy, each.holds) for each in plan.verdicts] == [
        ("floor", False, False),
        ("half", False, True),
        ("some gap is closed", True, True),
        ("never so much", True, False),
    ]
    assert [str(each.place) for each in plan.verdicts] == [
        f"{plan_file}:27:5", f"{plan_file}:28:5", f"{tmp_path}/rules.yaml:7:5", f"{tmp_path}/rules.yaml:8:5",
    ]  # fmt: skip
    assert "; in the central case it fails: the gap, " in plan.verdicts[3].message
    assert plan.plan_digest == read_plan(plan_file).plan.digest() != plan.scenarios["base"]
    assert {name: each.digest() for name, each in plans_of(plan.source).items()} == plan.scenarios


def test_it_changes_no_figure_that_the_plan_has_without_it(tmp_path):
    write_plans(tmp_path / "plans", 1)
    (without,), (with_policy,) = batch(tmp_path).plans, batch(tmp_path, policy(tmp_path)).plans
    assert {cell for cell in without.cells() if cell.table != "checks"} <= set(with_policy.cells())


def test_a_check_of_a_figure_that_a_plan_has_not_is_that_plans_finding(tmp_path):
    write_plans(tmp_path / "plans", 2)
    changed("general", "jar")(tmp_path / "plans/area-01/plan.yaml")
    text = POLICY + "  - {name: the reserve, of: reserves.general, at_least: floor, probability: 0%}\n"
    done, partly = batch(tmp_path, policy(tmp_path, text)).plans
    assert (done.status, partly.status) == (Status.DONE, Status.PARTLY)
    error, _ = partly.errors  # the figure, and its floor
    assert (error.code, error.place.line, str(error.via)) == ("E322", 9, partly.path)
    assert f"`reserves.general` in {partly.name}" in error.message
    assert [each.name for each in partly.verdicts] == ["floor", "half", "some gap is closed", "never so much"]


def test_a_review_is_stale_after_the_months_of_the_policy(tmp_path):
    (path,) = write_plans(tmp_path / "plans", 1)
    changed("uplift: {unit: rate,", "uplift: {unit: rate, reviewed: 2025-11-02,")(path)

    def stale(as_of: str | None) -> list[str]:
        (plan,) = batch(tmp_path, policy(tmp_path, as_of=as_of)).plans
        return [f"{finding.place.line}: {finding.message}" for finding in plan.findings if finding.code == "W603"]

    assert stale(None) == []
    assert stale("2026-11-01") == []
    assert stale("2026-11-02") == ["10: `uplift` was last reviewed on 2025-11-02, 12 months before 2026-11-02"]


def test_placeholder_sources_have_a_finding(tmp_path):
    (path,) = write_plans(tmp_path / "plans", 1)
    changed("interval: [1%, 6%]}, source: i", "interval: [1%, 6%]}, source: TBC.")(path)
    (plan,) = batch(tmp_path).plans
    (finding,) = [finding for finding in plan.findings if finding.code == "W604"]
    assert (finding.place.line, "`pay` is a placeholder" in finding.message) == (9, True)


def test_scenarios_and_assumptions_without_effect_are_fatal_if_the_policy_says_so(tmp_path):
    (path,) = write_plans(tmp_path / "plans", 1)
    fuel = "  fuel: {unit: rate, central: 2%, spread: {interval: [1%, 4%]}, source: i}\ncorrelations:"
    changed("correlations:", fuel)(path)
    changed("[[pay, uplift, 0.5]]", "[[pay, uplift, 0.5], [pay, fuel, 0.9]]")(path)
    nothing = "mtfp: 1\nscenario: nothing\nlevers:\n  - shift: {assumption: fuel, by: 1%}\n"
    (tmp_path / "nothing.yaml").write_text(nothing, encoding="utf-8")
    scenarios = (str(tmp_path / "nothing.yaml"), "high-pay")
    found = batch(tmp_path, scenarios=scenarios)
    assert [f.code for f in found.plans[0].findings if f.code.startswith("W6")] == ["W601", "W602"]
    assert found.fatal == ()
    found = batch(tmp_path, policy(tmp_path), scenarios=scenarios)
    assert [f.message for f in found.fatal] == [
        "`nothing` changes no figure of this plan, in any year of any draw",
        "`fuel` is uncertain, but changes no figure of this plan",
    ]
    assert found.fatal[1].place.line == 12


def test_what_matters_only_if_something_unlikely_happens_matters():
    """Of a delivery its schemes are turned, and an assumption may act through an event alone."""
    assert unused_assumptions(small()) == ()
    certain = {"trim": {"partner": "council", "planned": {"2026/27": 0}, "delivery": "delivery"}}
    assert unused_assumptions(small(savings=certain)) == ("delivery",)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("as_of: 2026-11-01\n", "", ("E503", "3:14", "add `as_of:` with a date, or give a date with --as-of")),
        ("[W601, W602]", "[W601, W6O4]", ("E504", "5:15", "did you mean `W604`?")),
        ("[W601, W602]", "[E301]", ("E504", "5:9", "name a warning such as `W601`; errors always refuse a plan")),
        ("stale_after: 12", "stale_aftr: 12", ("E202", "3:1", "did you mean `stale_after`?")),
        ("policy: national\n", "", ("E203", "1:1", "name a file with the key `policy:`")),
    ],
    ids=["no date", "no such warning", "an error", "a key", "no name"],
)  # fmt: skip
def test_mistakes_in_it_have_their_place_and_repair(old, new, found, tmp_path):
    assert old in POLICY
    assert refused(tmp_path, POLICY.replace(old, new)) == [found]


def test_a_date_on_the_command_line_replaces_the_policys(tmp_path):
    assert policy(tmp_path, POLICY.replace("as_of: 2026-11-01\n", ""), "2026-12-01").as_of == "2026-12-01"
    assert policy(tmp_path, as_of="2026-12-01").as_of == "2026-12-01"
    assert refused(tmp_path, "- a list\n")[0][0] == "E203"
