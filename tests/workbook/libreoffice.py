"""Recalculates workbooks with LibreOffice, from files without stored values."""

import shutil
import subprocess
from pathlib import Path

import openpyxl

SOFFICE = shutil.which("soffice")
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def without_values(content, to, changes):
    """Saves a workbook without its stored values, after changes of cells: (sheet, cell) to value."""
    book = openpyxl.load_workbook(content)
    for (sheet, cell), value in changes.items():
        assert not str(book[sheet][cell].value).startswith("="), (sheet, cell)
        book[sheet][cell] = value
    book.save(to)


def recalculated(files, folder: Path):
    """Returns the recalculated workbooks, in one run of LibreOffice."""
    home = folder / "home"
    (home / "user").mkdir(parents=True)
    (home / "user/registrymodifications.xcu").write_text(ALWAYS)
    options = [f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "xlsx", "--outdir", folder / "out"]
    subprocess.run([SOFFICE, *options, *files], check=True, capture_output=True)
    return [openpyxl.load_workbook(folder / "out" / file.name, data_only=True) for file in files]
