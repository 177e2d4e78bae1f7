"""Amounts with the wrong sign, and savings larger than their lines: in plans, and made so by scenarios."""

from pathlib import Path

import pytest

from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios

PLAN = """
mtfp: 1
name: An island
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
assumptions:
  pay: {unit: rate, central: 3%, source: s, reviewed: 2026-01-31}
  uplift: {unit: rate, central: 2%, source: s, reviewed: 2026-01-31}
lines:
  homes: {label: Care homes, partner: council, setting: institutional, budget: 8_000, components: {pay: 100%}}
  nurses: {label: Nurses, partner: nhs, setting: community, budget: 6_000, components: {pay: 100%}}
  wards:
    {label: Wards, partner: nhs, setting: hospital, set_aside: true, budget: 3_000, components: {pay: 100%},
     activity: {unit: beds, base: 30}}
funding:
  council: {label: Council, partner: council, type: payment, base: 8_000, uplift: uplift}
  nhs: {label: NHS, partner: nhs, type: payment, base: 6_000, uplift: uplift}
  wards: {label: Wards, partner: nhs, type: set_aside, base: 3_000, uplift: uplift}
"""
FIRST, SECOND = "2026/27", "2027/28"


def read(folder: Path, *changes: tuple[str, str], more: str = ""):
    text = PLAN + more
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return read_plan(folder)


def found(folder: Path, *changes: tuple[str, str], more: str = "") -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as refused:
        read(folder, *changes, more=more)
    return [(each.code, each.message, each.fix) for each in refused.value.findings if each.code.startswith("E")]


def under(folder: Path, *levers: str, changes: tuple[tuple[str, str], ...] = (), more: str = ""):
    """Return the findings of levers on the plan, which is sound without them."""
    scenario = folder / "trial.yaml"
    text = "mtfp: 1\nscenario: trial\nlevers:\n" + "".join(f"  - {each}\n" for each in levers)
    scenario.write_text(text, encoding="utf-8")
    plan = read(folder, *changes, more=more)
    with pytest.raises(Refused) as refused:
        apply_scenarios(plan, str(scenario))
    return [each for each in refused.value.findings if each.code.startswith("E")]


HOMES = "budget: 8_000,"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            [(HOMES, "budget: 8_000, adjust: {amount: -8_500, reason: r},")],
            "−£8.5 million, take more off than Care homes",
        ),
        (
            [(HOMES, "budget: 8_000, one_off: 3_000, adjust: {amount: -6_000, reason: r},")],
            "less its one-off £3 million",
        ),
        (
            [(HOMES, "budget: 8_000, adjust: [{amount: 100, reason: r}, {amount: -9_000, reason: r}],")],
            "the adjustments, −£8.9 million",
        ),
        ([("budget: 6_000,", "budget: 0, adjust: {amount: -1, reason: r},")], "its budget is £0"),
    ],
)
def test_adjustments_below_the_budget(tmp_path, changes, message):
    ((code, said, fix),) = found(tmp_path, *changes)
    assert code == "E340"
    assert message in said
    assert "`kind: income`" in fix
    assert "`status: unidentified`" in fix


def test_an_adjustment_of_all_the_budget_is_accepted(tmp_path):
    read(tmp_path, (HOMES, "budget: 8_000, one_off: 2_000, adjust: {amount: -6_000, reason: r},"))


@pytest.mark.parametrize(
    ("commitment", "year"),
    [
        ("{line: homes, amount: {2026/27: -99_999}, recurring: true}", FIRST),
        ("{partner: council, amount: {2027/28: -40}, recurring: false}", SECOND),
        ("{lines: {partner: nhs}, amount: {2026/27: 40, 2027/28: -40.01}, recurring: true}", SECOND),
        ("{amount: {2026/27: 40, 2027/28: -40}, recurring: false}", SECOND),
    ],
)
def test_a_commitment_below_zero(tmp_path, commitment, year):
    ((code, said, fix),) = found(tmp_path, more=f"commitments: {{rent: {commitment}}}\n")
    assert code == "E341"
    assert "would cost −£" in said
    assert said.endswith(year)
    assert "a saving" in fix


def test_a_commitment_may_end_what_it_began_and_release_closed_units(tmp_path):
    closed = "activity: {unit: beds, base: 30}, service_level: {level: 50%, from: 2026/27, step_fixed: true}}"
    commitments = """commitments:
  rent: {partner: council, amount: {2026/27: 40, 2027/28: -40}, recurring: true}
  closed: {line: wards, amount: {2026/27: -1_500}, recurring: true}
"""
    read(tmp_path, ("activity: {unit: beds, base: 30}}", closed), more=commitments)


@pytest.mark.parametrize(
    ("savings", "message"),
    [
        ("cut: {line: homes, planned: {2026/27: 999_999}}", "is it in £ where the plan is in £k?"),
        ("cut: {line: homes, planned: {2027/28: 9_000}}", "Care homes would cost less than zero in 2027/28: −£513,000"),
        (
            "one: {line: homes, planned: {2026/27: 5_000}}\n  two: {partner: council, planned: {2026/27: 4_000}}",
            "the council's side would cost less than zero in 2026/27: −£760,000",
        ),
        (
            "one: {line: nurses, planned: {2026/27: 3_000}}\n"
            "  two: {lines: [nurses, homes], planned: {2027/28: 9_000}}",
            "One (£3 million) and Two (£3.86 million) save more",
        ),
        ("all: {planned: {2028/29: 16_000}}", "the integrated budget would cost less than zero in 2028/29"),
        ("beds: {line: wards, planned: {2026/27: 1_700, 2027/28: 1_700}, part_year: 50%}", "Wards would cost less"),
        ("early: {line: homes, planned: {2026/27: 100}, delivered: {2026/27: 9_000}}", "Care homes would cost less"),
    ],
)
def test_a_saving_larger_than_its_lines(tmp_path, savings, message):
    ((code, said, _),) = found(tmp_path, more=f"savings:\n  {savings}\n")
    assert code == "E346"
    assert message in said


def test_a_saving_of_all_that_a_line_costs_by_then_is_accepted(tmp_path):
    # 8,000 at 3% a year is 8,487.2 in the second year
    read(tmp_path, more="savings: {close: {line: homes, planned: {2027/28: 8_487.2}, indexed: pay}}\n")


def test_commitments_and_income_count_on_the_line(tmp_path):
    more = "commitments: {more: {line: homes, amount: {2027/28: 600}, recurring: true}}\n"
    read(tmp_path, more=more + "savings: {cut: {line: homes, planned: {2027/28: 9_000}}}\n")


SAVING = "savings: {cut: {label: Redesign, line: homes, planned: {2027/28: 5_000}}}\n"


@pytest.mark.parametrize(
    ("lever", "year"),
    [
        ("saving: {name: cut, scale: 200%}", SECOND),
        ("service_level: {lines: homes, level: 50%, from: year 1}", SECOND),
        ("saving: {name: more, add: {line: homes, planned: {year 3: 4_000}}}", "2028/29"),
        ("capacity: {lines: homes, close: 5, unit: places, release: 800, from: year 1}", SECOND),
    ],
)
def test_a_lever_that_makes_savings_larger_than_their_line(tmp_path, lever, year):
    (finding,) = under(tmp_path, lever, more=SAVING)
    assert (finding.code, f"less than zero in {year}" in finding.message) == ("E346", True)
    assert finding.via is not None
    assert finding.via.line == 4


@pytest.mark.parametrize(
    ("lever", "code"),
    [
        ("funding: {name: council, add: {year 2: -9_000}}", "E342"),
        ("funding: {name: wards, add: {2026/27: -3_100}}", "E342"),
        ("commitment: {name: rent, add: {partner: nhs, amount: {year 1: -50}, recurring: true}}", "E341"),
        (
            "funding: {name: nhs, replace: {partner: nhs, type: payment, base: 6_000, movements: {2026/27: -7_000}}}",
            "E342",
        ),
    ],
)
def test_a_lever_that_turns_money_below_zero(tmp_path, lever, code):
    (finding,) = under(tmp_path, lever)
    assert finding.code == code
    assert (finding.via or finding.place).file.endswith("trial.yaml")  # what a lever adds stands there alone


@pytest.mark.parametrize(
    "source",
    [
        "{partner: council, type: payment, base: 100, movements: {2026/27: -101}}",
        "{partner: nhs, type: set_aside, kind: reduction, stated: {2025/26: 0, then: 3_200}}",
        "{partner: council, type: payment, kind: reduction, base: 50, movements: {2028/29: -60}}",
        "{partner: council, type: income, kind: reduction, stated: {2025/26: 0, then: 1}}",
        "{partner: nhs, type: payment, stated: {2025/26: 5, then: 5}, ends: 2026/27, one_off: {2028/29: -1}}",
    ],
)
def test_money_below_zero(tmp_path, source):
    ((code, _, _),) = found(tmp_path, ("funding:\n", f"funding:\n  odd: {source}\n"))
    assert code == "E342"


CUT = (
    "funding:\n",
    "funding:\n  cut: {partner: nhs, type: set_aside, kind: reduction, base: 0, movements: {2026/27: 2_500}}\n",
)
TRANSFER = "transfers: {beds: {out_of: wards, into: nhs, amount: {2027/28: 700}}}\n"


def test_a_reduction_of_set_aside_money_that_a_transfer_has_moved(tmp_path):
    # In 2027/28 the set-aside has 3,000 · 1.02² = 3,121.2, of which 700 is moved: 2,421.2 is left.
    ((code, message, _),) = found(tmp_path, CUT, more=TRANSFER)
    assert (code, "take £2.5 million in 2027/28, more than the £2,421,200 that the NHS board" in message) == (
        "E342",
        True,
    )
    read(tmp_path, CUT, more=TRANSFER.replace("700", "600"))


def test_a_reduction_of_a_payment_that_transfers_raise(tmp_path):
    # The board pays 6,000 · 1.02² = 6,242.4 in 2027/28, and 700 more that is moved.
    cut = CUT[1].replace("set_aside", "payment").replace("{2026/27: 2_500}", "{2027/28: 6_900}")
    read(tmp_path, (CUT[0], cut), more=TRANSFER)
    ((code, _, _),) = found(tmp_path, (CUT[0], cut.replace("6_900", "6_943")), more=TRANSFER)
    assert code == "E342"


@pytest.mark.parametrize(
    "lever",
    [
        "funding: {name: wards, ends: year 1}",
        "funding: {name: cut, add: {year 2: -700}}",
        "funding: {name: wards, add: {year 2: -700}}",
        "transfer: {out_of: wards, into: nhs, amount: 25%, from: year 2}",
    ],
)
def test_a_lever_that_makes_a_reduction_too_large(tmp_path, lever):
    """The finding names the lever, whether it raises the reduction or lowers what is left of the payment."""
    (finding,) = under(tmp_path, lever, changes=(CUT,))
    assert (finding.code, "reductions take" in finding.message) == ("E342", True)
    assert finding.via is not None
    assert finding.via.line == 4


BELOW = {
    "lines.homes.one_off": (HOMES, "budget: 8_000, one_off: -5,", "`adjust`"),
    "a reserve's opening": ("years: 3", "years: 3\nreserves: {r: {class: contingency, opening: -5}}", "holds 0"),
    "its use": (
        "years: 3",
        "years: 3\nreserves: {r: {class: contingency, opening: 5, planned_use: {2026/27: -1}}}",
        "contributions",
    ),
    "its contributions": (
        "years: 3",
        "years: 3\nreserves: {r: {class: contingency, opening: 5, planned_contributions: {2026/27: -1}}}",
        "planned_use",
    ),
    "an impact": ("years: 3", "years: 3\nrisk_events: {r: {probability: 5%, impact: -60}}", "risk is a cost"),
    "an impact with a spread": (
        "years: 3",
        "years: 3\nrisk_events: {r: {probability: 5%, impact: {central: -60, spread: {interval: [-90, -30]}}}}",
        "risk is a cost",
    ),
    "spend": ("years: 3", "years: 3\ninvestments: {i: {spend: {2026/27: -60}}}", "under `saves`"),
    "what an investment saves": (
        "years: 3", "years: 3\ninvestments: {i: {spend: {2026/27: 6}, saves: {amount: -60}}}", "a commitment",
    ),
    "a base payment": ("base: 8_000", "base: -8_000", "`kind: reduction`"),
}  # fmt: skip


@pytest.mark.parametrize("case", BELOW, ids=str)
def test_the_way_to_write_the_opposite_is_named(tmp_path, case):
    old, new, spelling = BELOW[case]
    ((code, _, fix),) = found(tmp_path, (old, new))
    assert code == "E212"
    assert spelling in fix


@pytest.mark.parametrize("amount", ["2", "2_000", "1.5", "'500'", "0", "{2026/27: 500, then: 2% of expenditure}"])
@pytest.mark.parametrize("unit", ["£", "£k", "£m"])
def test_a_number_alone_is_refused_as_a_floor_or_a_cap_in_every_unit(tmp_path, amount, unit):
    reserve = f"reserves: {{r: {{class: contingency, opening: 5, floor: {amount}}}}}\n"
    cap = f"reserves: {{r: {{class: contingency, opening: 5}}}}\nscheme: {{surplus: {{to: r, cap: {amount}}}}}\n"
    for more in (reserve, cap):
        faults = found(tmp_path, ("unit: £k", f"unit: {unit}"), more=more)
        assert {code for code, _, _ in faults} == {"E343"}
        assert all("of expenditure" in fix and "`{money: " in fix for _, _, fix in faults)


@pytest.mark.parametrize(
    "lever",
    [
        "reserves: {name: r, floor: 2}",
        "reserves: {name: r, floor: {year 1: 500, then: 2% of expenditure}}",
        "reserves: {name: new, add: {class: legacy, opening: 5, floor: 1}}",
        "scheme: {surplus: {to: r, cap: 900}}",
    ],
)
def test_a_number_alone_is_refused_in_levers(tmp_path, lever):
    assert {each.code for each in under(tmp_path, lever, more="reserves: {r: {class: contingency, opening: 5}}\n")} == {
        "E343"
    }


def test_running_totals_are_the_same_plan_as_what_each_year_adds(tmp_path):
    said = "savings: {{rx: {{line: nurses, planned: {}}}}}\n"
    each = read(tmp_path, more=said.format("{2026/27: 70, 2027/28: 70, 2028/29: 70}")).plan
    totals = read(tmp_path, more=said.format("{2026/27: 70, 2027/28: 140, 2028/29: 210}, cumulative: true")).plan
    assert totals == each
    assert totals.digest() == each.digest()
