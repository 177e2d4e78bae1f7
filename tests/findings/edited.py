"""Edited workbooks of the plan in a folder, which the examples of findings pages import."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from mtfp.library.planner import Planner
from tests.workbook.places import cell, formula_cell

BUDGET, UPLIFT, PAY = "lines.telecare.budget", "assumptions.council_uplift.central", "assumptions.pay_council.central"
FILE = "edited.xlsx"


def edited(change: Callable[[Workbook], None], *scenarios: str) -> Callable[[Path], None]:
    """A function that saves an edited workbook of the plan in a folder."""

    def prepare(folder: Path) -> None:
        book = load_workbook(written(folder, *scenarios))
        change(book)
        book.save(folder / FILE)

    return prepare


def written(folder: Path, *scenarios: str) -> Path:
    Planner(folder / "plan.yaml").write_workbook(folder / FILE, *scenarios, force=True)
    return folder / FILE


def set_to(place: str, value: object, **where: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        cell(book, place, **where).value = value

    return change


def over_a_formula(book: Workbook) -> None:
    formula_cell(book["Lines"]).value = 77


def without_a_row(book: Workbook) -> None:
    book["Inputs"].delete_rows(cell(book, BUDGET).row)


def with_a_row(book: Workbook) -> None:
    book["Inputs"].append(["Our own line", "£k", None, 120])


def of_another_plan(folder: Path) -> None:
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("budget: 500", "budget: 450"), encoding="utf-8")
    written(folder)
    plan.write_text(text, encoding="utf-8")


def with_old_results(folder: Path) -> None:
    """Change a number in the archive itself, and leave the stored results of formulas."""
    file = written(folder)
    at = cell(load_workbook(file), UPLIFT).coordinate
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = load_workbook(file).sheetnames.index("Inputs") + 1
    name = f"xl/worksheets/sheet{sheet}.xml"
    text, count = re.subn(rf'(<c r="{at}"[^>]*><v>)[^<]*', r"\g<1>0.03", parts[name].decode())
    assert count == 1
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in (parts | {name: text.encode()}).items():
            archive.writestr(each, content)


PREPARED: dict[str, Callable[[Path], None]] = {
    "E694": of_another_plan,
    "E695": edited(over_a_formula),
    "E696": edited(set_to(BUDGET, None)),
    "E697": edited(set_to(BUDGET, 450)),
    "E698": edited(set_to("population.ageing.care_at_home_hours", 1.2, year="2027/28")),
    "E699": edited(without_a_row),
    "W727": with_old_results,
    "W728": edited(with_a_row),
    "W729": edited(set_to(PAY, 0.035, year="2026/27", scenario="The plan as it stands"), "pay_council +1%"),
}
"""Workbook that the example of each page imports."""
