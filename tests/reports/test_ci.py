"""Reports for CI: JUnit XML, annotations and summaries are valid for any text in a plan, and within their limits."""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from mtfp.documents.checks import CheckCase, Outcome
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.reports.ci.github import MOST, annotations
from mtfp.reports.ci.junit import junit
from mtfp.reports.markdown.parts import COMMENT, Part, escaped, fitted, table_part
from mtfp.reports.markdown.writer import of_table
from mtfp.results.table import Column, Row, Table

NASTY = "a|b `c` <script>alert(1)</script>\nnew\rline\x00\x1b[31m \ufffe\ud800 ]]> & \u202e@everyone #1 **x** 100%"


def failing(plan: str, number: int, by: float = 0.1, code: str = "check") -> CheckCase:
    place = Place(f"{plan}.yaml", number, 3)
    return CheckCase(
        plan, f"{plan}.yaml", f"check {number}", Outcome.FAILED, (Finding(code, f"{plan} {number}", place),), by
    )


def refused(plan: str, *messages: str) -> CheckCase:
    findings = tuple(Finding("E301", message, Place(f"{plan}.yaml", 7)) for message in messages)
    return CheckCase(plan, f"{plan}.yaml", "can be read", Outcome.ERROR, findings)


CASES = [
    CheckCase("Fife", "Fife.yaml", "can be read", Outcome.PASSED),
    failing("Fife", 1),
    CheckCase("Fife", "Fife.yaml", "check 2", Outcome.SKIPPED, (Finding("check", "not run", Place("Fife.yaml", 2)),)),
    refused("Moray", "no such name", "nor this"),
]


def read(cases: list[CheckCase]) -> ElementTree.Element:
    return ElementTree.fromstring(junit(cases))  # noqa: S314 - it is ours


def test_junit_has_a_suite_for_each_plan_and_counts_what_it_holds():
    root = read(CASES)
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "4", "1")
    assert [suite.get("name") for suite in root] == ["Fife", "Moray"]
    for suite in root:
        counted = {tag: len(suite.findall(f"testcase/{tag}")) for tag in ("failure", "error", "skipped")}
        assert [suite.get(name) for name in ("failures", "errors", "skipped")] == [f"{n}" for n in counted.values()]
        assert suite.get("tests") == f"{len(suite.findall('testcase'))}"
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert (failure.get("message"), failure.get("type")) == ("Fife 1", "check")
    assert failure.text is not None
    assert failure.text.startswith("Fife.yaml:1:3: error[check]: Fife 1")
    error = root.find("testsuite[@name='Moray']/testcase/error")
    assert error is not None
    assert (error.get("message"), error.get("type")) == ("no such name (and 1 more)", "E301")
    assert "nor this" in (error.text or "")


def test_junit_can_be_read_whatever_a_plan_is_called():
    named = CheckCase(NASTY, NASTY, NASTY, Outcome.FAILED, (Finding("check", NASTY, Place(NASTY, 1, 1, 1, NASTY)),))
    (suite,) = read([named])
    assert (suite.get("name") or "").startswith("a|b `c` <script>alert(1)</script>")
    assert "\\ufffe\\ud800" in (suite.get("name") or "")
    assert "\\x00\\x1b[31m" in (suite.get("name") or "")


def test_annotations_are_the_worst_of_every_plan_first(tmp_path):
    cases = [failing("Fife", n, by=n / 100) for n in range(1, 20)] + [failing("Moray", 1, by=0.001)]
    cases += [refused("Angus", "first", "second")]
    shown = annotations(cases, [], tmp_path)
    assert (shown.errors, shown.warnings, len(shown.lines)) == (22, 0, MOST)
    said = [line.rpartition("::")[2] for line in shown.lines]
    assert said[:5] == ["E301: first", "check: Fife 19", "check: Moray 1", "E301: second", "check: Fife 18"]
    assert shown.left_out == "GitHub shows only 10 of 22 errors next to the lines; this summary lists them all."


def test_each_finding_is_shown_once_and_warnings_have_a_separate_limit(tmp_path):
    same = Finding("E411", "of a scenario that all share", Place("s.yaml", 1))
    cases = [CheckCase(plan, f"{plan}.yaml", "scenarios", Outcome.ERROR, (same,)) for plan in ("Fife", "Moray")]
    warnings = [("Fife", Finding("W502", f"{n}", Place("fife.yaml", n))) for n in range(1, 13)]
    shown = annotations(cases, warnings, tmp_path)
    kinds = [line.partition(" ")[0] for line in shown.lines]
    assert kinds == ["::error"] + ["::warning"] * MOST
    assert "10 of 12 warnings" in shown.left_out
    assert annotations(cases, [], tmp_path).left_out == ""


def test_annotations_name_files_relative_to_the_repository_and_escape_every_command_character(tmp_path):
    finding = Finding("check", "100%: a,b\nc", Place((tmp_path / "a,b:c.yaml").as_posix(), 3, 5))
    (line,) = annotations([CheckCase("A: b, c", "", "50%", Outcome.FAILED, (finding,))], [], tmp_path).lines
    assert line == "::error file=a%2Cb%3Ac.yaml,line=3,col=5,title=A%3A b%2C c%3A 50%25::check: 100%25: a,b%0Ac"
    elsewhere = Finding("check", "x", Place("/elsewhere/plan.yaml"))
    (line,) = annotations([CheckCase("A", "", "x", Outcome.FAILED, (elsewhere,))], [], tmp_path).lines
    assert line.startswith("::error file=/elsewhere/plan.yaml,title=")


class Tags(HTMLParser):
    """HTML tags that a browser would find in a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def test_markdown_shows_any_text_of_a_plan_and_reads_none_of_it_as_markup():
    said = escaped(NASTY)
    assert not set("|`<>\n\r@#*[]\\") & set(said.replace("&#", ""))
    parser = Tags()
    parser.feed(said)
    assert parser.tags == []
    table = Table("t", NASTY, "p", "£k", (Column(NASTY),), (Row("r", NASTY, (1.0,)), Row("", NASTY, (None,))))
    lines = "".join(of_table(table).lines()).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert [line.count("|") for line in rows] == [3] * 3  # a heading without rows is left out


def part(name: str, count: int) -> Part:
    rows = [(f"{name} {number}", "é" * 40) for number in range(count)]
    return table_part((f"### {name}",), ("What", "How"), rows, all_in="It is elsewhere.")


def text_within(limit: int, *parts: Part) -> str:
    return "".join(fitted("## Title\n", parts, limit))


@pytest.mark.parametrize("limit", [4_000, 20_000, COMMENT])
def test_a_long_document_leaves_out_whole_rows_and_counts_them(limit):
    text = text_within(limit, Part(("Opening",)), part("Few", 3), part("Many", 5000), part("Also", 900))
    assert limit * 0.85 < len(text.encode()) <= limit
    rows = [line for line in text.splitlines() if line.startswith(("| Few", "| Many", "| Also"))]
    assert all(line.endswith(f"| {'é' * 40} |") for line in rows)
    assert sum(line.startswith("| Few") for line in rows) == 3
    shown = sum(line.startswith("| Many") for line in rows)
    assert 0 < shown < 5000
    assert f"{5000 - shown:,} more rows are left out. It is elsewhere." in text


def test_a_long_part_uses_the_room_that_others_leave():
    text = text_within(20_000, part("Many", 5000), part("Few", 3))
    assert 19_500 < len(text.encode()) <= 20_000
    assert text.index("### Many") < text.index("### Few")
    assert text.count("| Few ") == 3


def test_what_fits_is_not_cut():
    assert "left out" not in text_within(COMMENT, Part(("Opening",)), part("Few", 3))
