"""Each small mistake is found once, at its place, and said with its repair; and every finding has such a case."""

from pathlib import Path

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.catalogue import codes
from mtfp.findings.finding import Severity
from mtfp.results.checks import unsound_checks
from tests.reading.cases import CASES, SOUND, Case
from tests.reading.plans import findings, read, said, with_csv_lines
from tests.reading.test_files import FILES

NEEDS_RESULTS = {"E322"}
"""Found only once the plan has been projected."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.new[:30]!a}")
def test_each_mistake_is_found_once_at_its_place_with_its_repair(case: Case, tmp_path: Path) -> None:
    found = findings(tmp_path, case.plan)
    assert len(found) == 1, said(found, tmp_path)
    (finding,) = found
    assert (finding.code, f"{finding.place.line}:{finding.place.column}") == (case.code, case.place)
    assert case.message in finding.message
    assert case.fix in finding.fix
    assert finding.message.isprintable()
    assert not finding.message.endswith(".")
    assert not finding.fix.endswith(".")
    assert Path(finding.place.file).name == "plan.yaml"


def test_the_plan_that_they_are_made_in_is_sound_and_projects(tmp_path: Path) -> None:
    plan = read(tmp_path, SOUND)
    assert plan.warnings == ()
    assert not list(unsound_checks(project(plan.plan, central_draws(plan.plan))))


def test_every_code_of_plans_has_a_case_and_no_case_lacks_its_code() -> None:
    ours = {code for code in codes() if "E200" < code < "E350" or "W500" < code < "W550"}
    assert ours == {case.code for case in (*CASES, *FILES)} - {"E103", "E122", "E123", "E136", "E131"} | NEEDS_RESULTS


@pytest.mark.parametrize("piece", ["reserves.contingncy", "2031/32"])
def test_a_check_of_what_the_plan_has_not_is_found_with_the_results(piece: str, tmp_path: Path) -> None:
    right = {"reserves.contingncy": "reserves.contingency", "2031/32": "2028/29"}[piece]
    plan = read(tmp_path, SOUND.replace(right, piece)).plan
    assert {complaint.code for complaint in unsound_checks(project(plan, central_draws(plan)))} == NEEDS_RESULTS


def test_warnings_go_with_a_refusal_too(tmp_path: Path) -> None:
    plan = SOUND.replace("amount: {2026/27: 310}", "amount: {2026/27: tbc}").replace("unit: £k", "unit: £K")
    assert [finding.severity for finding in findings(tmp_path, plan)] == [Severity.ERROR, Severity.WARNING]


def test_a_plan_whose_lines_stand_in_a_csv_is_the_same_plan(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    lines = (Path(__file__).parent / "sound-lines.csv").read_text(encoding="utf-8")
    from_csv = read(tmp_path / "csv", with_csv_lines(), {"lines.csv": lines})
    assert from_csv.plan == read(tmp_path, SOUND).plan
    assert from_csv.plan.digest() == read(tmp_path, SOUND).plan.digest()
    assert from_csv.warnings == ()
