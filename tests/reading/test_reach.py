"""Rates, shares, levels and spreads far from those of other plans bring one warning each, with the likely question."""

from pathlib import Path

import pytest

from tests.reading.plans import findings
from tests.reading.test_scale import PLAN

SLIPS = [
    # slips of ten and of a hundred, and wrong signs, in rates
    ("central: {2026/27: 3.75%, then: 3%}", "central: {2026/27: 37.5%, then: 3%}", "W506", "is it 3.75%?"),
    ("central: {2026/27: 3.75%, then: 3%}", "central: {2026/27: 3.75%, then: 300%}", "W506", "is it 3%?"),
    ("central: {2026/27: 3.75%, then: 3%}", "central: {2026/27: -3.75%, then: 3%}", "W506", "is it 3.75%?"),
    ("central: {2026/27: 3.75%, then: 3%}", "central: {2026/27: 0.375%, then: 3%}", "W506", "is it 3.75%?"),
    (
        "central: {2026/27: 3.75%, then: 3%}",
        "central: {2026/27: 0.55%, then: 3%}",
        "W506",
        "3% in 2027/28, after 0.55% in 2026/27",
    ),
    ("central: 4.9%", "central: 49%", "W506", "is it 4.9%?"),
    ("central: 4.9%", "central: 99999999999%", "W506", "100,000,000,000% in 2026/27"),
    ("central: 4.9%", "central: 0.049%", "W506", "is it 4.9%?"),
    ("central: 1%", "central: 10%", "W506", "is it 1%?"),
    ("central: 1%", "central: 0.01%", "W506", "is it 1%?"),
    ("central: 1%", "central: -10%", "W506", "is it 1%?"),
    ("Council uplift, unit: rate, central: 2%", "Council uplift, unit: rate, central: 20%", "W506", "is it 2%?"),
    ("Council uplift, unit: rate, central: 2%", "Council uplift, unit: rate, central: -2%", "W506", "is it 2%?"),
    ("Council uplift, unit: rate, central: 2%", "Council uplift, unit: rate, central: 0.02%", "W506", "is it 2%?"),
    # spreads
    ("interval: [-1%, +1.5%]", "interval: [-10%, +15%]", "W563", "is it −1%?"),
    ("interval: [-1%, +1.5%]", "interval: [-1%, +15%]", "W563", "is it 1.5%?"),
    ("interval: [-1%, +1.5%]", "interval: [-1%, +150%]", "W563", "is it 1.5%?"),
    ("interval: [2%, 7%]", "interval: [2%, 70%]", "W563", "70% lies 66% above the central value"),
    ("interval: [2%, 7%]", "discrete: {2%: 99%, 1000000%: 1%}", "W563", "1,000,000% lies"),
    ("interval: [2%, 7%]", "normal: {mean: 4%, sd: 15%}", "W563", "is it 0.15%?"),
    ("interval: [2%, 7%]", "lognormal: {mean: 4%, sd: 400%}", "W563", "the standard deviation is 400%"),
    ("interval: [2%, 7%]", "pert: [-40%, 4%, 7%]", "W563", "−40% lies 44% below the central value"),
    ("triangular: [50%, 80%, 100%]", "triangular: [50%, 80%, 1000%]", "W563", "1,000% is no share"),
    ("triangular: [50%, 80%, 100%]", "beta: {mean: 80%, sd: 0.15%}", "W563", "is it 15%?"),
    # shares
    (
        "central: 80%, source: Last three years outturn, reviewed: 2026-01-15, spread: {triangular: [50%, 80%, 100%]}",
        "central: 8%, source: s, reviewed: 2026-01-15",
        "W561",
        "is it 80%?",
    ),
    ("part_year: 50%", "part_year: 5%", "W561", "is it 50%?"),
    ("slips: 50%", "slips: 0.5%", "W561", "is it 50%?"),
    ("budget: 5_200,", "budget: 5_200, fixed_share: 3.5%,", "W561", "is it 35%?"),
    ("budget: 5_200,", "budget: 5_200, adjust: {amount: -2_600, reason: r},", "W561", "adjusted by −50%"),
    ("budget: 5_200,", "budget: 5_200, adjust: {share: 42%, reason: r},", "W561", "is it 4.2%?"),
    ("unit: share, central", "unit: share, persistence: 0.05, central", "W561", "is it 0.5?"),
    # service levels
    ("budget: 5_200,", "budget: 5_200, service_level: {level: 300%, from: 2026/27},", "W560", "is it 30%?"),
    (
        "budget: 5_200,",
        "budget: 5_200, service_level: {level: 1000000000%, from: 2026/27},",
        "W560",
        "10,000,000 times",
    ),
    (
        "budget: 5_200,",
        "budget: 5_200, service_level: {level: 3%, from: 2026/27},",
        "W560",
        "is it 97%, for a cut of 3%?",
    ),
    ("budget: 5_200,", "budget: 5_200, service_level: {level: 9.5%, from: 2026/27},", "W560", "is it 90.5%"),
    # healthier ageing
    ("area: Perth and Kinross", "area: Perth and Kinross, healthier_ageing: -1000", "W562", "−1,000 years"),
    ("area: Perth and Kinross", "area: Perth and Kinross, healthier_ageing: 1", "W562", "is it 0.1?"),
    ("area: Perth and Kinross", "area: Perth and Kinross, healthier_ageing: -0.5", "W562", "is it 0.05?"),
]
SOUND = PLAN.read_text(encoding="utf-8")


@pytest.mark.parametrize(("find", "replace", "code", "words"), SLIPS, ids=lambda each: str(each))
def test_a_figure_far_from_those_of_other_plans_is_asked_about_once(
    find: str, replace: str, code: str, words: str, tmp_path: Path
) -> None:
    assert find in SOUND, find
    found = findings(tmp_path, SOUND.replace(find, replace, 1))
    assert [finding.code for finding in found] == [code], [finding.message for finding in found]
    assert words in found[0].message


@pytest.mark.parametrize(
    ("find", "replace"),
    [
        ("central: {2026/27: 3.75%, then: 3%}", "central: 0%"),  # a pay freeze
        ("central: 4.9%", "central: 9.8%"),  # the living wage of 2024
        ("interval: [2%, 7%]", "pert: [-4%, 4%, 26%]"),
        ("budget: 5_200,", "budget: 5_200, service_level: {level: 50%, from: 2026/27},"),
        ("area: Perth and Kinross", "area: Perth and Kinross, healthier_ageing: 0.2"),
        ("triangular: [50%, 80%, 100%]", "beta: {mean: 80%, sd: 10%}"),
    ],
)
def test_what_happens_now_and_then_brings_no_warning(find: str, replace: str, tmp_path: Path) -> None:
    assert find in SOUND, find
    assert findings(tmp_path, SOUND.replace(find, replace, 1)) == ()
