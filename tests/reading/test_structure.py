"""Slips in the structure of a plan: money after its end, rises funded twice, the same thing twice, parts of a year."""

from pathlib import Path

import pytest

from tests.reading.plans import findings
from tests.reading.test_scale import PLAN

SOUND = PLAN.read_text(encoding="utf-8")


def added(section: str, *rows: str) -> tuple[str, str]:
    """Return a find and a replace that add rows to a section; a section that the plan lacks comes before reserves."""
    if f"\n{section}:\n" in SOUND:
        return f"\n{section}:\n", f"\n{section}:\n" + "".join(f"  {row}\n" for row in rows)
    return "\nreserves:\n", f"\n{section}:\n" + "".join(f"  {row}\n" for row in rows) + "reserves:\n"


FUND = "partner: council, type: payment, base: 0"
TELECARE = "telecare: {label: Analogue to digital telecare, partner: council, amount: {2026/27: 480}, recurring: false}"
SLIPS = [
    # money after its end
    (added("funding", f"x: {{{FUND}, stated: {{2026/27: 260, 2027/28: 260}}, ends: 2026/27}}"), "W586",
     "X ends after 2026/27, so £260,000 in 2027/28 counts for nothing"),
    (added("funding", f"x: {{{FUND}, movements: {{2026/27: 30, 2027/28: 40}}, ends: 2026/27}}"), "W586",
     "so £40,000 in 2027/28 counts for nothing"),
    (added("funding", f"x: {{{FUND}, stated: {{2026/27: 260}}, one_off: {{2028/29: 90}}, ends: 2026/27}}"), "W586",
     "so £90,000 in 2028/29 is still paid"),
    # more than the whole of a rise
    (added("funding", f"x: {{{FUND}, follows: {{assumption: living_wage, share: 90%}}}}",
           f"y: {{{FUND}, follows: {{assumption: living_wage, share: 20%}}}}"), "W587", "X and Y together fund 110%"),
    (added("funding", f"x: {{{FUND}, follows: {{lines: [ld]}}}}", f"y: {{{FUND}, follows: {{lines: [ld], "
        f"share: 5%}}}}"),
     "W587", "X and Y together fund 105% of the rise in the cost of"),
    (added("funding", f"x: {{{FUND}, follows: {{lines: [ld]}}}}",
           f"y: {{{FUND}, follows: {{assumption: living_wage, share: 50%}}}}"), "W587", "together fund 150%"),
    # an end without its minus
    (added("commitments", "x: {partner: council, amount: {2026/27: 245, 2028/29: 245}, recurring: true}"), "W588",
     "X begins at £245,000 a year in 2026/27 and adds £245,000 a year again in 2028/29"),
    (added("commitments", "x: {label: Day centre until June, partner: council, amount: {2026/27: 245, 2027/28: 245}, "
                          "recurring: true}"), "W588", "Day centre until June"),
    (added("funding", f"x: {{{FUND}, note: Temporary, movements: {{2026/27: 45, 2028/29: 45}}}}"), "W588",
     "is the minus missing?"),
    # one cost or saving in each year
    (added("investments", "x: {line: ld, spend: {2026/27: 130, 2027/28: 130}, recurring: true}"), "W569",
     "is it one cost of £130,000 a year?"),
    (added("commitments", "x: {label: Licences, partner: council, amount: {2026/27: 45, 2027/28: 45}, "
        "recurring: true}"),
     "W569", "is it one cost of £45,000 a year?"),
    (added("savings", "x: {label: Closure of a home, line: ld, planned: {2026/27: 450, 2027/28: 450}, "
        "delivery: delivery}"),
     "W569", "is it one saving of £450,000 a year?"),
    # the same thing in two sections
    ((added("commitments", TELECARE), added("investments", "x: {label: Digital switch-over, line: ld, "
        "spend: {2026/27: 480}}")),
     "W590", "Digital switch-over under `investments` seems to be Analogue to digital telecare under `commitments`"),
    ((added("commitments", TELECARE),
      added("risk_events", "x: {label: Digital telecare, probability: 10%, each: year, impact: 450, "
          "partner: council}")),
     "W590", "£450,000 and £480,000 in 2026/27"),
    (added("investments", "x: {label: Learning disability, partner: council, spend: {2026/27: 400}, "
        "saves: {amount: 350, lag: 1}}"),
     None, ""),
    (added("commitments", "x: {label: Day centre at Crieff, partner: council, amount: {2026/27: 245}, recurring: true}",
           "y: {label: New day centre in Crieff, partner: council, amount: {2026/27: 230}, recurring: true}"), "W590",
     "New day centre in Crieff under `commitments` seems to be Day centre at Crieff once more"),
    ((added("commitments", "x: {label: Hub in Crieff, line: ahp, amount: {2026/27: 300, 2027/28: -145}, "
        "recurring: true}"),
      added("savings", "x: {label: Crieff hub closes, partner: nhs, planned: {2027/28: 145}, delivery: delivery}")),
     "W590", "Crieff hub closes under `savings` seems to be Hub in Crieff under `commitments` once more, "
     "both £145,000"),
    (added("funding", f"x: {{label: Alcohol mission, {FUND}, stated: {{2026/27: 260, then: 270}}}}",
           "y: {label: Alcohol mission fund, partner: council, type: ring_fenced, lines: [mh_social], base: 0, stated: "
           "{2026/27: 260, then: 270}}"), "W590",
     "Alcohol mission fund under `funding` seems to be Alcohol mission once more"),
    # a cost that is a price too
    (added("commitments", "x: {label: Living wage of providers, line: ld, amount: {2026/27: 160}, "
        "recurring: true}"), "W591",
     "whose cost already follows"),
    (added("commitments", "x: {label: Complexity, line: ld, amount: {2026/27: 160}, recurring: true}"), "W591",
     "is the rise counted twice?"),
    (added("investments", "x: {label: Living wage, line: ld, spend: {2026/27: 60}}"), "W591", "Living wage"),
    # parts of a year in the budget: eleven and ten months, and a quarter
    (("budget: 12_300,", "budget: 11_275,"), "W566", "is it for 11 months?"),
    (("budget: 6_100,", "budget: 4_575,"), "W566", "is it for 9 months?"),
    (("budget: 8_700,", "budget: 2_175,"), "W566", "is it for a quarter?"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "words"), SLIPS, ids=[str(number) for number in range(len(SLIPS))])
def test_a_slip_of_structure_is_asked_about(changes, code, words, tmp_path: Path) -> None:
    plan = SOUND
    for find, replace in [changes] if isinstance(changes[0], str) else changes:
        assert find in plan, find
        plan = plan.replace(find, replace, 1)
    found = findings(tmp_path, plan)
    assert [each.code for each in found] == [code] * (code is not None), [each.message for each in found]
    assert not found or words in found[0].message


RIGHT = [
    added("funding", f"x: {{{FUND}, stated: 260, ends: 2026/27}}"),
    added("funding", f"x: {{{FUND}, stated: {{2026/27: 260, 2027/28: 0, then: 0}}, ends: 2026/27}}"),
    added("funding", f"x: {{{FUND}, follows: {{assumption: living_wage, share: 86%}}}}",
          "y: {partner: nhs, type: set_aside, base: 0, follows: {assumption: cpi}}"),
    added("funding", f"x: {{{FUND}, follows: {{lines: [ld]}}}}", f"y: {{{FUND}, follows: {{lines: [pd]}}}}"),
    added("funding", f"x: {{{FUND}, movements: {{2026/27: 45, 2028/29: 45}}}}"),
    added("commitments", "x: {partner: council, amount: {2026/27: 245, 2028/29: -245}, recurring: true}"),
    added("commitments", "x: {label: New homes, partner: council, amount: {2026/27: 245, 2027/28: 245}, "
        "recurring: true}"),
    added("commitments", "x: {label: Lease, partner: council, amount: {2026/27: 245, 2028/29: 245}, recurring: false}"),
    # the cost and the money for it; a risk that a cost comes once more; two phases; two partners
    (added("commitments", "x: {label: Hospital at home, line: ahp, amount: {2026/27: 260}, recurring: true}"),
     added("funding", f"x: {{label: Hospital at home, {FUND}, stated: {{2026/27: 260, then: 260}}}}")),
    added("risk_events", "x: {label: Employer NI rises again, probability: 10%, each: year, impact: 190, "
        "partner: council}"),
    added("commitments", "x: {label: Regrading phase 1, line: ld, amount: {2026/27: 160}, recurring: true}",
          "y: {label: Regrading phase 2, line: ld, amount: {2026/27: 170}, recurring: true}"),
    added("commitments", "x: {label: Job evaluation of carers, partner: council, amount: {2026/27: 160}, "
        "recurring: true}",
          "y: {label: Job evaluation of carers, partner: nhs, amount: {2026/27: 170}, recurring: true}"),
    added("commitments", "x: {label: Energy efficiency, line: ld, amount: {2026/27: 160}, recurring: true}"),
    added("savings", "x: {label: Fewer agency nurses, line: ahp, planned: {2026/27: 90, 2027/28: 90}, "
        "delivery: delivery}"),
    # more of a service that others provide; management that mostly stays; a cut that builds up
    ("budget: 31_000,", "budget: 31_000, activity: {unit: places, base: 520},"),
    ("partner: council, setting: community, budget: 9_400, components: {pay_council: 97%, cpi: 3%}",
     "partner: council, setting: other, budget: 9_400, components: {pay_council: 97%, cpi: 3%}, fixed_share: 90%, "
     "demand: {profile: adults}"),
    added("funding", "x: {partner: council, type: payment, kind: reduction, base: 0, "
                     "stated: {2026/27: 600, 2027/28: 1_200, then: 1_800}}"),
    # an agreed gap is explained, and rounded
    ("budget: 8_700,", "budget: 7_411,", "opening_gap: {amount: -500, reason: posts that are still to be filled}"),
]  # fmt: skip


@pytest.mark.parametrize("changes", RIGHT, ids=[str(number) for number in range(len(RIGHT))])
def test_what_is_right_brings_no_question(changes, tmp_path: Path) -> None:
    plan = SOUND
    pairs = [changes] if isinstance(changes[0], str) else changes
    for find, replace, *more in pairs:
        assert find in plan, find
        plan = "\n".join([plan.replace(find, replace, 1), *more])
    found = findings(tmp_path, plan)
    assert not found, [(each.code, each.message) for each in found]


LATE = [
    ("base_year: 2025/26", "base_year: 2026/27", "base_year", "is it 2025/26, not 2026/27?"),
    ("base_year: 2025/26", "base_year: 2015/16", "base_year", "is it 2025/26, not 2015/16?"),
    ("years: 5", "years: 1", "years", "is it 3, not 1?"),
]


@pytest.mark.parametrize(("find", "replace", "key", "words"), LATE, ids=["late", "ten years", "too few"])
def test_a_wrong_year_of_the_plan_is_named_as_the_one_cause(find, replace, key, words, tmp_path: Path) -> None:
    (found,) = [each for each in findings(tmp_path, SOUND.replace(find, replace)) if each.code.startswith("E")]
    assert found.code == "E213"
    assert words in found.message
    assert found.place.source.startswith(key)


def test_errors_about_years_with_several_causes_are_named_one_by_one(tmp_path: Path) -> None:
    rows = [f"x{n}: {{partner: council, amount: {{{year}: 60}}, recurring: false}}" for n, year in
            enumerate(("2015/16", "2025/26", "2036/37"))]  # fmt: skip
    find, replace = added("commitments", *rows)
    found = findings(tmp_path, SOUND.replace(find, replace))
    assert [each.code for each in found if each.code.startswith("E")] == ["E306"] * 3
