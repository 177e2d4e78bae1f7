"""Words of levers and scenarios against what the levers do: asked about once, and not if they fit."""

from pathlib import Path

import pytest

from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from tests.reading.test_scale import PLAN

OURS = "W593", "W594", "W595", "W596", "W597", "W598", "W599", "W661", "W662", "W723"


def asked(folder: Path, label: str, narrative: str, levers: str) -> list[tuple[str, str, int]]:
    """Return the questions about a scenario's levers, each with its line in the scenario's file."""
    text = f"mtfp: 1\nscenario: s\nlabel: {label}\nnarrative: {narrative}\nsource: Illustrative\nlevers:\n{levers}"
    file = folder / "s.yaml"
    file.write_text(text, encoding="utf-8")
    found = apply_scenarios(read_plan(PLAN), str(file)).warnings
    return [(each.code, each.message, each.place.line or 0) for each in found if each.code in OURS]


CLOSE = "  - service_level: {{label: {label}, lines: own_homes, level: {level}, from: {year}, released: 70%}}\n"
SHIFT = "  - shift: {{assumptions: {{drives: payments}}, by: {by}}}\n"
SCALE = "  - scale: {{assumptions: [{name}], by: {by}}}\n"
ADD = "  - funding: {{name: nhs_payment, add: {{2027/28: {amount}}}}}\n"
ITEM = "  - commitment: {{name: it, add: {{label: {label}, line: ld, amount: {amount}, recurring: {recurring}}}}}\n"

PAY = "  - shift: {{assumptions: {{pressure: pay}}, by: {by}}}\n"
WARDS = "  - capacity: {{lines: community_hospitals, close: {close}, unit: beds, release: 60, from: {year}, lag: 1}}\n"

HOMES = "  - service_level: {lines: own_homes, level: 90%, from: year 2, released: 70%}\n"

WRONG = [
    ("W597", "Fewer places", "A fifth of the places in homes is no longer provided.", HOMES, "is it 80%?"),
    ("W593", "Fewer places", "The homes change from the third year on.", HOMES, "a year too early"),
    ("W593", "Fewer places", "From April 2028 the homes have fewer "
        "places.", CLOSE.format(label="Fewer places", level="90%", year="2026/27"), "2 years too early"),
    ("W593", "Fewer places", "The council plans it.", CLOSE.format(label="Fewer places from 1 "
        "April 2027", level="90%", year="2028/29"), "a year too late"),
    ("W593", "Money ends", "The fund ends in March 2028.", "  - funding: {name: pcif_fund, ends: 2028/29}\n",
        "ends in 2028/29"),
    ("W593", "Team", "A team starts in "
        "autumn 2028.", ITEM.format(label="Team", amount="{year 2: 130}", recurring="true"), "a year too early"),
    ("W594", "Team", "An agency team at £20,000 a "
        "month.", ITEM.format(label="Team", amount="{year 1: 20}", recurring="true"), "is it £240,000?"),
    ("W594", "Help", "The board gives £900,000 more.", ADD.format(amount="90"), "is it £900,000?"),
    ("W595", "Tighter settlement", "Payments rise by a point less each year.", SHIFT.format(by="1%"), "is it −1%?"),
    ("W595", "Better settlement", "Payments rise faster by a point.", SHIFT.format(by="-1%"), "is it 1%?"),
    ("W595", "The board takes back money", "The board takes back "
        "£900,000.", ADD.format(amount="900"), "is it −£900,000?"),
    ("W595", "Help of the board", "The board adds to its payment.", ADD.format(amount="-900"), "is it £900,000?"),
    ("W595", "Fewer places", "The homes close some "
        "places.", CLOSE.format(label="Fewer places", level="110%", year="2027/28"), "is it 90%?"),
    ("W595", "Savings are lower", "Less is delivered of each "
        "saving.", SCALE.format(name="delivery", by="110%"), "is it 90%?"),
    ("W597", "Pay awards a tenth "
        "higher", "All are higher.", SCALE.format(name="pay_nhs, pay_council", by="10%"), "is it 110%?"),
    ("W597", "Fewer places", "The homes have 15% fewer "
        "places.", CLOSE.format(label="Fewer places", level="15%", year="2027/28"), "is it 85%?"),
    ("W597", "Higher pay", "Pay awards are half a point higher.",
        "  - shift: {assumptions: {pressure: pay}, by: 5%}\n", "is it 0.5%?"),
    ("W597", "Savings are halved", "Half is delivered.", SCALE.format(name="delivery", by="5%"), "is it 50%?"),
    ("W598", "Moving", "The office moves.", ITEM.format(label="One-off moving costs", amount="{year 1: 130}",
        recurring="true"), "`recurring: false`"),
    # several levers: the clause that names what a lever changes; units, their money, what is spent again, comments
    ("W595", "Lean years", "The partners' payments rise by half a point less, and pay awards are half a point higher.",
        SHIFT.format(by="0.5%") + PAY.format(by="0.5%"), "is it −0.5%?"),
    ("W595", "Lean years", "The council and the NHS board pay half a point less; pay awards are half a point higher.",
        PAY.format(by="-0.5%") + SHIFT.format(by="-0.5%"), "is it 0.5%?"),
    ("W597", "Lean years", "Settlements are half a point lower, while pay awards are a point higher.",
        PAY.format(by="0.5%") + SHIFT.format(by="-0.5%"), "is it 1%?"),
    ("W593", "Wards", "Two wards of ten beds close in April 2028. The money comes free a year later.",
        WARDS.format(close=20, year="2027/28") + SHIFT.format(by="-0.5%"), "a year too early"),
    ("W593", "Wards", "Pay rises as planned.", WARDS.format(close=20, year="2027/28") + "    narrative: The beds close "
        "in October 2026.\n", "a year too late"),
    ("W593", "Wards", "As planned.", WARDS.format(close=20, year="2027/28").rstrip() + "   # closes in June 2029\n",
        "2 years too early"),
    ("W662", "Wards", "Two wards of 15 beds close in April 2027.", WARDS.format(close=20, year="2027/28"), "15 beds"),
    ("W662", "Twelve beds close", "The ward closes.", WARDS.format(close=20, year="2027/28"), "Twelve beds"),
    ("W599", "Wards", "Twenty beds close, which frees £72k a bed.",
        WARDS.format(close=20, year="2027/28"), "£72k a bed"),
    ("W599", "Help", "The board gives £650k in all, and pay awards are half a point higher.",
        "  - funding: {name: nhs_payment, add: {2027/28: 300, 2028/29: 200}}\n" + PAY.format(by="0.5%"), "£650k"),
    ("W599", "Reserve", "The transformation reserve gives another £0.3m.",
        "  - reserves: {name: transformation, add_use: {2027/28: 120}}\n", "£0.3m"),
    ("W599", "Team", "A night team of £180k a year runs, and pay awards are half a point higher.",
        ITEM.format(label="Night team", amount="{year 1: 130}", recurring="true") + PAY.format(by="0.5%"), "£180k"),
    ("W593", "Reserve", "The transformation reserve gives another £120k in 2028/29.",
        "  - reserves: {name: transformation, add_use: {2027/28: 120}}\n", "is the year right?"),
    ("W661", "Wards", "The ward closes, and two thirds of the money is spent on nurses at home.",
        WARDS.format(close=20, year="2027/28").replace("}\n", ", reinvested: {share: 30%, into: care_at_home}}\n"),
        "two thirds"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "label", "narrative", "levers", "words"), WRONG, ids=[f"{w[0]}-{i}" for i, w in enumerate(WRONG)]
)
def test_words_that_a_lever_contradicts_are_asked_about_once_at_the_lever(
    code: str, label: str, narrative: str, levers: str, words: str, tmp_path: Path
) -> None:
    found = asked(tmp_path, label, narrative, levers)
    assert [(each, line) for each, _, line in found] == [(code, 7)], found
    assert words in found[0][1], found[0][1]


RIGHT = [
    ("Fewer places", "From April 2028 the homes have 10% fewer "
        "places.", CLOSE.format(label="Fewer places", level="90%", year="2028/29")),
    ("Fewer places", "The council decided in April 2026; places close "
        "later.", CLOSE.format(label="Fewer places", level="90%", year="2028/29")),
    ("Two steps", "From April 2027 a team "
        "starts.", CLOSE.format(label="Fewer", level="90%", year="2028/29") + ITEM.format(label="Team",
            amount="{2027/28: 130}", recurring="true")),
    ("Tighter settlement", "Payments rise by a point less each year.", SHIFT.format(by="-1%")),
    ("Tight labour market", "Staff are harder to find; payments rise to meet less supply.", SHIFT.format(by="1%")),
    ("The board takes back money", "The board takes back £900,000.", ADD.format(amount="-900")),
    ("More care at home", "More people stay "
        "at home.", CLOSE.format(label="More care elsewhere", level="90%", year="2028/29")),
    ("Pay awards a tenth higher", "All are a tenth higher.", SCALE.format(name="pay_nhs, pay_council", by="110%")),
    ("Pay awards", "Awards are half a point higher.", "  - shift: {assumptions: {pressure: pay}, by: 0.5%}\n"),
    ("Team", "An agency team at £20,000 a month.", ITEM.format(label="Team", amount="{year 1: 240}", recurring="true")),
    ("Tight", "The council and the NHS board each pay half a point less, and pay rises by half a point more.",
        SHIFT.format(by="-0.5%") + PAY.format(by="0.5%")),
    ("Wards", "Two wards of ten beds close in April 2028, which frees £60k a bed a year later.",
        WARDS.format(close=20, year="2028/29") + SHIFT.format(by="-0.5%")),
    ("Wards", "The beds close in April 2028; teams start in April 2027, a year before.",
        WARDS.format(close=20, year="2028/29").replace("lag: 1", "lag: 1, double_running: 1, "
            "reinvested: {share: 50%, into: care_at_home}")),
    ("Wards", "Twenty of 60 beds close, and a third of the money is spent on nurses at home.",
        WARDS.format(close=20, year="2027/28").replace("}\n", ", reinvested: {share: 33%, into: care_at_home}}\n")),
    ("Savings late", "Savings come a year late.", "  - saving: {name: skill_mix, delay: 1}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "narrative", "levers"), RIGHT, ids=[str(i) for i in range(len(RIGHT))])
def test_sound_words_of_levers_are_not_asked_about(label: str, narrative: str, levers: str, tmp_path: Path) -> None:
    assert asked(tmp_path, label, narrative, levers) == []


def test_a_lever_that_delays_an_item_is_not_asked_about_the_words_of_the_plan(tmp_path: Path) -> None:
    plan = PLAN.read_text(encoding="utf-8").replace("label: Skill mix", "label: Skill mix from April 2027")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    file = tmp_path / "s.yaml"
    file.write_text(
        "mtfp: 1\nscenario: s\nsource: I\nlevers:\n  - saving: {name: skill_mix, delay: 1}\n", encoding="utf-8"
    )
    assert not [each for each in apply_scenarios(read_plan(tmp_path), str(file)).warnings if each.code in OURS]
