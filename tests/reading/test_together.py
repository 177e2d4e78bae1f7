"""Many mistakes at once are all found in one go and in order, and none is found that is only another's echo."""

from pathlib import Path

import pytest

from tests.reading.cases import CASES, POPULATION, RESERVES, SOUND
from tests.reading.plans import findings, said

MANY = (
    ("unit: £k", "unit: £K"),
    ("error: ageing_error", "error: ageing_eror"),
    ("assumptions:\n", "asumptions:\n"),
    ("{2026/27: 3.75%, then: 2.5%}", "{2026-27: 3.75%, then: 2.5}"),
    ("budget: 12_300", "budget: 12,300"),
    ("components: {drugs: 100%}", "components: {drug: 90%}"),
    ("cost: {2025/26: 410, then: 390}", "cost: {2025/26: 410}"),
    ("  grants:", "  Grants:"),
    ("amount: {2026/27: 310}", "amount: {2025/26: tbc}"),
    ("type: payment, base: 12_000", "typ: payment, base: £12k"),
    ("order: [change_fund", "order: [medicines_reserve"),
    ("at_least: floor", "at_least: flor"),
)
EVERYTHING = [
    "plan.yaml:7:7 E204 `£K` is not one of the choices here",
    "plan.yaml:11:92 E301 there is no assumption `ageing_eror`",
    "plan.yaml:12:1 E202 there is no key `asumptions` here",
    "plan.yaml:21:15 E210 `2026-27` is not a financial year",
    "plan.yaml:21:37 E315 a rate is written with a percent sign",
    "plan.yaml:42:13 E209 a number is needed here, found `12,300`",
    "plan.yaml:54:66 E302 the components' shares add up to 90%, not 100%",
    "plan.yaml:54:79 E301 there is no assumption `drug`",
    "plan.yaml:57:3 E211 `Grants` is not a name",
    "plan.yaml:57:52 E303 no value for 2026/27, 2027/28 and 2028/29",
    "plan.yaml:59:53 E306 2025/26 is not a projected year of this plan (2026/27 to 2028/29)",
    "plan.yaml:59:62 W501 Employer NI in 2025/26 is still to be confirmed; it counts as zero",
    "plan.yaml:61:39 E202 there is no key `typ` here",
    "plan.yaml:61:59 E209 a number is needed here, found `£12k`",
    "plan.yaml:81:26 E318 `medicines_reserve` is ring-fenced and may not close the gap",
    "plan.yaml:86:69 E204 `flor` is not one of the choices here",
]


def spoilt(*mistakes: tuple[str, str]) -> str:
    plan = SOUND
    for old, new in mistakes:
        assert old in plan, old
        plan = plan.replace(old, new, 1)
    return plan


def test_mistakes_of_every_kind_are_found_in_one_go_and_in_order(tmp_path: Path) -> None:
    assert said(findings(tmp_path, spoilt(*MANY)), tmp_path) == EVERYTHING


@pytest.mark.parametrize(
    ("mistakes", "expected"),
    [
        ([("assumptions:\n", "figures_used:\n")], ["10:11 E301", "12:1 E202"]),
        ([("lines:\n  care", "costs:\n  care")], ["2:1 E201", "36:1 E202"]),
        ([("assumptions:\n  cpi:", "assumptions:\ncpi:\n  cpi:")], ["12:13 E203", "13:1 E202"]),
        ([("unit: rate\n    central: {2024", "unit: rat\n    central: {2024")], ["14:11 E204"]),
        ([("    source: a forecast\n", ""), ("budget: 12_300", "budget: 1k")], ["13:3 E201", "41:13 E209"]),
        ([("base_year: 2025/26", "base_year: 25/26")], ["5:12 E210"]),
        ([("base_year: 2025/26", "base_year: 1925/26")], ["5:12 E213"]),
        ([("years: 3", "years: three")], ["6:8 E203"]),
        ([(POPULATION, "population: Shetland Islands\n")], ["11:13 E203"]),
        ([("area: Shetland Islands", "area: Shetland, file: x.csv")], ["11:1 E215"]),
        ([("localities: [North, South]", "localities: North and South")], ["9:13 E203"]),
        ([("source: illustrative", "source: 2025")], ["8:9 E203"]),
        ([(RESERVES, "reserves: [900]\n")], ["74:11 E203"]),
        ([("  medicines: {partner", "  Medicines: {partner")], ["54:3 E211"]),
        ([("setting: prescribing, budget: 5_000", "setting: prescribing, budget: 5,000")], ["54:61 E202"]),
        ([("cpi:\n    unit", "Consumer prices:\n    unit")], ["10:11 E301"]),
        ([("partner: council, setting: other", "owner: me, partner: both, setting: other")], ["57:32 E204"]),
    ],
    ids=lambda piece: str(piece)[:50].encode("ascii", "replace").decode(),
)
def test_a_mistake_has_no_echo(mistakes: list[tuple[str, str]], expected: list[str], tmp_path: Path) -> None:
    found = said(findings(tmp_path, spoilt(*mistakes)), tmp_path)
    assert [
        line.removeprefix("plan.yaml:")[: len(want)] for line, want in zip(found, expected, strict=False)
    ] == expected
    if mistakes[0][1] != "Consumer prices:\n    unit":
        assert len(found) == len(expected), found


@pytest.mark.parametrize(
    "shape",
    ["", "lines", "[]", "3", "- mtfp: 1", "{}", "mtfp: 1", "lines: 5\nfunding: []", "{lines: {a: }, funding: {b: }}"],
)
def test_what_is_hardly_a_plan_is_refused_all_the_same(shape: str, tmp_path: Path) -> None:
    assert findings(tmp_path, shape)


def test_two_mistakes_are_both_found_whichever_they_are(tmp_path: Path) -> None:
    """Each case beside one that is far from it."""
    plan = SOUND.replace("mtfp: 1", "mtfp: 2")
    for case in CASES[::7]:
        if case.old in plan and "mtfp" not in case.new:
            codes = {finding.code for finding in findings(tmp_path, plan.replace(case.old, case.new, 1))}
            assert codes >= {"E204", case.code} - {"W504", "W508", "W509", "W523"}
