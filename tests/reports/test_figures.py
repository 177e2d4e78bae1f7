"""Every figure that people see is the one that programs read, at the unit and the decimals that are stated."""

import csv
import io
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import tables, written, years

from mtfp.reports.formats import FORMATS, Kind
from mtfp.reports.money import Unit, choose, exact, form, is_rounded
from mtfp.reports.page import Page
from mtfp.reports.terminal.lines import width_of
from mtfp.reports.terminal.table import list_layout, render
from mtfp.results.table import SHARE, Row, Table

SIZE = {"£": 1, "£k": 1_000, "£m": 1_000_000, SHARE: 1, "hours": 1}
FIGURE = re.compile(r"[−+]?[0-9][0-9,]*(\.[0-9]+)?%?")
STYLES = re.compile("\x1b\\[[01]m")
WIDTHS = st.integers(40, 240)


def shown(text: str) -> dict[frozenset[str], tuple[str, str]]:
    """Figures of a table with labels of one word, by row and year, and the unit over them, however it is laid out.

    A figure belongs to the head that ends in the same column.
    """
    figures, heads, unit = {}, {}, ""
    for above, line in pairwise(text.split("\n")):
        if set(line) == {"─"}:
            words = list(re.finditer(r"\S+", above))
            unit = words[0].group() if words[0].start() == 0 else ""
            heads = {word.end(): word.group() for word in words if word.start()}
        else:
            words = list(re.finditer(r"\S+", line))
            for word in words:
                if word.end() in heads and FIGURE.fullmatch(word.group()):
                    figures[frozenset({words[0].group(), heads[word.end()]})] = (word.group(), unit)
    return figures


def expected_figures(table: Table) -> dict[frozenset[str], tuple[Decimal, str]]:
    """The same figures as programs read them."""
    records = csv.DictReader(io.StringIO(written([table], "csv")))
    return {
        frozenset({record["row"], record["year"]}): (Decimal(record["value"]), record["unit"]) for record in records
    }


def agrees(text: str, over: str, figure: Decimal, unit: str) -> bool:
    """Whether a text in the unit `over` is the figure, rounded half to even to as many decimals as the text has."""
    factor = Decimal(100) if unit == SHARE else Decimal(SIZE[unit]) / SIZE[over]
    assert text.endswith("%") == (unit == SHARE)
    digits = text.rstrip("%").replace("−", "-").replace(",", "")
    places = len(digits.partition(".")[2])
    expected = (figure * factor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, Context(prec=100))
    return Decimal(digits) == expected


def is_money(key: frozenset[str]) -> bool:
    """Whether a row's money is in the unit over the labels."""
    return any(name.endswith("-money") for name in key)


@given(tables(), WIDTHS, st.booleans())
def test_every_figure_shown_is_the_one_that_programs_read(table, width, styled):
    text = render(table, width, styled)
    assert ("\x1b" in text) == styled
    text = STYLES.sub("", text)
    found, expected = shown(text), expected_figures(table)
    assert found.keys() == expected.keys()
    for key, (figure, unit) in expected.items():
        figure_shown, over = found[key]
        assert agrees(figure_shown, over if is_money(key) else unit, figure, unit), (key, found[key], figure, unit)
    assert "…" not in text
    assert max(map(len, text.split("\n"))) <= width


@given(tables(), WIDTHS, WIDTHS)
def test_a_figure_reads_the_same_at_every_width(table, one, other):
    assert shown(render(table, one)) == shown(render(table, other))


@given(tables())
def test_plain_has_every_figure_where_cut_finds_it(table):
    records = [line.split("\t") for line in written([table], "plain").splitlines() if not line.startswith("# ")]
    over, *heads = records[0]
    assert all(len(record) == len(records[0]) for record in records)
    names = [row.id for row in table.rows]
    found = {
        frozenset({name, head}): text
        for name, (_, *texts) in zip(names, records[1:], strict=True)
        for head, text in zip(heads, texts, strict=True)
        if text
    }
    expected = expected_figures(table)
    assert found.keys() == expected.keys()
    for key, (figure, unit) in expected.items():
        assert agrees(found[key], unit, figure, unit)
    assert not any(map(is_money, expected)) or over == table.money


@given(tables())
def test_the_list_has_every_figure_of_the_table(table):
    table_figures = sorted(bare(text) for text, _ in shown(render(table, 240)).values())
    lines = [line.partition(": ")[2] for line in list_layout(table).splitlines()[1:] if ": " in line]
    assert sorted(bare(line.split(" hours")[0]) for line in lines) == table_figures


def bare(figure: str) -> str:
    figure = figure.replace("minus ", "−").replace("plus ", "+")
    return re.sub("[£km]", "", figure)


@given(tables(labels=st.text(min_size=1)), WIDTHS, st.booleans(), st.sampled_from(("utf-8", "cp1252", "ascii")))
def test_any_label_is_shown_within_the_width_and_cannot_act(table, width, styled, encoding):
    text = render(table, width, styled, encoding)
    assert ("\x1b" in STYLES.sub("", text)) is False
    assert styled or "\x1b" not in text
    assert max(map(width_of, STYLES.sub("", text).split("\n"))) <= width
    for each in (text, list_layout(table, encoding), written([table], "plain", Page(encoding=encoding))):
        each.encode(encoding)


def test_an_accent_takes_no_column_of_its_own():
    joined, apart = (Table("t", "T", "p", "£k", years(1), (Row("r", name, (1.0,)),)) for name in ("Mòr", "Mo\u0300r"))
    assert render(joined) == render(apart)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 0, "0"),
        (1.5, 0, "2"),
        (2.5, 0, "2"),
        (-2.5, 0, "−2"),
        (2.675, 2, "2.68"),
        (2.665, 2, "2.66"),
        (-0.4, 0, "0"),
    ],
)
def test_ties_go_to_the_even_digit_of_the_printed_number_and_zero_has_no_sign(value, decimals, text):
    table = one("£k", value)
    assert form(table.rows[0], table, Unit("£k", decimals)).text(value) == text


@pytest.mark.parametrize(
    ("money", "values", "unit"),
    [
        ("£k", (68_300.4,), ("£k", 0)),
        ("£k", (68_300.4, 0.25), ("£k", 0)),
        ("£k", (85.25,), ("£k", 1)),
        ("£k", (85.0, 12.0), ("£k", 0)),
        ("£k", (0.4,), ("£", 0)),
        ("£k", (0.0,), ("£k", 0)),
        ("£k", (1_200_000.0,), ("£k", 0)),
        ("£k", (10_000_000.0,), ("£m", 1)),
        ("£m", (320.647,), ("£m", 3)),
        ("£m", (320.64700000000005, 6.1), ("£m", 3)),
        ("£m", (6.0, 7.5), ("£m", 1)),
        ("£m", (0.0405,), ("£k", 1)),
        ("£m", (0.0, 0.0), ("£m", 1)),
        ("£", (68_300.4,), ("£", 0)),
        ("£", (68_300_123.0,), ("£k", 0)),
        ("£", (-2e10,), ("£m", 1)),
    ],
)
def test_the_unit_follows_the_plan_unless_figures_would_be_too_long_or_zero(money, values, unit):
    assert choose(one(money, *values)) == unit


def test_tables_that_are_read_together_have_one_unit():
    assert choose(one("£m", 6.0), one("£m", 320.647)) == Unit("£m", 3)


@pytest.mark.parametrize(
    ("unit", "values", "texts"),
    [
        ("people", (12_345.6,), ["12,346"]),
        ("people", (85.0, 7.0), ["85", "7"]),
        ("beds", (33.25, 1.0), ["33.2", "1.0"]),
        ("beds", (3.125,), ["3.12"]),
        ("£ per hour", (23.456,), ["23.46"]),
        ("£ per bed", (81_234.5,), ["81,234"]),
        (SHARE, (0.1236, -0.5, 0.0), ["12.4%", "−50.0%", "0.0%"]),
    ],
)
def test_what_is_not_money_has_the_decimals_it_needs(unit, values, texts):
    row = Row("row", "Row", values, unit)
    table = Table("table", "Table", "plan", "£k", years(len(values)), (row,))
    assert [form(row, table, choose(table)).text(value) for value in values] == texts


def test_the_note_on_rounding_is_shown_only_if_a_figure_is_rounded():
    for values, rounded in (((68_300.0, 5.0), False), ((68_300.00000001,), False), ((68_300.0, 0.5), True)):
        table = one("£k", *values)
        assert is_rounded(table, choose(table)) is rounded
        assert ("Figures are rounded" in render(table)) is rounded


def test_shares_are_not_amounts_that_could_fail_to_add():
    table = Table("demand", "Demand", "plan", "£k", years(2), (Row("all", "All", (1.0, 1.01234), SHARE),))
    assert "Figures are rounded" not in render(table)


def test_a_figure_that_is_not_finite_raises():
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite"):
            exact(value)
        for format in [each.name for each in FORMATS if Kind.FIGURES in each.kinds]:
            with pytest.raises(ValueError, match="finite"):
                written([one("£k", value)], format)


def one(money: str, *values: float) -> Table:
    return Table("table", "Table", "plan", money, years(len(values)), (Row("row", "Row", values),))
