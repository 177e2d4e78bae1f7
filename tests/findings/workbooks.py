"""Workbooks that the examples of findings pages read."""

from pathlib import Path

from openpyxl import Workbook, load_workbook

from mtfp.cli.options.of_results import FileOptions
from mtfp.cli.runs.workbook import of_template


def notes(folder: Path) -> None:
    (folder / "notes.xlsx").write_text("Our budget, 2025/26", encoding="utf-8")


def large(folder: Path) -> None:
    book = Workbook()
    book.active.title = "Plan"
    book.active["A20001"] = 1
    book.save(folder / "large.xlsx")


def figures(folder: Path) -> None:
    book = Workbook()
    book.active.title = "Budget book"
    book.active.append(["Service", "2025/26 budget"])
    book.save(folder / "figures.xlsx")


def unsaved(folder: Path) -> None:
    book = template(folder)
    book["Lines"]["G5"] = "=9000+200"
    book.save(folder / "unsaved.xlsx")


def with_notes(folder: Path) -> None:
    book = template(folder)
    book.create_sheet("Notes")["A1"] = "From the budget book"
    book.save(folder / "with-notes.xlsx")


MAPPING = """mtfp: 1
plan: plan.yaml
sheets:
  Budget:
    section: lines
    columns: {Service: label, Remark: note}
    values: {label: {WORD: Telecare}}
    new: {partner: council, setting: community, budget: 50, components.cpi: 100%}
"""


def mapped(folder: Path) -> None:
    book = Workbook()
    book.active.title = "Budget"
    for row in (("Service", "Remark"), ("Telecare service", "as agreed")):
        book.active.append(row)
    book.save(folder / "own.xlsx")
    for name, word in (("misspelt", "Telecaer service"), ("right", "Telecare service")):
        (folder / f"{name}.yaml").write_text(MAPPING.replace("WORD", word), encoding="utf-8")


def template(folder: Path) -> Workbook:
    """The template as openpyxl reads it, in which a formula has no stored result."""
    file = folder / "example.xlsx"
    of_template(None, "Shetland Islands", FileOptions(output=file, force=True, quiet=True))
    return load_workbook(file)
