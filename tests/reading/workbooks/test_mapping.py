"""A finance team's own sheet over a plan, by a mapping file: only what the mapping names, and nothing silently lost."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from mtfp.findings.finding import Refused
from mtfp.reading.workbooks import Imported, import_workbook
from mtfp.text.yaml import read_yaml
from tests.kinds import ROOT

BOOK = (
    ("Budget book",),
    ("£000",),
    (),
    ("Cost centre", "Service", "2025/26 budget", "Side", "Remarks"),
    ("A1", "Care at home and telecare", "(9,000)"[1:-1], "HSCP", "as agreed"),
    ("A2", "Residential care", 9_500, "HSCP", None),
    (None, "Subtotal", 18_500, None, None),
    ("B1", "Reablement at home", 500, "Council", None),
    ("Memo", "vacancies", 12, None, None),
)
MAPPING = """mtfp: 1
plan: shetland/plan.yaml
sheets:
  Budget:
    section: lines
    columns: {Service: label, 2025/26 BUDGET: budget, Side: partner}
    values: {partner: {HSCP: council}}
    new: {setting: community, components.cpi: 100%}
    skip: [Memo]
    subtotals: skip
"""
LABELS = ("Care at home and telecare", "Residential care", "Reablement at home")
PLAN = ROOT / "examples" / "shetland" / "plan.yaml"


def imported(folder: Path, mapping: str = MAPPING, rows=BOOK, book: Workbook | None = None) -> Imported:
    if book is None:
        book = Workbook()
        book.active.title = "Budget"
        for row in rows:
            book.active.append(row)
    book.save(folder / "book.xlsx")
    (folder / "shetland").mkdir(exist_ok=True)
    for file in PLAN.parent.iterdir():
        if file.is_file():
            (folder / "shetland" / file.name).write_bytes(file.read_bytes())
    (folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
    return import_workbook(folder / "book.xlsx", folder / "mapping.yaml", folder=folder / "shetland")


def refused(folder: Path, mapping: str = MAPPING, rows=BOOK) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        imported(folder, mapping, rows)
    return [(finding.code, str(finding.place).rpartition("/")[2]) for finding in found.value.findings]


def test_rows_change_the_keys_that_are_mapped_and_add_items(tmp_path):
    before, after = read_yaml(PLAN).value["lines"], imported(tmp_path).values["lines"]
    assert {line["label"]: line["budget"] for line in after.values() if line["label"] in LABELS} == {
        "Care at home and telecare": 9000,
        "Residential care": 9500,
        "Reablement at home": 500,
    }
    for name, line in before.items():
        assert after[name].keys() == line.keys()
        assert after[name].get("components") == line.get("components")
    assert after["reablement_at_home"] == {
        "label": "Reablement at home",
        "budget": 500,
        "partner": "council",
        "setting": "community",
        "components": {"cpi": "100%"},
    }
    assert [*after] == [*before, "reablement_at_home"]


def test_only_the_items_of_the_sheet_stay_if_the_mapping_says_so(tmp_path):
    rows = [row for row in BOOK if "Reablement at home" not in row]
    codes = refused(tmp_path, MAPPING.replace("    skip:", "    missing: remove\n    skip:"), rows)
    assert {code for code, _ in codes} <= {"E301", "W501"}  # other sections name lines that went


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Service: label", "Servce: label", ("E221", "mapping.yaml:6:15")),
        ("  Budget:", "  Budgets:", ("E221", "mapping.yaml:4:3")),
        ("subtotals: skip", "subtotals: refuse", ("E217", "book.xlsx:Budget!B7")),
        ("skip: [Memo]", "skip: [5]", ("E201", "book.xlsx:Budget!B9")),
        ("{partner: {HSCP: council}}", "{}", ("E204", "book.xlsx:Budget!D5")),
        ("2025/26 BUDGET: budget", "2025/26 BUDGET: bugdet", ("E202", "book.xlsx:Budget!C4")),
        ("components.cpi", "component.cpi", ("E202", "mapping.yaml:8:31")),
        ("section: lines", "section: line", ("E204", "mapping.yaml:5:14")),
        ("plan: shetland/plan.yaml", "plan: mapping.yaml", ("E202", "mapping.yaml:3:1")),
    ],
)
def test_a_mistake_is_found_in_the_mapping_or_at_its_cell(tmp_path, old, new, found):
    assert found in refused(tmp_path, MAPPING.replace(old, new))


@pytest.mark.parametrize(("at", "unit"), [(1, ("£m",)), (3, ("Cost centre", "Service", "2025/26 budget £m", "Side"))])
def test_a_unit_that_is_not_the_plans_is_refused(tmp_path, at, unit):
    rows = [*BOOK[:at], unit, *BOOK[at + 1 :]]
    mapping = MAPPING.replace("2025/26 BUDGET", "2025/26 budget £m") if at == 3 else MAPPING
    assert "E218" in [code for code, _ in refused(tmp_path, mapping, rows)]


def test_values_of_all_rows_and_rows_by_number(tmp_path):
    mapping = MAPPING.replace("skip: [Memo]", "skip: [9]\n    same: {theme: Budget book}")
    lines = imported(tmp_path, mapping).values["lines"]
    assert [line["label"] for line in lines.values() if line.get("theme") == "Budget book"] == [
        "Care at home and telecare",
        "Residential care",
        "Reablement at home",
    ]


def test_budgets_below_zero_are_income_if_the_mapping_says_so(tmp_path):
    rows = [*BOOK[:-1], ("C1", "Charges for meals", "(120)", "Council", None)]
    codes = refused(tmp_path, rows=rows)
    assert codes[0] == ("E212", f"book.xlsx:Budget!C{len(rows)}")
    found = imported(tmp_path, MAPPING.replace("    skip:", "    below_zero: income\n    skip:"), rows).values["lines"]
    assert (found["charges_for_meals"]["budget"], found["charges_for_meals"]["kind"]) == (120, "income")
    assert "kind" not in found["reablement_at_home"]


def test_an_import_names_what_is_new_and_what_is_dropped(tmp_path):
    """A word under `values` that is misspelt shows as a line that is new and one that is dropped."""
    found = imported(tmp_path)
    assert (found.came, found.went) == (("lines.reablement_at_home",), ())
    sheets = MAPPING + (
        "  Promises:\n    section: commitments\n    columns: {Promise: label, 2026/27: amount 2026/27}\n"
        "    new: {partner: council, recurring: 'true'}\n    missing: remove\n"
    )
    book = Workbook()
    book.active.title = "Budget"
    for row in BOOK:
        book.active.append(row)
    for row in (("Promise", "2026/27"), ("Night team", 40)):
        (book["Promises"] if "Promises" in book.sheetnames else book.create_sheet("Promises")).append(row)
    (tmp_path / "two").mkdir()
    found = imported(tmp_path / "two", sheets, book=book)
    assert "commitments.night_team" in found.came
    assert {*found.went} == {f"commitments.{name}" for name in read_yaml(PLAN).value["commitments"]}


def test_a_misspelt_word_is_asked_about_at_its_place_in_the_mapping(tmp_path):
    found = imported(tmp_path, MAPPING.replace("HSCP: council", "HSCP: council, Counci: council"))
    assert [(each.code, str(each.place).rpartition("/")[2]) for each in found.read.warnings if each.code == "W730"] == [
        ("W730", "mapping.yaml:7:39")
    ]


@pytest.mark.parametrize("words", ["HSCP: council, Board: nhs", "HSCP: council, council: council"])
def test_a_word_for_another_month_is_no_question(words, tmp_path):
    found = imported(tmp_path, MAPPING.replace("HSCP: council", words))
    assert "W730" not in {each.code for each in found.read.warnings}


def test_a_number_is_written_without_quotation_marks(tmp_path):
    new = imported(
        tmp_path, MAPPING.replace("new: {", "new: {fixed_share: 20%, activity.base: 12, activity.unit: hours, ")
    )
    line = new.values["lines"]["reablement_at_home"]
    assert (line["fixed_share"], line["activity"]["base"]) == ("20%", 12)
