"""National files: every mistake at its place, and what plans are told that differ from one."""

from pathlib import Path

import pytest

from mtfp.findings.finding import Finding, Refused
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.national import BUNDLED
from mtfp.reading import read_plan
from mtfp.reading.national import ReadNational, read_national
from mtfp.reading.scenario import apply_scenarios
from mtfp.text.yaml import parse_yaml
from tests.reading.marked import SOUND
from tests.reading.plans import findings
from tests.reading.plans import read as read_with

FILE = """
mtfp: 1
national: Scotland
source: seven years of published rates
assumptions:
  cpi:
    unit: rate
    central: {2026/27: 2.5%, then: 2%}
    spread: {interval: [-1%, +2%], around: central}
    source: a forecast
correlations:
  - [cpi, pay_nhs, 0.9]
  - [pay_nhs, pay_council, weak]
""".lstrip()
CPI = "  cpi:\n    unit: rate\n"
SCOPE = "    scope: national\n"
NAMED = SOUND.replace("assumptions:\n", "national: ../national.yaml\nassumptions:\n", 1)
NATIONAL_CPI = SOUND.replace(CPI, f"{CPI}{SCOPE}")


def read(folder: Path, text: str = FILE) -> ReadNational:
    (folder / "national.yaml").write_text(text, encoding="utf-8")
    return read_national(folder / "national.yaml")


def refused(folder: Path, text: str) -> Finding:
    with pytest.raises(Refused) as error:
        read(folder, text)
    (finding,) = error.value.findings
    return finding


def about_plan(folder: Path, plan: str, text: str = FILE) -> list[Finding]:
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return list(read_plan(folder, read(folder, text).national).warnings)


def test_a_sound_file_is_read(tmp_path):
    found = read(tmp_path)
    assert found.warnings == ()
    assert found.national.names == ("cpi", "pay_council", "pay_nhs")
    assert found.national.between("pay_council", "pay_nhs") == 0.3
    assert found.national.between("cpi", "pay_council") == 0


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message", "fix"),
    [
        ("national: Scotland\n", "", "E203", 1, "not a national file", "begin with `mtfp: 1`"),
        ("source: seven years of published rates\n", "", "E201", 1, "source", "source"),
        ("correlations:", "corelations:", "E202", 10, "corelations", "correlations"),
        ("0.9]", "9]", "E213", 11, "between -1 and 1, found 9", "0.8"),
        ("weak]", "waek]", "E204", 12, "waek", "weak"),
        ("[cpi, pay_nhs, 0.9]", "[cpi, cpi, 0.9]", "E319", 11, "correlated with itself", "two different"),
        ("[cpi, pay_nhs, 0.9]", "[pay_council, pay_nhs, 0.9]", "E319", 12, "given twice", "keep one"),
        ("then: 2%", "then: 2", "E315", 7, "percent", "2%"),
        ("central: {2026/27: 2.5%, then: 2%}", "central: {2026/27: -100%, then: 2%}", "E213", 7, "-100%", "above"),
    ],
)
def test_a_mistake_is_found_at_its_place(old, new, code, line, message, fix, tmp_path):
    assert old in FILE
    finding = refused(tmp_path, FILE.replace(old, new))
    assert (finding.code, finding.place.line) == (code, line), finding
    assert message in finding.message
    assert fix in finding.fix
    assert finding.place.file.endswith("national.yaml")


def test_a_contradictory_file_is_read_with_a_warning(tmp_path):
    text = FILE.replace("weak]", "0.9]\n  - [cpi, pay_council, -0.9]")
    (finding,) = read(tmp_path, text).warnings
    assert (finding.code, finding.place.line) == ("W521", 13)
    assert "-0.500 instead of -0.9 for `cpi` and `pay_council`" in finding.message


def test_a_plan_that_agrees_gets_no_warning(tmp_path):
    assert about_plan(tmp_path, NATIONAL_CPI) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("then: 2%}\n    spread", "then: 2.5%}\n    spread", "`central` of 2027/28 is 2.5%, not 2%"),
        ("[-1%, +2%]", "[-1%, +1%]", "`spread` of 2026/27 is interval -1%, 1% around the central value, not interval"),
        (SCOPE, f"{SCOPE}    persistence: 0.9\n", "drawn yearly with a persistence of 0.9, not drawn yearly"),
        (SCOPE, f"{SCOPE}    drawn: once\n", "drawn once, not drawn yearly"),
    ],
)
def test_a_plan_that_differs_is_told_where(old, new, message, tmp_path):
    assert old in NATIONAL_CPI
    plan = NATIONAL_CPI.replace(old, new)
    (finding,) = [each for each in about_plan(tmp_path, plan) if each.code != "W522"]
    assert finding.code == "W613"
    assert message in finding.message
    assert finding.place.file.endswith("plan.yaml")
    assert finding.place.line >= plan[: plan.index("  cpi:")].count("\n") + 1


def test_a_local_assumption_of_the_same_name_is_not_compared(tmp_path):
    assert about_plan(tmp_path, SOUND.replace("then: 2%}\n    spread", "then: 2.5%}\n    spread")) == []


def test_a_lever_that_moves_a_national_assumption_gets_no_warning(tmp_path):
    (tmp_path / "plan.yaml").write_text(NATIONAL_CPI, encoding="utf-8")
    plan = read_plan(tmp_path, read(tmp_path).national)
    changed = apply_scenarios(plan, "high-pay")
    assert changed.plan.national == plan.plan.national
    assert "W613" not in {finding.code for finding in changed.warnings}


def test_a_plan_uses_the_file_that_it_names(tmp_path):
    (tmp_path / "plans").mkdir()
    expected = read(tmp_path).national
    named = read_with(tmp_path / "plans", NAMED)
    assert named.warnings == ()
    assert (named.plan.national, named.plan.national_file) == (expected, "../national.yaml")
    plain = read_with(tmp_path / "plans", SOUND).plan
    assert plain.national == BUNDLED
    assert plain.digest() != named.plan.digest() == plain.with_national(expected).digest()


def test_the_fingerprint_does_not_depend_on_the_path(tmp_path):
    beside = NAMED.replace("../national.yaml", "national.yaml")
    (tmp_path / "plans").mkdir()
    for folder in (tmp_path, tmp_path / "plans"):
        read(folder)
    one, other = (read_with(tmp_path / "plans", text).plan for text in (NAMED, beside))
    assert one.digest() == other.digest()


def test_a_given_file_takes_precedence_over_the_named_one(tmp_path):
    """The named file isn't even read: here it is missing."""
    (tmp_path / "plan.yaml").write_text(NAMED, encoding="utf-8")
    given = read(tmp_path).national
    assert read_plan(tmp_path, given).plan.national == given


def test_what_a_plan_is_told_of_the_file_that_it_names(tmp_path):
    plan = NAMED.replace("../national.yaml", "national.yaml")
    wrong, contradictory = FILE.replace("weak]", "waek]"), FILE.replace("weak]", "0.9]\n  - [cpi, pay_council, -0.9]")
    for text, code, line in ((wrong, "E204", 12), (contradictory, "W521", 13), ("years: 3\n", "E203", 1)):
        (finding,) = findings(tmp_path, plan, {"national.yaml": text})
        assert (finding.code, finding.place.line) == (code, line)
        assert finding.place.file == f"{tmp_path}/national.yaml"


def test_places_in_a_file_above_the_plan_are_short(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "national.yaml").write_text(FILE.replace("weak]", "waek]"), encoding="utf-8")
    (finding,) = findings(tmp_path / "plans", NAMED)
    assert finding.place.file == f"{tmp_path}/national.yaml"


def test_a_plan_that_differs_from_the_file_that_it_names_is_told(tmp_path):
    plan = NATIONAL_CPI.replace("assumptions:\n", "national: national.yaml\nassumptions:\n", 1)
    plan = plan.replace("then: 2%}\n    spread", "then: 2.5%}\n    spread")
    assert [each.code for each in findings(tmp_path, plan, {"national.yaml": FILE})] == ["W613"]


def test_plans_and_national_files_are_not_taken_for_each_other(tmp_path):
    assert "it is a plan" in refused(tmp_path, NAMED).message
    (finding,) = findings(tmp_path, FILE)
    assert (finding.code, finding.message) == ("E203", "this is a national file, not a plan")
    assert "`national`" in finding.fix


def test_a_plan_from_its_keys_alone_keeps_the_name_and_the_bundled_pairs():
    plan = Plan.model_validate(parse_yaml(NAMED, "plan.yaml").value)
    assert (plan.national_file, plan.national) == ("../national.yaml", BUNDLED)


def test_no_path_of_a_national_file_stops_the_reading(tmp_path):
    for name in ("'\\0'", "x" * 5000, "''", "."):
        (finding,) = findings(tmp_path, NAMED.replace("../national.yaml", name))
        assert finding.code in ("E317", "E102"), name
