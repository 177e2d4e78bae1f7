"""Each small mistake is found once, at its place, with its repair; many at once are all found, without echoes."""

from pathlib import Path

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.catalogue import codes
from mtfp.findings.finding import Severity
from mtfp.results.checks import unsound_checks
from tests.reading.marked import CASES, SOUND, Case, read_cases
from tests.reading.plans import LINES, findings, read, said, with_csv_lines
from tests.reading.test_files import FILES

TOGETHER = read_cases("together")
"""Cases of several mistakes, and of mistakes that could be found again where something refers to them."""
NEEDS_RESULTS = {"E322"}
"""Found only once the plan has been projected."""

OF_A_SOUND_PLAN = {"E342", "E346", "W504", "W508", "W509", "W523"} | {
    f"W{n}" for n in (*range(530, 550), *range(560, 580), *range(583, 599), 650, *range(660, 670))
}
"""Findings that aren't reported while there are errors."""


@pytest.mark.parametrize("case", [*CASES, *TOGETHER], ids=lambda case: case.name)
def test_findings_are_exactly_those_that_are_marked(case: Case, tmp_path: Path) -> None:
    found = findings(tmp_path, case.plan)
    assert case.spots(found) == [mark.spot for mark in case.marks], said(found, tmp_path)
    for finding, mark in zip(found, case.marks, strict=True):
        assert mark.message in finding.message
        assert mark.repair in finding.fix
        assert finding.message.isprintable()
        assert not finding.message.endswith(".")
        assert not finding.fix.endswith(".")
        assert Path(finding.place.file).name == "plan.yaml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_one_mistake_under_its_own_code(case: Case) -> None:
    (mark,) = case.marks
    assert case.name.startswith(f"{mark.spot.code}-")
    assert mark.message
    assert mark.repair


def test_the_plan_that_they_are_made_in_is_sound_and_projects(tmp_path: Path) -> None:
    plan = read(tmp_path, SOUND)
    assert plan.warnings == ()
    assert not list(unsound_checks(project(plan.plan, central_draws(plan.plan))))


def test_every_code_of_plans_has_a_case_and_no_case_lacks_its_code() -> None:
    ours = {
        code
        for code in codes()
        if "E200" < code < "E350"
        or "W500" < code < "W550"
        or "W560" <= code < "W580"
        or code in ("W555", "W581")
        or "W583" <= code <= "W599"
        or "E682" <= code <= "E684"
        or "W652" <= code <= "W656"
        or "W703" <= code <= "W709"
        or code in ("E688", "E689", "W650", "W661", "W662")
    } - {"W575", "W578", "W653", "W706", "E221"}
    with_cases = {case.name[:4] for case in CASES} | {case.code for case in FILES}
    assert ours == with_cases - {"E103", "E122", "E123", "E136", "E131"} | NEEDS_RESULTS


@pytest.mark.parametrize("piece", ["reserves.contingncy", "2031/32"])
def test_a_check_of_what_the_plan_has_not_is_found_with_the_results(piece: str, tmp_path: Path) -> None:
    right = {"reserves.contingncy": "reserves.contingency", "2031/32": "2028/29"}[piece]
    plan = read(tmp_path, SOUND.replace(right, piece)).plan
    assert {complaint.code for complaint in unsound_checks(project(plan, central_draws(plan)))} == NEEDS_RESULTS


def test_warnings_go_with_a_refusal_too(tmp_path: Path) -> None:
    plan = SOUND.replace("amount: {2026/27: 310}", "amount: {2026/27: tbc}").replace("unit: £k", "unit: £K")
    assert [finding.severity for finding in findings(tmp_path, plan)] == [Severity.ERROR, Severity.WARNING]


def test_a_name_in_the_wrong_form_is_missed_wherever_it_is_used(tmp_path: Path) -> None:
    first, *others = findings(tmp_path, SOUND.replace("\n  cpi:\n", "\n  Consumer prices:\n"))
    assert (first.code, first.place.source) == ("E301", "deflator: cpi")
    assert {finding.code for finding in others} == {"E301", "E211"}


def test_a_plan_whose_lines_stand_in_a_csv_is_the_same_plan(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    from_csv = read(tmp_path / "csv", with_csv_lines(), {"lines.csv": LINES.read_text(encoding="utf-8")})
    assert from_csv.plan == read(tmp_path, SOUND).plan
    assert from_csv.plan.digest() == read(tmp_path, SOUND).plan.digest()
    assert from_csv.warnings == ()


@pytest.mark.parametrize(
    "shape",
    ["", "lines", "[]", "3", "- mtfp: 1", "{}", "mtfp: 1", "lines: 5\nfunding: []", "{lines: {a: }, funding: {b: }}"],
)
def test_what_is_hardly_a_plan_is_refused_all_the_same(shape: str, tmp_path: Path) -> None:
    assert findings(tmp_path, shape)


def test_two_mistakes_are_both_found_whichever_they_are(tmp_path: Path) -> None:
    """Each case with one that is far from it."""
    for case in CASES[::7]:
        if "mtfp: 1\n" in case.plan:
            found = findings(tmp_path, case.plan.replace("mtfp: 1\n", "mtfp: 2\n"))
            assert {finding.code for finding in found} >= {"E204", case.name[:4]} - OF_A_SOUND_PLAN
