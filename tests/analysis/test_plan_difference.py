"""Movements between the three versions of an example, worked by hand, and versions in git."""

import subprocess
from pathlib import Path

import pytest

import mtfp
from mtfp.analysis.plan_difference import NotComparable, plan_difference
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from mtfp.reading.versions.named import read_version
from mtfp.views.compared.movement import movement

FOLDER = Path(__file__).parents[2] / "examples" / "three-versions"
VERSIONS = ("draft", "budget", "next-year")


@pytest.fixture(scope="module")
def plans():
    return {name: read_plan(FOLDER / f"{name}.yaml").plan for name in VERSIONS}


def gaps(plan, years):
    found = project(plan, central_draws(plan)).gap.gap[:, 0]
    return [found[plan.timeline.at(year)] for year in years]


def test_the_agreed_budget_by_hand(plans):
    found = plan_difference(plans["draft"], plans["budget"])
    bars = {player.id: bar.round(6).tolist() for player, bar in zip(found.players, found.of("gap"), strict=True)}
    # a point of pay in 2026/27 on 80% of 24,000, 30% of 30,000 and 90% of 16,000: 1% of 42,600
    assert bars["assumptions"][0] == 426
    assert bars["lines.new"] == [400, 420, 420]
    assert bars["funding"] == [-400, 0, 0]
    assert bars["funding.new"] == [-250, -250, -250]
    assert bars["savings"] == [50, 50, 50]
    assert bars["savings.new"] == [-150, -300, -300]


@pytest.mark.parametrize("pair", [("draft", "budget"), ("budget", "next-year"), ("draft", "next-year")])
@pytest.mark.parametrize("by", ["section", "name"])
def test_movements_add_up(pair, by, plans):
    old, new = (plans[name] for name in pair)
    found = plan_difference(old, new, by)
    moved = [after - before for before, after in zip(gaps(old, found.years), gaps(new, found.years), strict=True)]
    assert found.of("gap").sum(axis=0) == pytest.approx(moved)
    rows = {row.id: row.values for row in movement(found).rows if not row.for_machines}
    assert rows["gap"] == pytest.approx(moved)


def test_a_roll_forward_comes_first(plans):
    found = plan_difference(plans["budget"], plans["next-year"])
    assert found.rolls_forward
    assert found.years == ("2027/28", "2028/29")
    assert found.of("gap")[[player.id for player in found.players].index("savings")] == pytest.approx([50, 50])


def test_other_units_are_refused(plans):
    with pytest.raises(NotComparable, match="£k, the new one in £m"):
        plan_difference(plans["draft"], plans["budget"].with_fields(unit="£m"))


def test_a_version_in_git(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    (tmp_path / "plan.yaml").write_text((FOLDER / "draft.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for command in (["init", "-q"], ["add", "plan.yaml"], [*who, "commit", "-qm", "Draft"]):
        subprocess.run(["git", *command], check=True)
    (tmp_path / "plan.yaml").write_text((FOLDER / "budget.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    read = read_version("HEAD:plan.yaml")
    assert str(read.document.place(("lines", "care_at_home"))).startswith("HEAD:plan.yaml:")
    assert mtfp.diff("HEAD:plan.yaml", "plan.yaml").of("gap").sum(axis=0) == pytest.approx([76, 359, 372], abs=1)
    with pytest.raises(Refused, match="E685"):
        read_version("HEAD:other.yaml")
