"""The read-back of a plan, and what is assumed because the plan says nothing: for people and for programs."""

import json
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from mtfp.documents.assumed import assumed
from mtfp.documents.blocks import Listing, Prose
from mtfp.documents.of_checks import checked
from mtfp.documents.read_back.costs import costs_one_by_one
from mtfp.documents.read_back.people import people_by_age
from mtfp.documents.read_back.table import amounts
from mtfp.documents.read_back.words import read_back
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.plan import Plan
from mtfp.population.ages import AgeBands
from mtfp.population.people import People
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
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


def test_programs_read_amounts_in_pounds_the_largest_first_with_their_shares():
    # £80k and £20k of £100k
    rows = amounts(plan_of(), 100.0).rows
    assert all(row.for_machines for row in rows)
    found = [(row.id, row.label, row.values[0]) for row in rows if not row.id.endswith(".share")]
    assert found[:3] == [
        ("lines", "Lines in 2025/26 (100%)", 100_000),
        ("lines.home", "Home (80%)", 80_000),
        ("lines.nurses", "Nurses (20%)", 20_000),
    ]
    assert next(row.values for row in rows if row.id == "lines.home.share") == (0.8,)


def test_people_read_every_line_the_largest_first_then_income_and_the_set_aside():
    lines = {f"l{number}": {**HOME, "budget": number + 1} for number in range(20)}
    lines["fees"] = {**HOME, "kind": "income", "budget": 90}
    lines["ward"] = {**NURSES, "set_aside": True, "budget": 60}
    items = read(lines=lines)
    first = next(at for at, item in enumerate(items) if item.startswith("L19: £20,000"))
    assert [item.partition(":")[0] for item in items[first : first + 22]] == [
        *(f"L{number}" for number in range(19, -1, -1)), "Fees", "Ward",
    ]  # fmt: skip
    assert "Fees: £90,000 (75%); income; 100% Flat." in items  # of 210 less 90
    assert "Ward: £60,000 (50%); set-aside; 100% Flat." in items


def test_a_long_amount_is_also_said_in_millions_and_a_share_of_expenditure_in_money():
    general = {"class": "contingency", "opening": 250, "floor": "2% of expenditure"}
    items = read(lines={"home": {**HOME, "budget": 12_000}}, reserves={"general": general})
    assert "Home: £12,000,000 (£12 million) (100%); 100% Flat." in items
    (reserve,) = [item for item in items if item.startswith("General: ")]
    assert "minimum level: 2.0% of expenditure (£240,000 in 2025/26)" in reserve  # 2% of 12,000


def test_the_gap_by_year_ends_the_read_back():
    blocks = read_back(plan_of(), None, {"2026/27": 3.0, "2027/28": -1.5})
    assert "Funding gap before closing steps, by year: £3,000 in 2026/27, £1,500 to spare in 2027/28." in [
        block.text for block in blocks if isinstance(block, Prose)
    ]


def test_people_are_read_back_by_age_group():
    # three groups at 17, 64 and 74 are cut across by the bands of the file, and joined
    people = People(
        "Ours", "principal", AgeBands((0, 65, 85)), (2025, 2026, 2027, 2028), [[9] * 4, [5] * 4, [2.5] * 4], ""
    )
    plan = plan_of(population={"area": "Fife"}).with_supplied(SuppliedFigures(people))
    (_, listing) = people_by_age(plan)
    assert listing.items == ("0-64: 9, 9, 9, 9.", "65-84: 5, 5, 5, 5.", "85+: 2, 2, 2, 2.")
    assert people_by_age(plan_of()) == ()


BINARY = ("github", "junit", "word", "xlsx", "svg", "png")


@pytest.mark.parametrize("name", [each.name for each in FORMATS if each.name not in BINARY])
def test_every_format_for_figures_reads_the_plan_back(name):
    read = read_plan(EXAMPLE)
    written = BytesIO()
    format_named(name).write(checked("plan.yaml", read.plan, (), ()), Page(), written)
    text = written.getvalue().decode("utf-8-sig")
    largest = "9700000" if name in ("csv", "json") else "9,700,000"
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


def test_other_costs_are_read_back_one_by_one_with_the_place_where_they_fall():
    items = costs_one_by_one(
        plan_of(
            commitments={
                "system": {"partner": "council", "amount": {"2026/27": 180, "2027/28": 95}, "recurring": True},
                "fair": {"line": "home", "amount": {"2026/27": 7}, "recurring": False},
            },
            investments={"alarms": {"line": "home", "spend": {"2026/27": 24}, "saves": {"amount": 13}}},
            risk_events={
                "fails": {"line": "home", "probability": "8%", "each": "year", "impact": 55},
                "locums": {"partner": "nhs", "probability": "25%", "once": {}, "impact": 42, "recurring": True},
            },
        )
    )[1].items
    assert items == (
        "System (the council's side): £180,000 in 2026/27 and £95,000 in 2027/28, each in every later year too; from "
        "2027/28 £275,000 a year.",
        "Fair (Home): £7,000 in 2026/27, that year only.",
        "Alarms (Home): £24,000 in 2026/27, that year only. It saves £13,000 each year if all is achieved, "
        "a year after the first spend.",
        "Fails (Home): a chance of 8% in each year, it costs £55,000.",
        "Locums (the NHS board's side): a chance of 25% once, it costs £42,000 in every later year too.",
    )


def read(scenario=None, **sections) -> list[str]:
    blocks = read_back(plan_of(**sections), scenario)
    return [item for block in blocks if isinstance(block, Listing) for item in block.items]


PAYMENT = {"partner": "nhs", "type": "payment", "base": 90}
FUNDING = [
    ({"uplift": "flat", "kind": "reduction"}, "Nhs takes off £90,000 in 2025/26, and grows with Flat."),
    (
        {"stated": {"2026/27": 95, "then": 97}, "ends": "2027/28"},
        "Nhs adds £90,000 in 2025/26, £95,000 in 2026/27, then £97,000; ends after 2027/28.",
    ),
    (
        {"movements": {"2026/27": 5, "2028/29": -2}, "delay": 1},
        "Nhs adds £90,000 in 2025/26, and changes for good by +£5,000 in 2026/27, "
        "−£2,000 in 2028/29; each change a year late.",
    ),
    (
        {"follows": {"assumption": "flat", "share": "40%"}, "one_off": {"2027/28": -3}},
        "Nhs adds £90,000 in 2025/26, and rises by 40% of the cost of rises in Flat; once −£3,000 in 2027/28.",
    ),
    (
        {"follows": {"lines": ["nurses"]}, "recurring": False},
        "Nhs adds £90,000 in 2025/26, and rises by 100% of the cost of rises in Nurses; doesn't recur.",
    ),
]


@pytest.mark.parametrize(("keys", "words"), FUNDING, ids=[str(number) for number in range(len(FUNDING))])
def test_funding_is_read_back_with_its_sign_its_rule_and_its_end(keys, words):
    assert words.replace("Nhs", "NHS") in read(funding={"nhs": {**PAYMENT, **keys}})


def test_assumptions_with_the_same_values_share_a_line():
    rate = {"unit": "rate", "source": "worked by hand"}
    pay = {
        **rate,
        "central": {"2026/27": "3.5%", "then": "3%"},
        "spread": {"interval": ["-1%", "2%"], "around": "central"},
    }
    floor = {**rate, "tracks": {"of": "pay", "lag": 1, "weight": "50%", "plus": "1%"}, "cap": "6%"}
    items = read(assumptions={"flat": DOCUMENT["assumptions"]["flat"], "pay": pay, "wages": pay, "floor": floor})
    assert "Pay; Wages: 3.5% in 2026/27, then 3.0% (−1% to +2%)." in items
    chances = {**rate, "central": "2%", "spread": {"discrete": {"1%": "40%", "3%": "60%"}}}
    assert "Flat: 2.0% (1% (40%), 3% (60%))." in read(assumptions={"flat": chances})
    assert "Floor: follows 50% of Pay a year late plus 1.0%; cap 6%." in items


def test_corrections_of_budgets_are_read_back_with_their_sign():
    adjust = [{"amount": -7, "reason": "posts cut"}, {"share": "5%", "reason": "agency"}]
    items = read(lines={"home": {**HOME, "adjust": adjust, "one_off": 4, "fixed_share": "20%"}, "nurses": NURSES})
    assert (
        "Home: £80,000 (80%); 100% Flat; −£7,000 a year from 2026/27 (posts cut); +5% of its budget a year from "
        "2026/27 (agency); £4,000 of it ends with 2025/26; 20% fixed."
    ) in items


def test_a_saving_says_what_part_years_bring():
    # half of each tranche in its first year: 450, 450 + 900 / 2 = 1,350 / 2, then all
    planned = {"2026/27": 450, "2027/28": 450}
    (saving,) = [
        item
        for item in read(savings={"wards": {"line": "home", "planned": planned, "part_year": "50%"}})
        if "It brings" in item
    ]
    assert "It brings £225,000, £675,000, £900,000 (50% in each first year)." in saving


def test_a_scenario_reads_back_each_change_from_old_to_new():
    read_plan_ = read_plan(EXAMPLE)
    changed = apply_scenarios(read_plan_, "pessimistic")
    items = [item for block in read_back(changed.plan, changed) if isinstance(block, Listing) for item in block.items]
    assert {str(made.change) for made in changed.changes} & set(items)
    assert any("→" in item for item in items)
    assert not any(
        "→" in item for block in read_back(read_plan_.plan) if isinstance(block, Listing) for item in block.items
    )


def test_the_side_of_each_line_and_the_payer_of_each_source_are_read_back():
    lent = {"partner": "nhs", "arm": "council", "type": "payment", "base": 9, "stated": {"then": 9}}
    blocks = read_back(plan_of(funding={**DOCUMENT["funding"], "lent": lent}))
    under = {
        block.text: following.items
        for block, following in pairwise(blocks)
        if isinstance(block, Prose) and isinstance(following, Listing)
    }
    assert [item.partition(":")[0] for item in under["On the council's side:"]] == ["Home"]
    assert [item.partition(":")[0] for item in under["On the NHS board's side:"]] == ["Nurses"]
    (lent_item,) = under["From the NHS board:"]
    assert lent_item.endswith("; for the council's side.")
    assert len(under["From the council:"]) == 1


def test_localities_and_who_pays_are_read_back():
    home = {**HOME, "localities": {"North": "40%", "then": "equal"}}
    steps = [{"offset": "arms"}, {"additional_payments": {"who": "own_arm"}}, {"carry": {}}]
    items = read(lines={"home": home}, localities=["North", "South", "West"], scheme={"steps": steps})
    assert any(item.endswith("; by locality North 40%, 2 others 30% each.") for item in items)
    steps_read = [item.partition(". ")[2] for item in items if item.startswith("Closing step")]
    assert steps_read == [
        "One side's underspend first meets the other's overspend.",
        "Each partner pays what is left on its own side.",
        "What is then left becomes a deficit of the board.",
    ]
