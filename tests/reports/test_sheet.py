"""Sheets: read by Excel as UTF-8, figures as numbers, money to the penny, no text that a spreadsheet would run."""

import csv
import io
import re
import shutil
import subprocess
from decimal import Decimal

import pytest
from every_block import HOSTILE, every_block
from tables import document_of, statement, written, years

from mtfp.reports.deliver import deliver, text_of
from mtfp.reports.formats import format_named
from mtfp.reports.page import Page
from mtfp.results.table import Row, Table

SOFFICE = shutil.which("soffice")
FORMULAS = ("=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋A1", "－A1", "＠A1")  # noqa: RUF001


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_bytes_are_those_that_excel_takes_for_utf_8():
    content = written([statement()], "sheet").encode()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 20
    assert content.count(b"\xef\xbb\xbf") == 1


def test_a_table_is_laid_out_as_a_person_would():
    title, _, *records = read(written([statement(2)], "sheet"))
    assert title == ["Glenshire"]
    assert records[0] == ["Glenshire: the plan, £k"]
    assert records[1] == ["", "2025/26", "2026/27"]
    assert records[2] == ["Base budget, brought forward", "68300", "68300"]
    assert ["Prices", "0", "912.66"] in records
    assert ["Unmet", "0", "-202.24"] in records  # a total is no part of what is above it
    assert ["Beneath the headline, Unidentified, share of the gap before savings, %", "", "13.66"] in records
    assert ["Beneath the headline, Care at home, hours", "210000", "214200"] in records


@pytest.mark.parametrize(
    ("money", "value", "shown"),
    [
        ("£", 1234567.005, "1234567"),
        ("£", 0.125, "0.12"),
        ("£k", -1234.567891, "-1234.56789"),
        ("£m", 320.123456789, "320.12345679"),
        ("£k", 1e9, "1000000000"),
        ("£k", 0.000001, "0"),
        ("£k", -0.000001, "0"),
    ],
)
def test_money_is_to_the_penny_without_exponent_or_separator(money, value, shown):
    table = Table("gap", "Gap", "plan", money, years(1), (Row("gap", "Gap", (value,)),))
    assert ["Gap", shown] in read(written([table], "sheet"))


@pytest.mark.parametrize("text", FORMULAS)
def test_texts_that_look_like_formulas_are_guarded_in_every_block(text):
    for record in read(text_of(every_block(text), "sheet")):
        for field in record:
            assert _is_number(field) or not field.startswith(tuple(each[0] for each in FORMULAS)), record


def _is_number(field: str) -> bool:
    try:
        Decimal(field)
    except ArithmeticError:
        return False
    return True


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_in_their_cells(text):
    shape = [len(record) for record in read(text_of(every_block(), "sheet"))]
    assert [len(record) for record in read(text_of(every_block(text), "sheet"))] == shape


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice isn't installed: the sheet isn't opened in it")
def test_libreoffice_reads_figures_as_numbers_and_pounds_right(tmp_path):
    """Converted to a flat file of LibreOffice's own, each cell says its type."""
    assert SOFFICE
    deliver(document_of([statement()]), format_named("sheet"), Page(), tmp_path / "sheet.csv")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [SOFFICE, profile, "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "fods", "sheet.csv"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "sheet.fods").read_text("utf-8")
    records = read(written([statement()], "sheet"))
    figures = [field for record in records for field in record[1:] if field and "/" not in field]
    assert len(figures) > 100
    cells = re.findall(r"<table:table-cell[^>]*value-type=\"float\"[^>]*>", text)
    repeated = [int(found[1]) for cell in cells if (found := re.search(r'columns-repeated="(\d+)"', cell))]
    assert len(cells) + sum(repeated) - len(repeated) == len(figures)
    assert "Glenshire: the plan, £k" in text
    assert "\ufeff" not in text.partition("<office:body>")[2]
