"""A finding shows where it stands, and nothing in a file can act on the terminal or on GitHub."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.findings.show import as_github, as_record, printable, show, show_all
from mtfp.text.yaml import parse_yaml

LINE = "      budget: -5   # bad"
FINDING = Finding(
    "E203",
    "budget must be zero or more, found -5",
    Place("plan.yaml", 36, 15, 2, LINE),
    "write income as a line with kind: income, not as a negative budget",
    Place("scenarios/high.yaml", 9, 5),
)


def test_the_shape() -> None:
    assert show(FINDING).splitlines() == [
        "plan.yaml:36:15: error[E203]: budget must be zero or more, found -5",
        "   36 |       budget: -5   # bad",
        "      |               ^^",
        "  from: scenarios/high.yaml:9:5",
        "  fix:  write income as a line with kind: income, not as a negative budget",
    ]


def test_what_is_not_known_is_not_shown() -> None:
    assert show(Finding("W501", "no source", Place("plan.yaml"))) == "plan.yaml: warning[W501]: no source"


@pytest.mark.parametrize(
    ("source", "column", "length", "shown", "carets"),
    [
        ("\tcpi: 3", 7, 1, "    cpi: 3", "         ^"),
        ("\tcpi: 3", 1, 1, "    cpi: 3", "^^^^"),
        ("価格: 5", 5, 1, "価格: 5", "      ^"),
        ("価格: 5", 1, 2, "価格: 5", "^^^^"),
        ("e\u0301t\u00e9: 5", 7, 1, "e\u0301t\u00e9: 5", "     ^"),
        ("a\x1b: 5", 5, 1, "a\\x1b: 5", "       ^"),
        ("a: ", 4, 1, "a:", "   ^"),
        ("a:", 3, 1, "a:", "  ^"),
        ("a: 5", 4, 99, "a: 5", "   ^"),
    ],
)
def test_carets_stand_under_what_they_mean(source, column, length, shown, carets) -> None:
    lines = show(Finding("E203", "x", Place("f", 1, column, length, source))).splitlines()
    assert lines[1:] == [f"    1 | {shown}", f"      | {carets}"]


def test_of_a_long_line_the_part_round_the_place_is_shown() -> None:
    source = "x" * 5_000 + "HERE" + "y" * 5_000
    _, line, carets = show(Finding("E203", "x", Place("f", 123_456, 5_001, 4, source))).splitlines()
    assert line.startswith("123456 | …xxx")
    assert line.endswith("yyy…")
    assert len(line) < 120
    assert line[carets.index("^") :][: carets.count("^")] == "HERE"
    long_value = show(Finding("E203", "x", Place("f", 1, 1, 10_000, source))).splitlines()
    assert max(map(len, long_value)) < 120


def test_a_hostile_file_cannot_move_the_cursor() -> None:
    source = "a: \x1b[2Jb\u202e\r\x9b"
    text = show(Finding("E203", "x\x1b]0;y\x07", Place("f\x1b", 1, 4, 1, source), "z\u2066"))
    assert all(line.isprintable() for line in text.split("\n"))
    with pytest.raises(Refused) as refused:
        parse_yaml('"\\e[2J": 1\n"\\e[2J": 1', "f")
    assert show_all(refused.value.findings).replace("\n", "").isprintable()


def at(line: int, code: str = "E203") -> Finding:
    return Finding(code, "x", Place("f", line, 1))


@pytest.mark.parametrize(
    ("findings", "last"),
    [
        ([at(1)], "1 error. `mtfp explain E203` tells more."),
        ([at(1), at(1)], "1 error. `mtfp explain E203` tells more."),
        ([at(1, "W501"), at(2, "E301"), at(3)], "2 errors, 1 warning. `mtfp explain E301` tells more."),
        ([at(1, "W501"), at(2, "W501")], "2 warnings. `mtfp explain W501` tells more."),
    ],
)
def test_the_last_line_counts(findings, last) -> None:
    assert show_all(findings).splitlines()[-1] == last


def test_no_more_than_fifty_are_shown_and_the_rest_are_counted() -> None:
    lines = show_all([at(line) for line in range(60, 0, -1)]).splitlines()
    assert len(lines) == 52
    assert lines[0].startswith("f:1:1:")
    assert lines[-2:] == ["… and 10 more, not shown.", "60 errors. `mtfp explain E203` tells more."]


def test_nothing_to_show() -> None:
    assert show_all([]) == ""


def test_github_is_told_as_it_documents() -> None:
    finding = Finding("W501", "100% of: a, b\r\nc\x1b", Place("a,b:c%.yaml", 3, 5))
    assert as_github(finding) == ("::warning file=a%2Cb%3Ac%25.yaml,line=3,col=5::W501: 100%25 of: a, b%0D%0Ac\\x1b")
    assert as_github(Finding("E101", "x", Place("f"))) == "::error file=f::E101: x"


def test_a_record_has_plain_values() -> None:
    assert as_record(FINDING) == {
        "code": "E203",
        "severity": "error",
        "message": "budget must be zero or more, found -5",
        "file": "plan.yaml",
        "line": 36,
        "column": 15,
        "end_column": 17,
        "fix": "write income as a line with kind: income, not as a negative budget",
    }
    assert as_record(Finding("E101", "x", Place("f")))["end_column"] is None


ANY = st.text(st.characters(categories=None))


@given(ANY, st.integers(0, 50), st.integers(0, 50), ANY)
def test_anything_can_be_shown(source, column, length, message) -> None:
    finding = Finding("E203", message, Place(message, 1, column, length, source), message)
    for text in (show(finding), as_github(finding)):
        text.encode()
        assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in text if sign != "\n")
    assert "\n" not in as_github(finding)
    assert printable(printable(message)) == printable(message)


def test_the_last_line_explains_an_error_or_a_question_before_other_warnings() -> None:
    known = Finding("W501", "an amount is still to be confirmed", Place("plan.yaml", 1, 1))
    asked = Finding("W573", "is a digit wrong?", Place("plan.yaml", 2, 1))
    error = Finding("E203", "no text", Place("plan.yaml", 3, 1))
    assert show_all([known]).endswith("`mtfp explain W501` tells more.")
    assert show_all([known, asked]).endswith("`mtfp explain W573` tells more.")
    assert show_all([known, asked, error]).endswith("`mtfp explain E203` tells more.")
