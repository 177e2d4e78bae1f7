"""A plan whose seven sections are in CSV files is the same plan: to the bit, in every command, with every lever."""

import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from mtfp.reading.scenario import read_scenario
from mtfp.reading.sheets.forms import SECTIONS

HERE = Path(__file__).parent
WHOLE = (HERE / "whole.yaml").read_text(encoding="utf-8")
LEVERS = """\
mtfp: 1
scenario: more
levers:
  - commitment: {name: new_ward, add: {partner: nhs, recurring: true, amount: {year 1: 200}}}
  - service_level: {lines: care_at_home, level: 95%, from: year 2}
"""


def in_sheets(text: str) -> str:
    """The plan's text with the name of a CSV file for each section that may have one."""
    for section in SECTIONS:
        text = re.sub(rf"^{section}:\n((?:[ ].*\n)+)", f"{section}: {section}.csv\n", text, flags=re.MULTILINE)
    return text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for section in SECTIONS:
        (tmp_path / f"{section}.csv").write_bytes((HERE / f"{section}.csv").read_bytes())
    (tmp_path / "plan.yaml").write_text(in_sheets(WHOLE), encoding="utf-8")
    return tmp_path


def test_every_section_is_in_a_file(folder: Path) -> None:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert all(f"\n{section}: {section}.csv\n" in text for section in SECTIONS)


def test_the_plan_is_the_same_to_the_bit(folder: Path) -> None:
    sheets, yaml = read_plan(folder), read_plan(HERE / "whole.yaml")
    assert sheets.plan == yaml.plan
    assert sheets.plan.digest() == yaml.plan.digest()
    assert [list(getattr(sheets.plan, s)) for s in SECTIONS] == [list(getattr(yaml.plan, s)) for s in SECTIONS]
    ours, theirs = (project(each.plan, central_draws(each.plan)) for each in (sheets, yaml))
    np.testing.assert_array_equal(ours.gap.gap, theirs.gap.gap)
    assert yaml.warnings == ()
    assert [(w.code, Path(w.place.file).name) for w in sheets.warnings] == [("W614", "lines.csv")]


def test_commands_and_levers_treat_it_as_the_same_plan(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "whole.yaml").write_text(WHOLE, encoding="utf-8")
    (folder / "more.yaml").write_text(LEVERS, encoding="utf-8")
    assert read_scenario("more.yaml").scenario.levers
    for command in ("project {} --table all --format csv", "compare {} -s more.yaml --format csv"):
        sheets, yaml = (CliRunner().invoke(app, command.format(f).split()) for f in ("plan.yaml", "whole.yaml"))
        assert sheets.exit_code == yaml.exit_code == 0, sheets.output + yaml.output
        assert sheets.stdout == yaml.stdout


def test_a_batch_works_again_only_if_a_section_has_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)

    def digest() -> str:
        result = CliRunner().invoke(app, ["batch", "plan.yaml", "--draws", "20", "-o", "results"])
        assert result.exit_code == 0, result.output
        return (folder / "results" / "results.csv").read_text(encoding="utf-8")

    first = digest()
    assert digest() == first
    savings = folder / "savings.csv"
    savings.write_text(savings.read_text(encoding="utf-8").replace("250", "251"), encoding="utf-8")
    assert digest() != first


MISTAKES = (
    ("lines", '"£12,300"', '"12,30"', "E219", "`Budget (£000)`"),
    ("commitments", ",310,", ",31k,", "E209", "`2026/27 (£000)`"),
    ("funding", '"11,400"', "3%", "E208", "`Base`"),
    ("savings", "150,250", '150,"1.234,56"', "E219", "`2026/27`"),
    ("investments", ",80,20,", ",80,12/13,", "E219", "`Spend 2027/28`"),
    ("risk_events", "20%", "20", "E206", "`Probability (%)`"),
    ("reserves", "Earmarked", "Saved", "E204", "`Class`"),
)


@pytest.mark.parametrize(("section", "old", "new", "code", "heading"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_a_mistake_has_its_file_row_and_heading(
    section: str, old: str, new: str, code: str, heading: str, folder: Path
) -> None:
    file = folder / f"{section}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    row = f"{text[: text.index(old)].count(chr(10)) + 1}:"
    with pytest.raises(Refused) as refused:
        read_plan(folder)
    found = [finding for finding in refused.value.findings if finding.code != "W614"]
    assert [finding.code for finding in found] == [code]
    assert f"{section}.csv:{row}" in str(found[0].place)
    assert heading in found[0].message


@pytest.mark.parametrize("section", SECTIONS)
def test_other_separators_and_encodings_are_refused_with_their_cause(section: str, folder: Path) -> None:
    file = folder / f"{section}.csv"
    text = file.read_text(encoding="utf-8")
    plain = text.replace('"', "").replace(",", ";")
    for content, code, cause in (
        (plain.encode(), "E126", "semicolons"),
        (plain.replace(";", "\t").encode(), "E126", "tabs"),
        (text.replace("a", "£", 1).encode("cp1252"), "E101", "old Windows program"),
        (text.encode("utf-16"), "E101", "UTF-16"),
        (b"PK\x03\x04\xff xl/workbook.xml", "E101", "Excel workbook"),
    ):
        file.write_bytes(content)
        with pytest.raises(Refused) as refused:
            read_plan(folder)
        assert {f.code for f in refused.value.findings} - {"W614"} == {code}, (section, cause, refused.value)
        assert any(cause in finding.message for finding in refused.value.findings)
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_plan(folder).plan == read_plan(HERE / "whole.yaml").plan


@pytest.mark.parametrize("section", SECTIONS)
def test_a_file_outside_the_folder_or_missing_is_refused(section: str, folder: Path) -> None:
    plan = in_sheets(WHOLE)
    for name in (f"../{section}.csv", "missing.csv", "/etc/hosts.csv"):
        (folder / "plan.yaml").write_text(plan.replace(f"{section}.csv", name), encoding="utf-8")
        with pytest.raises(Refused) as refused:
            read_plan(folder)
        assert {f.code for f in refused.value.findings} - {"W614"} == {"E317"}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_misspelt_heading_is_asked_about(section: str, folder: Path) -> None:
    file = folder / f"{section}.csv"
    text = file.read_text(encoding="utf-8").replace("Label", "Lable", 1).replace("label", "lable", 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_plan(folder)
    found = [f for f in refused.value.findings if f.code != "W614"]
    assert [(f.code, f.fix) for f in found] == [("E202", "did you mean `label`?")]


def test_a_misspelt_section_is_read_as_the_one_that_was_meant(folder: Path) -> None:
    file = folder / "plan.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("\nsavings:", "\nsavigns:"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_plan(folder)
    found = [finding for finding in refused.value.findings if finding.code != "W614"]
    assert [(finding.code, finding.fix) for finding in found] == [("E202", "did you mean `savings`?")]
