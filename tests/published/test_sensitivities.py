"""Two published tables of sensitivities come out of `mtfp sensitivity`, to the rounding in which they were printed."""

import csv
import io

import pytest
import yaml
from typer.testing import CliRunner

from mtfp.cli.app import app
from tests.published.printed import EXAMPLES, published

LAST_DIGIT = 0.000501
"""Half of the last digit, and a hair: what the council rounded may have stood just on it."""
YEARS = ("2023", "2025")
NAMES = {
    "pay": "pay",
    "energy": "energy",
    "government funding": "government_funding",
    "council tax": "council_tax",
    "revenue support grant": "revenue_support_grant",
}
"""Assumption of each driver of the tables."""


def rows_of(year):
    return published(f"gateshead_sensitivity_{year}.csv")


def moves_of(year):
    """The moves that the command takes: of each driver, all printed values."""
    values = {}
    for row in rows_of(year):
        values.setdefault(NAMES[row["driver"]], []).append(row["value"])
    return [f"{name} {', '.join(listed)}" for name, listed in values.items()]


@pytest.fixture(scope="module")
def worked_out():
    """The command's figures by year of the table, and then by table and row."""
    return {year: sensitivity(year) for year in YEARS}


def sensitivity(year):
    words = [word for move in moves_of(year) for word in ("--move", move)]
    plan = str(EXAMPLES / "gateshead-sensitivity" / f"{year}.yaml")
    result = CliRunner().invoke(app, ["sensitivity", plan, *words, "--format", "csv"])
    assert result.exit_code == 0, result.stderr
    return {(row["table"], row["row"]): float(row["value"]) for row in csv.DictReader(io.StringIO(result.stdout))}


def cells():
    for year in YEARS:
        for row in rows_of(year):
            move = f"{NAMES[row['driver']]} {row['value']}"
            if not row.get("blemish"):
                yield year, "from_zero", move, row["effect_on_cost_or_income"]
                if row.get("versus_plan"):
                    yield year, "values", move, row["versus_plan"]


@pytest.mark.parametrize(("year", "table", "move", "printed"), list(cells()))
def test_a_printed_effect_comes_out(worked_out, year, table, move, printed):
    assert worked_out[year][table, move] == pytest.approx(float(printed), rel=0, abs=LAST_DIGIT)


def test_how_many_effects_were_printed():
    assert len(list(cells())) == (8 + 9 + 8) + (8 + 9) + 20
    assert [row["value"] for row in rows_of("2023") if row["blemish"]] == ["1.75%"]


def test_the_marked_row_fits_the_derived_pay_award_and_not_the_printed_one(worked_out):
    """At 1.75% the table's own slope gives 2.432; the 2.474 that is printed belongs to an award of 1.78%."""
    (row,) = (row for row in rows_of("2023") if row["blemish"])
    assert worked_out["2023"]["from_zero", "pay 1.75%"] == pytest.approx(2.432, rel=0, abs=LAST_DIGIT)
    plan = yaml.safe_load((EXAMPLES / "gateshead-sensitivity" / "2023.yaml").read_text(encoding="utf-8"))
    award = float(plan["assumptions"]["pay"]["central"].removesuffix("%")) / 100
    effect = plan["lines"]["pay_bill"]["budget"] * award
    assert effect == pytest.approx(float(row["effect_on_cost_or_income"]), rel=0, abs=LAST_DIGIT)


@pytest.mark.parametrize("year", YEARS)
def test_no_printed_effect_is_typed_into_the_plan(year):
    typed = yaml.safe_load((EXAMPLES / "gateshead-sensitivity" / f"{year}.yaml").read_text(encoding="utf-8"))
    amounts = {line["budget"] for line in typed["lines"].values()} | {s["base"] for s in typed["funding"].values()}
    printed = {abs(float(row["effect_on_cost_or_income"])) for row in rows_of(year)}
    assert not amounts & printed
