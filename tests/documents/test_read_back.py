"""The read-back of a plan, and what is assumed because the plan says nothing: for people and for programs."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from mtfp.documents.assumed import assumed
from mtfp.documents.blocks import Listing
from mtfp.documents.of_checks import checked
from mtfp.documents.read_back.table import LEAST, MOST, amounts
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.reports.formats import FORMATS, format_named
from mtfp.reports.page import Page

HOME = {"partner": "council", "setting": "community", "budget": 80, "components": {"flat": "100%"}}
NURSES = {"partner": "nhs", "setting": "community", "budget": 20, "components": {"flat": "100%"}}
DOCUMENT = {
    "mtfp": 1,
    "name": "Read back",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "source": "worked by hand",
    "assumptions": {"flat": {"unit": "rate", "central": "0%", "source": "worked by hand"}},
    "lines": {"home": HOME, "nurses": NURSES},
    "funding": {"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}},
}
EXAMPLE = Path(__file__).parents[2] / "examples" / "shetland"


def plan_of(**sections):
    return Plan.model_validate({**DOCUMENT, **sections})


def said(**sections) -> list[str]:
    return [item for block in assumed(plan_of(**sections)) if isinstance(block, Listing) for item in block.items]


def test_amounts_are_in_pounds_the_largest_first_with_their_shares():
    # £80k and £20k of £100k
    rows = amounts(plan_of(), 100.0).rows
    people = [(row.id, row.label, row.values[0]) for row in rows if not row.for_machines]
    assert people[:3] == [
        ("lines", "Lines in 2025/26 (100%)", 100_000),
        ("lines.home", "Home (80%)", 80_000),
        ("lines.nurses", "Nurses (20%)", 20_000),
    ]
    assert next(row.values for row in rows if row.id == "lines.home.share") == (0.8,)


def test_a_long_section_shows_its_ends_and_programs_read_all():
    lines = {f"l{number}": {**HOME, "budget": number + 1} for number in range(20)}
    rows = [row for row in amounts(plan_of(lines=lines), 210.0).rows if row.id.startswith("lines.l")]
    shown = [row for row in rows if not row.for_machines]
    assert [row.values[0] for row in shown] == [1000.0 * n for n in (*range(20, 20 - MOST, -1), *range(LEAST, 0, -1))]
    assert len([row for row in rows if not row.id.endswith(".share")]) == 20


@pytest.mark.parametrize("name", [each.name for each in FORMATS if each.name not in ("github", "junit")])
def test_every_format_for_figures_reads_the_plan_back(name):
    read = read_plan(EXAMPLE)
    written = BytesIO()
    format_named(name).write(checked("plan.yaml", read.plan, (), ()), Page(), written)
    text = written.getvalue().decode("utf-8-sig")
    largest = "9700000" if name in ("csv", "json", "sheet") else "9,700,000"
    assert largest in text
    if name == "json":
        assert {record["table"] for record in json.loads(text)["result"]} == {"amounts"}
    elif name != "csv":
        assert "does not say" in text


def test_a_silent_plan_says_first_that_one_partner_offsets_the_other():
    first, *others = said()
    assert first.startswith("Nothing is said about whether one partner's underspend offsets the other's overspend")
    assert "`- offset: arms` or `- offset: none`" in first
    assert any("who pays" in each for each in others)


def test_a_scheme_without_an_offset_is_asked_about_it():
    assert "offsets the other's overspend" in said(scheme={"steps": [{"carry": {}}]})[0]


@pytest.mark.parametrize("offset", ["arms", "none"])
def test_a_plan_that_says_its_scheme_is_not_asked_about_it(offset):
    steps = [{"offset": offset}, {"carry": {}}]
    scheme = {"steps": steps, "surplus": {"who": "own_arm"}}
    assert not [each for each in said(scheme=scheme) if "Nothing is said" in each]


def test_a_plan_of_one_partner_has_no_offset():
    assert not [each for each in said(lines={"home": HOME}) if "offsets" in each]


def test_items_of_one_kind_are_counted():
    trim = {"line": "home", "planned": {"2026/27": 4}}
    found = said(savings={"a": trim, "b": trim, "c": {**trim, "part_year": "50%"}})
    assert "2 savings say no part-year effect: a full year is taken. Write `part_year: 50%`." in found
    assert (
        "3 savings say no delivery and no status: all that is planned is achieved. Write `delivery:` or `status:`."
        in found
    )
    assert not [each for each in said(savings={"c": {**trim, "part_year": "100%"}}) if "part-year" in each]


def test_the_key_that_is_named_takes_the_line_away():
    loud = {**HOME, "demand": {"growth": "flat"}, "fixed_share": "0%"}
    assert not [each for each in said(lines={"home": loud}) if "line" in each]
    assert [each for each in said(lines={"home": {**loud, "demand": {}}}) if "1 line says no demand" in each]
