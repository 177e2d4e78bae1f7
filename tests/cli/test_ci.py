"""What `mtfp batch` gives CI, as people type it: files, annotations, the job's summary, changes, and exit codes."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import validate
from typer.testing import CliRunner, Result

from mtfp.cli.app import app
from mtfp.cli.runs.batch.ci import STEP_SUMMARY
from mtfp.reports.data.schema import RESULT_SCHEMA
from mtfp.reports.markdown.parts import COMMENT
from mtfp.reports.markdown.parts import STEP_SUMMARY as MOST
from tests.batch.folders import BROKEN, changed, write_plans
from tests.reports.records import of_csv, of_json

RESULTS = ("plans", "--draws", "60")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """Three small plans whose checks hold, in a folder; not on GitHub."""
    for path in write_plans(tmp_path / "plans", 3):
        changed("opening: 60", "opening: 600")(path)
        changed("at_most: 50%", "at_most: 90%")(path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv(STEP_SUMMARY, raising=False)
    return tmp_path


def batch(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["batch", *RESULTS, *words])
    assert result.exit_code == code, result.stderr
    return result


def break_some(folder: Path) -> None:
    """The first plan has a check that fails, the second is refused, the third can't take one of two scenarios."""
    first, second, third = sorted((folder / "plans").glob("*/plan.yaml"))
    changed("probability: 50%", "probability: 50%, at_most: 1")(first)
    BROKEN["E301"](second)
    changed(
        "general: {class: contingency, opening: 600, floor: 2% of expenditure}", "jar: {class: contingency, opening: 6}"
    )(third)
    changed("order: [general]", "order: [jar]")(third)
    changed("of: reserves.general, at_least: floor", "of: gap, at_most: 900")(third)


def cases(file: str = "junit.xml") -> dict[tuple[str, str], list[str]]:
    """What became of each case, by suite and name: the kinds of trouble that it has."""
    root = ElementTree.parse(file).getroot()  # noqa: S314 - it is ours
    return {(each.get("classname"), each.get("name")): [sub.tag for sub in each] for each in root.iter("testcase")}


def test_a_policy_check_that_does_not_fit_a_plan_is_an_error_everywhere(folder):
    """The exit code says 3, so that nothing may look as if all were well; once without a scenario, once beside one."""
    text = "mtfp: 1\npolicy: p\nchecks: [{name: odd, of: reserves.jar, at_least: 1}]\n"
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    for scenarios in ((), ("-s", "high-pay")):
        words = ("--policy", "p.yaml", "--junit", "junit.xml", "--summary", "summary.md", "--github", "-q")
        result = batch(*scenarios, *words, code=3)
        assert cases()["Area 00", "scenarios and policy can be applied"] == ["error"]
        said = (folder / "summary.md").read_text(encoding="utf-8")
        assert "3 of 3 plans have results, 3 errors, no check failed" in said
        assert "| error | " in said
        assert "::error file=p.yaml" in result.stderr


def test_fatal_warnings_are_failures_of_their_plans_and_stand_in_one_place(folder):
    changed("source: i}\n  uplift", "source: tbc}\n  uplift")(folder / "plans" / "area-01" / "plan.yaml")
    (folder / "p.yaml").write_text("mtfp: 1\npolicy: p\nfatal: [W604]\n", encoding="utf-8")
    words = ("--policy", "p.yaml", "--junit", "junit.xml", "--summary", "summary.md", "--github", "-q")
    result = batch(*words, code=1)
    assert cases()["Area 01x", "W604, fatal by the policy"] == ["failure"]
    assert result.stderr.count("::error") == 1
    assert "W604" not in "".join(line for line in result.stderr.splitlines() if line.startswith("::warning"))
    said = (folder / "summary.md").read_text(encoding="utf-8")
    assert "no check failed, 1 fatal warning" in said
    assert said.count("the source of") == 1


def test_an_incomplete_sum_is_an_error_everywhere(folder):
    BROKEN["E301"](folder / "plans" / "area-01" / "plan.yaml")
    batch("--rollup", "--junit", "junit.xml", "--summary", "summary.md", "-q", code=3)
    assert cases()["all plans", "all plans are in the sum"] == ["error"]
    together = (folder / "summary.md").read_text(encoding="utf-8").partition("### All plans together")[2]
    assert "the sum of all plans is incomplete: Area 01x has no results" in together.partition("###")[0]


def test_github_obeys_no_command_in_the_name_of_a_plan(folder):
    """Between the token's two lines GitHub's runner obeys nothing; annotations come after, and are escaped."""
    changed("name: Area 00", 'name: "::add-mask::results ##[stop-commands]x"')(
        folder / "plans" / "area-00" / "plan.yaml"
    )
    changed("probability: 50%", "probability: 50%, at_most: 1")(folder / "plans" / "area-00" / "plan.yaml")
    result = batch("--github", code=1)
    assert "add-mask" in result.stdout
    lines = result.stderr.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert len(token) == 32
    again = lines.index(f"::{token}::")
    assert "add-mask" not in "".join(line for line in lines if not line.startswith(("::error", "::warning")))
    assert all(line.startswith(("::error", "::warning")) for line in lines[again + 1 :])


def test_checks_that_failed_in_the_baseline_say_so_and_come_last(folder):
    first, second, _ = sorted((folder / "plans").glob("*/plan.yaml"))
    changed("probability: 50%", "probability: 50%, at_most: 1")(first)
    batch("-o", "was", code=1)
    changed("probability: 50%", "probability: 50%, at_most: 1")(second)
    words = ("--baseline", "was", "--junit", "junit.xml", "--summary", "summary.md", "--github", "-q")
    errors = [line for line in batch(*words, code=1).stderr.splitlines() if line.startswith("::error")]
    assert ["failed in the baseline too" in line for line in errors] == [False, True]
    said = (folder / "summary.md").read_text(encoding="utf-8")
    assert "3 of 3 plans have results, 2 checks failed, 1 of them new" in said
    assert "failed in the baseline too" in (folder / "junit.xml").read_text(encoding="utf-8")


SCENARIOS = ("-s", "plans/no-reserve.yaml", "-s", "plans/dear.yaml")


def test_junit_has_each_check_under_each_scenario_and_skips_those_not_run(folder):
    break_some(folder)
    result = batch(*SCENARIOS, "--junit", "junit.xml", code=3)
    assert "wrote junit.xml" in result.stderr
    root = ElementTree.parse("junit.xml").getroot()  # noqa: S314 - it is ours
    counts = {suite.get("name"): [suite.get(n) for n in ("tests", "failures", "errors", "skipped")] for suite in root}
    assert counts == {
        "Area 00": ["8", "3", "0", "0"],
        "Area 01x": ["1", "0", "1", "0"],
        "Area 02xx": ["8", "0", "1", "2"],
    }
    (failure, *_) = root.iter("failure")
    assert "holds in 0.0% of draws (after additional partner contributions), 50% required" in (
        failure.get("message") or ""
    )
    assert "plan.yaml:27:5: error[check]" in (failure.text or "")
    case = root.find("testsuite/testcase[failure]")
    assert case is not None
    assert (case.get("name"), case.get("file"), case.get("line")) == ("floor", "plans/area-00/plan.yaml", "27")
    assert [case.get("name") for case in root.iterfind("testsuite/testcase[skipped]")] == [
        "floor [no-reserve]",
        "half [no-reserve]",
    ]


def test_the_summary_has_the_outcome_first(folder):
    break_some(folder)
    batch(*SCENARIOS, "--summary", "summary.md", "-q", code=3)
    text = (folder / "summary.md").read_text(encoding="utf-8")
    assert text.startswith("## 2 of 3 plans have results, 3 errors, 3 checks failed\n")
    assert [line for line in text.splitlines() if line.startswith("###")] == [
        "### Checks",
        "### Ranking of the plans",
        "### Warnings",
    ]
    assert "| error | E301: " in text
    assert "plans/area-00/plan.yaml:27:5 |" in text
    assert text.endswith(" Written by mtfp. -->\n")
    assert len(text) <= COMMENT


def test_annotations_leave_results_clean_and_the_jobs_summary_is_added_to(folder, monkeypatch):
    break_some(folder)
    plain = batch("--format", "csv", code=3)
    alone = batch("--format", "csv", "--github", code=3)
    (folder / "step.md").write_text("Before.\n", encoding="utf-8")
    monkeypatch.setenv(STEP_SUMMARY, str(folder / "step.md"))
    onto = batch("--format", "csv", "--github", code=3)
    assert plain.stdout == alone.stdout == onto.stdout
    shown = [line for line in onto.stderr.splitlines() if line.startswith(("::error", "::warning"))]
    assert shown[0].startswith("::error file=plans/area-01/plan.yaml,line=14,col=")
    assert "title=Area 01x%3A can be read::E301: " in shown[0]
    assert shown == [line for line in alone.stderr.splitlines() if line.startswith(("::error", "::warning"))]
    assert (folder / "step.md").read_text(encoding="utf-8").startswith("Before.\n\n## 2 of 3 plans")


def test_a_step_summary_never_exceeds_githubs_limit(folder, monkeypatch):
    monkeypatch.setenv(STEP_SUMMARY, str(folder / "step.md"))
    (folder / "step.md").write_bytes(b"x" * (MOST - 9_000))
    batch("--github")
    assert MOST - 9_000 < (folder / "step.md").stat().st_size <= MOST
    (folder / "step.md").write_bytes(b"x" * (MOST - 100))
    assert "the job summary on GitHub is full" in batch("--github").stderr
    assert (folder / "step.md").stat().st_size == MOST - 100


def test_changes_are_on_the_screen_in_files_and_in_the_summary(folder):
    batch("-o", "was")
    changed("opening: 600", "opening: 605")(folder / "plans/area-01/plan.yaml")
    shown = batch("-o", "now", "--baseline", "was", "--summary", "summary.md").stdout
    assert "changed since the baseline" in shown
    assert "Reserves held above the minimum level at the start, 2026/27 569,840 574,840 5,000" in " ".join(
        shown.split()
    )
    assert "Area 01x: reserves.general.opening 600 → 605 (plans/area-01/plan.yaml:24:" in " ".join(shown.split())
    assert max(len(line) for line in shown.splitlines()) <= 80
    rows = list(csv.DictReader((folder / "now/moved.csv").read_text(encoding="utf-8").splitlines()))
    told = json.loads((folder / "now/manifest.json").read_text(encoding="utf-8"))["manifest"]
    assert 3 * told["baseline"]["moved"] == len(rows) > 0
    assert told["baseline"]["inputs"] == [
        {
            "document": "Area 01x", "key": "reserves.general.opening", "old": "600", "new": "605",
            "file": "plans/area-01/plan.yaml", "line": 24,
        }
    ]  # fmt: skip
    text = (folder / "summary.md").read_text(encoding="utf-8")
    assert "- Area 01x: reserves.general.opening 600 → 605 (plans/area-01/plan.yaml:24:" in text


def test_changes_are_in_csv_and_json_with_old_new_and_change(folder):
    batch("-o", "was")
    changed("opening: 600", "opening: 605")(folder / "plans/area-01/plan.yaml")
    told = json.loads(batch("--baseline", "was", "--format", "json").stdout)
    validate(told, RESULT_SCHEMA)
    text = batch("--baseline", "was", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert of_csv(text) == of_json(told)
    reserve = [row for row in rows if row["row"] == "statement.reserves.general.central" and row["year"] == "2025/26"]
    assert [(row["table"], row["statistic"], float(row["value"])) for row in reserve] == [
        ("moved", "was", 600),
        ("moved", "now", 605),
        ("moved", "change", 5),
    ]


def test_changes_fail_a_run_only_with_fail_if_moved(folder):
    batch("-o", "was")
    batch("--baseline", "was", "--fail-if-moved")
    changed("opening: 600", "opening: 601")(folder / "plans/area-01/plan.yaml")
    batch("--baseline", "was")
    failed = batch("--baseline", "was", "--fail-if-moved", "--junit", "junit.xml", "--github", code=1)
    (failure,) = ElementTree.parse("junit.xml").getroot().iter("failure")  # noqa: S314 - it is ours
    moved = "Reserves held above the minimum level at the start, 2026/27 was 569.84 and is now 570.84 £k"
    assert f"changed since the baseline: {moved}" in (failure.get("message") or "")
    assert "::error file=plans/area-01/plan.yaml,line=24," in failed.stderr
    batch("--baseline", "was", "--fail-if-moved", "--tolerance", "1m")


def test_a_removed_plan_fails_such_a_run_and_a_refused_one_has_another_code(folder):
    batch("-o", "was")
    (folder / "plans/area-02/plan.yaml").unlink()
    shown = batch("--baseline", "was", "--fail-if-moved", "--junit", "junit.xml", code=1)
    assert "Removed since the baseline: Area 02xx." in " ".join(shown.stdout.split())
    (failure,) = ElementTree.parse("junit.xml").getroot().iter("failure")  # noqa: S314 - it is ours
    assert "Area 02xx" in (failure.get("message") or "")
    BROKEN["E301"](folder / "plans/area-00/plan.yaml")
    batch("--baseline", "was", "--fail-if-moved", code=3)


def test_results_may_go_where_the_baseline_is(folder):
    batch("-o", "out")
    changed("opening: 600", "opening: 605")(folder / "plans/area-01/plan.yaml")
    assert "changed since" in batch("-o", "out", "--baseline", "out").stdout
    assert "No figure changed" in batch("-o", "out", "--baseline", "out").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--tolerance", "1k"), 2, "--tolerance needs earlier results to compare with"),
        (("--fail-if-moved",), 2, "--fail-if-moved needs earlier results to compare with: add --baseline FOLDER"),
        (("--baseline", "nowhere"), 4, "nowhere/manifest.json"),
        (("--baseline", "plans"), 4, "plans/manifest.json"),
        (("--junit", "nowhere/junit.xml"), 4, "nowhere"),
        (("--junit", "mine.txt"), 4, "mtfp did not write this file"),
        (("--summary", "mine.txt"), 4, "mtfp did not write this file"),
    ],
)
def test_reports_that_cannot_be_written_are_refused_before_any_work(words, code, said, folder):
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    result = batch(*words, code=code)
    assert said in result.stderr
    assert (result.stdout, "draws" in result.stderr) == ("", False)
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_wrong_tolerance_is_refused(folder):
    batch("-o", "was")
    assert "--tolerance" in batch("--baseline", "was", "--tolerance", "some", code=2).stderr
    assert (
        "the amount -1k is negative; write zero or more"
        in batch("--baseline", "was", "--tolerance", "-1k", code=2).stderr
    )


def test_reports_replace_their_own_and_with_force_anything(folder):
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    for _ in range(2):
        batch("--junit", "junit.xml", "--summary", "summary.md")
    batch("--junit", "mine.txt", "--force")
    assert "testsuites" in (folder / "mine.txt").read_text(encoding="utf-8")
