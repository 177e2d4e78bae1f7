"""From the template to a plan and back: the same figures, and mistakes at their cells."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.cli.runs.init import first_plan
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Refused, Severity
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.reading.sheets.forms import STEPS, form_of_items
from mtfp.reading.sheets.headings import Known, heading_of
from mtfp.reading.workbooks import import_workbook
from mtfp.reading.workbooks.tabs import TABS
from mtfp.reports.excel.template.columns import USUAL, columns, heading
from mtfp.reports.excel.template.writer import HEAD, write_template
from mtfp.text.write_yaml import yaml_text
from mtfp.text.yaml import parse_yaml
from mtfp.views.plan.tables import TABLES

AREA = "Shetland Islands"
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def example() -> dict:
    return parse_yaml(first_plan(AREA), "").value


@pytest.fixture(scope="module")
def template(example) -> bytes:
    made = io.BytesIO()
    write_template(example, made)
    return made.getvalue()


def figures(plan: Plan) -> list:
    base = project(plan, central_draws(plan))
    return [cell for table in TABLES.values() for cell in table(base, "base").cells()]


def edited(template: bytes, folder: Path, **cells: object) -> Path:
    """The template with some cells changed, each given as `Sheet_C7`."""
    book = load_workbook(io.BytesIO(template))
    for cell, value in cells.items():
        sheet, _, at = cell.partition("_")
        book[sheet][at] = value
    book.save(folder / "edited.xlsx")
    return folder / "edited.xlsx"


def refused(file: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        import_workbook(file, folder=file.parent)
    errors = (finding for finding in found.value.findings if finding.severity is Severity.ERROR)
    return [(finding.code, str(finding.place).rpartition(":")[2]) for finding in errors]


def test_the_template_gives_the_figures_of_the_first_plan_without_a_warning(example, template, tmp_path):
    file = tmp_path / "template.xlsx"
    file.write_bytes(template)
    found = import_workbook(file, folder=tmp_path)
    assert found.read.warnings == ()
    (tmp_path / "init.yaml").write_text(first_plan(AREA), encoding="utf-8")
    expected = figures(read_plan(tmp_path / "init.yaml").plan)
    assert figures(found.read.plan) == expected
    (tmp_path / "plan.yaml").write_text(yaml_text(found.values), encoding="utf-8")
    assert figures(read_plan(tmp_path / "plan.yaml").plan) == expected
    assert "budget: 5985" in yaml_text(found.values)
    assert {key: example[key] for key in ("name", "base_year", "years", "unit", "scheme")} == {
        key: found.values[key] for key in ("name", "base_year", "years", "unit", "scheme")
    }


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice isn't installed: the template isn't saved by it")
def test_a_template_saved_by_libreoffice_gives_the_same_plan(template, tmp_path):
    assert SOFFICE
    (tmp_path / "template.xlsx").write_bytes(template)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "template.xlsx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=True)
    ours, theirs = (
        import_workbook(file, folder=tmp_path)
        for file in (tmp_path / "template.xlsx", tmp_path / "saved/template.xlsx")
    )
    assert theirs.values == ours.values


@pytest.mark.parametrize("part", USUAL)
def test_every_heading_means_its_key(part):
    form, known = form_of_items(part), Known(part)
    for path in columns(part, [], form, ("2026/27", "2027/28")):
        assert heading_of(heading(path, form), known).path == path
    wanted = {key.partition(".")[0] for key in USUAL[part].split()} - {"name"}
    assert wanted <= set(form.keys)


def test_every_sheet_of_the_template_has_its_meanings_choices_and_a_row_of_headings_in_view(template):
    book = load_workbook(io.BytesIO(template))
    assert book.sheetnames == ["Guide", *TABS]
    for tab, part in TABS.items():
        sheet = book[tab]
        assert sheet.data_validations.dataValidation, tab
        if part in USUAL:
            heads = [cell.value for cell in sheet[HEAD + 1]]
            assert heads[0] == "Name"
            assert all(heads)
            assert sheet.freeze_panes == f"C{HEAD + 2}"
    lists = [each.formula1 for each in book["Lines"].data_validations.dataValidation if each.type == "list"]
    assert '"council,nhs"' in lists
    assert any(each.startswith("Assumptions!") for each in lists)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"Savings_D5": "cuncil"}, [("E204", "Savings!D5")]),
        ({"Lines_G5": "1,23"}, [("E219", "Lines!G5")]),
        ({"Lines_G5": -5}, [("E212", "Lines!G5")]),
        ({"Savings_C5": "other_suport"}, [("E301", "Savings!C5")]),
        ({"Plan_B8": "£bn"}, [("E204", "Plan!B8")]),
        ({"Plan_A10": "Deflatr"}, [("E202", "Plan!A10")]),
        ({"Funding_E5": "=A1&B1"}, [("E119", "Funding!E5")]),
        ({"Scheme_E5": "by_contribtion"}, [("E204", "Scheme!E5")]),
    ],
)
def test_a_mistake_is_found_at_its_cell(template, tmp_path, cells, found):
    places = refused(edited(template, tmp_path, **cells))
    assert set(found) <= set(places)
    assert {place for _, place in places} == {place for _, place in found}


def test_a_sheet_left_empty_is_a_plan_without_such_items(template, tmp_path):
    book = load_workbook(io.BytesIO(template))
    book["Savings"].delete_rows(HEAD + 2, 30)
    del book["Risks"]
    book.save(tmp_path / "edited.xlsx")
    found = import_workbook(tmp_path / "edited.xlsx", folder=tmp_path)
    assert found.read.plan.savings == {}
    assert "risk_events" not in found.values


def test_edits_in_excel_reach_the_plan(template, tmp_path):
    file = edited(template, tmp_path, Assumptions_E5=0.0425, Lines_G5="£6,000")
    assert load_workbook(file)["Assumptions"]["E4"].value == "Central 2026/27"
    values = import_workbook(file, folder=tmp_path).values
    assert next(iter(values["lines"].values()))["budget"] == 6000
    assert next(iter(values["assumptions"].values()))["central"]["2026/27"] == "4.25%"


def test_figures_of_the_template_are_numbers(template):
    book = load_workbook(io.BytesIO(template))
    for cell in (book["Lines"]["G5"], book["Funding"]["E5"], book["Assumptions"]["E5"], book["Savings"]["E5"]):
        assert isinstance(cell.value, int | float), cell
    assert book["Assumptions"]["E5"].number_format == "0.0##%"


def test_closing_steps_keep_their_order_and_a_step_without_keys(template, tmp_path):
    heads = [cell.value for cell in load_workbook(io.BytesIO(template))["Scheme"][HEAD + 1]]
    carry = heads.index("Carry")
    file = edited(template, tmp_path, Scheme_A7="step_3", **{f"Scheme_{chr(65 + carry)}7": "yes"})
    steps = import_workbook(file, folder=tmp_path).values["scheme"]["steps"]
    assert [next(iter(step)) for step in steps] == ["reserves", "additional_payments", "carry"]
    assert steps[-1] == {"carry": {}}
    assert STEPS in TABS.values()


def test_another_workbook_needs_a_mapping(tmp_path):
    Workbook().save(tmp_path / "edited.xlsx")
    assert [code for code, _ in refused(tmp_path / "edited.xlsx")] == ["E221"]


def test_the_commands_write_the_template_and_import_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written = CliRunner().invoke(app, ["workbook", "--template", "-o", "t.xlsx"])
    assert (written.exit_code, "wrote t.xlsx" in written.stderr) == (0, True)
    found = CliRunner().invoke(app, ["import", "t.xlsx", "-o", "plan.yaml"])
    assert found.exit_code == 0, found.stderr
    assert "wrote plan.yaml: 12 lines" in found.stderr
    assert CliRunner().invoke(app, ["import", "t.xlsx", "-o", "plan.yaml"]).exit_code == 4
    shown = CliRunner().invoke(app, ["import", "t.xlsx"])
    assert shown.stdout == Path("plan.yaml").read_text("utf-8")
    assert CliRunner().invoke(app, ["check", "plan.yaml"]).exit_code == 0
    for wrong in (["workbook"], ["workbook", "--template"], ["workbook", "--template", "-o", "t.csv"]):
        assert CliRunner().invoke(app, wrong).exit_code == 2
