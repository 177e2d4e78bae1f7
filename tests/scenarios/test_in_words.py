"""Words of levers and scenarios against what the levers do: asked about once, and not if they fit."""

from pathlib import Path

import pytest

from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from tests.reading.test_scale import PLAN

OURS = "W593", "W594", "W595", "W596", "W597", "W598"


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

WRONG = [
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
