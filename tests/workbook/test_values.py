"""Sheets of values: those of the commands, with a sentence that says if an input differs, as people read them."""

import re
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from lxml import etree as ET

from mtfp import Planner
from mtfp.reports.shown import for_people
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED
from mtfp.workbook.rows import Sheet
from mtfp.workbook.values.as_run import BY_LEVER, reserves_table
from mtfp.workbook.values.published import PUBLISHED
from mtfp.workbook.values.values import OTHER_INPUTS, SAME_INPUTS
from tests.workbook.libreoffice import SOFFICE, recalculated, without_values
from tests.workbook.uncertain import PLAN

SCENARIOS, DRAWS, SEED = ("pay +1%", "flat-cash"), 120, 3
LIVE = {"Cover", *(sheet.title for sheet in Sheet)}
DRAWN = {"As run", "As run pay +1%", "As run Flat cash"}
KINDS_OF_CHART = 6
"""Gap, reserves, S-curve, chances, contingency and drivers, for the plan and each scenario."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The planner, a written workbook, and the simulation whose results it must have."""
    folder = tmp_path_factory.mktemp("values")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    planner, file = Planner(folder / "plan.yaml"), folder / "plan.xlsx"
    planner.write_workbook(file, *SCENARIOS, simulate=True, draws=DRAWS, seed=SEED)
    simulated = planner.simulate(*SCENARIOS, draws=DRAWS, seed=SEED)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return SimpleNamespace(
        planner=planner, file=file, book=openpyxl.load_workbook(file), simulated=simulated, parts=parts
    )


def values_of(sheet):
    """Returns the cells of a sheet, row by row."""
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def has_row(sheet, label, values):
    """Returns True if a row has a label and these values."""
    rows = (row for row in values_of(sheet) if row and row[0] == label)
    return any(row[1:] == pytest.approx(list(values), abs=1e-9) for row in rows)


def assert_shown(sheet, table):
    """Asserts that a sheet has every row of a table that people see."""
    for row in for_people(table).rows:
        if not row.is_heading:
            known = [value for value in row.values if value is not None]
            assert has_row(sheet, row.label, known), (sheet.title, row.label)


def test_every_table_that_simulate_prints_is_on_the_sheet_as_run(made):
    run, options = made.simulated.run, made.simulated.options
    for name in SIMULATED:
        if name != BY_LEVER:
            assert_shown(made.book["As run"], SIMULATED[name](run, options))


def test_reserves_have_their_percentiles_by_year(made):
    table = reserves_table(SIMULATED["distribution"](made.simulated.run, made.simulated.options), made.planner.plan)
    values = made.simulated.values("reserves", "2028/29")
    p10 = sorted(values)[int(0.1 * DRAWS)]
    (row,) = (
        row for row in table.rows if row.id == "reserves.general" and row.year == "2028/29" and row.scenario == "base"
    )
    assert row.values[2] == pytest.approx(p10, rel=0.05)
    headings = [row.label for row in table.rows if row.is_heading]
    assert headings[1] == "Reserve: General reserve: The plan as it stands"
    assert_shown(made.book["As run"], table)


def test_as_run_names_draws_seed_and_plans(made):
    text = "\n".join(str(row[0]) for row in values_of(made.book["As run"]) if row)
    assert f"Draws: {DRAWS} for each scenario. Seed: {SEED}. Sampler: random." in text
    assert text.count("fingerprint") == 1 + len(SCENARIOS)
    assert made.planner.plan.digest() in text


def test_a_scenario_that_is_left_out_of_the_switch_was_drawn_too(made):
    lines = [str(row[0]) for row in values_of(made.book["As run"]) if row]
    (flat,) = (line for line in lines if line.startswith("Flat cash: fingerprint"))
    assert "not part of the switch" in flat
    assert "As run Flat cash" in made.book.sheetnames
    (switched,) = (line for line in lines if line.startswith("pay +1%: fingerprint"))
    assert "switch" not in switched


def test_each_scenario_has_its_charts_with_words_for_people_who_do_not_see_them(made):
    drawings = [made.parts[name] for name in sorted(made.parts) if re.fullmatch(r"xl/drawings/drawing\d+.xml", name)]
    words = [re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', drawing) for drawing in drawings]
    charts = [drawing.count("<c:chart ") for drawing in drawings]
    assert [len(each) for each in words] == charts
    assert sorted(charts) == [1, KINDS_OF_CHART, KINDS_OF_CHART, KINDS_OF_CHART + 1]
    assert all(len(text) > 40 for each in words for text in each)


def test_tables_for_publication_are_those_of_the_commands(made):
    projection = made.planner.project()
    for name in PUBLISHED:
        table = TABLES[name](projection, "base")
        title = f"{name.capitalize()} as written"
        assert (title in made.book.sheetnames) == bool(for_people(table).rows)
        if title in made.book.sheetnames:
            assert_shown(made.book[title], table)
            assert len(made.book[title].tables) == 1
    for table in made.planner.compare(*SCENARIOS).tables:
        assert_shown(made.book[f"Scenarios {table.name}"], table)


def test_every_sheet_of_values_says_if_an_input_differs(made):
    shown = [sheet for sheet in made.book if sheet.title not in LIVE | {"Chart data"}]
    assert {sheet.title for sheet in shown} >= DRAWN
    for sheet in shown:
        formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert formulas == [f'=IF(Checks!D9=1,"{SAME_INPUTS}","{OTHER_INPUTS}")'], sheet.title


def test_sheets_of_values_are_protected_and_listed_on_the_cover(made):
    cover = [str(row[-1]) for row in values_of(made.book["Cover"]) if row]
    for sheet in made.book:
        assert sheet.protection.sheet, sheet.title
        if sheet.title not in LIVE | {"Chart data"}:
            assert any(line.startswith(f"{sheet.title}: ") for line in cover)


def test_names_of_tables_are_unique(made):
    names = [ET.fromstring(text.encode()).get("name") for part, text in made.parts.items() if "xl/tables/" in part]
    assert len(names) == len(set(names)) > len(PUBLISHED)


def test_nothing_uncertain_has_no_charts(tmp_path):
    (tmp_path / "plan.yaml").write_text(re.sub(r", spread: \{[^}]*\}", "", PLAN), encoding="utf-8")
    Planner(tmp_path / "plan.yaml").write_workbook(tmp_path / "plan.xlsx", simulate=True, draws=DRAWS)
    rows = values_of(openpyxl.load_workbook(tmp_path / "plan.xlsx")["As run"])
    assert "Nothing in this plan is uncertain" in " ".join(str(cell) for row in rows for cell in row)


def test_the_same_plan_gives_the_same_bytes(made, tmp_path):
    again = tmp_path / "again.xlsx"
    made.planner.write_workbook(again, *SCENARIOS, simulate=True, draws=DRAWS, seed=SEED)
    assert again.read_bytes() == made.file.read_bytes()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_edit_changes_the_sentence_and_not_the_values(made, tmp_path):
    inputs = made.book["Inputs"]
    (cell,) = (row[0].row for row in inputs.iter_rows() if row[0].value == "Better rotas, planned")
    without_values(made.file, tmp_path / "edited.xlsx", {("Inputs", f"F{cell}"): 250})
    (edited,) = recalculated([tmp_path / "edited.xlsx"], tmp_path)
    as_written = openpyxl.load_workbook(made.file, data_only=True)
    for sheet in as_written:
        if sheet.title not in LIVE | {"Chart data"}:
            assert SAME_INPUTS in [row[0] for row in values_of(sheet) if row]
            assert OTHER_INPUTS in [row[0] for row in values_of(edited[sheet.title]) if row]
    gap, live = (
        next(
            [cell for cell in row if isinstance(cell, float | int)]
            for row in values_of(edited[name])
            if row[0] == "Gap"
        )
        for name in ("Statement as written", "Statement")
    )
    assert gap[-1] - live[-1] == pytest.approx(50, abs=1)
