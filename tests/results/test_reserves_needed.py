"""Reserves that would carry the plan alone, worked by hand on one plan. Its gap is 10, 21 and 33.1; see the checks."""

import numpy as np
import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.results.figures import figures
from mtfp.results.reserves_needed import carrying, reserve_that_carries
from tests.completeness.checks_by_hand import PLAN

FIRST, SECOND = "2026/27", "2027/28"


def projected(**sections):
    made = Plan.model_validate({**PLAN, **sections})
    return project(made, central_draws(made))


def steps(*listed, **scheme):
    return {"scheme": {"steps": list(listed), **scheme}}


def reserve(opening, **options):
    return {"class": "contingency", "opening": opening, **options}


def reserves(first=40, other=None, **options):
    held = {"reserve": reserve(first, **options), **({"other": reserve(**other)} if other else {})}
    return {"reserves": held}


USE = {"reserves": {"order": ["reserve"]}}
BOTH = {"reserves": {"order": ["reserve", "other"]}}
PAY = {"additional_payments": {"who": "by_contribution"}}
CAPPED = {"additional_payments": {"who": "by_contribution", "cap": {"council": 8}}}
NEXT_YEAR = {"additional_payments": {"who": "by_contribution", "repayable": {"council": {"schedule": ["100%"]}}}}
HALF = {"who": "nested", "rules": [{"shares": {"reserves": "50%", "council": "50%"}}], "order": ["reserve"]}
ALL_FROM_OTHER = {"who": "nested", "rules": [{"shares": {"reserves": "100%"}}], "order": ["other"]}
STATED = {"additional_payments": {"who": "stated", "amounts": {FIRST: {"council": 30}}}}
NOTHING = (0, 0, 0, 0)
CASES = {
    # The floor is 10, 11, 12.1 and 13.31; 30 is held above it. By 2026/27: 10, and 1 by which the floor rose. By
    # 2027/28: 10 + 21 + 2.1. By 2028/29: 10 + 21 + 33.1 + 3.31.
    "a floor that rises": ({}, 30, (0, 11, 33.1, 67.41), NOTHING),
    "partners would pay the rest": ({**reserves(), **steps(USE, PAY)}, 40, (0, 10, 31, 64.1), NOTHING),
    "a deficit would be carried": ({**reserves(), **steps(USE, {"carry": {}})}, 40, (0, 10, 31, 64.1), NOTHING),
    # The partners pay less, so less is repaid to them; with 64.1 they pay nothing, and nothing is repaid.
    "payments that are repaid next year": ({**reserves(), **steps(USE, NEXT_YEAR)}, 40, (0, 10, 31, 64.1), NOTHING),
    # 30 is paid in in 2027/28 out of the same budget: the gap rises by 30, and so does the reserve.
    "contributions on the way": (
        {**reserves(planned_contributions={SECOND: 30}), **steps(USE, PAY)}, 40, (0, 10, 31, 64.1), NOTHING,
    ),
    # The plan takes 25 in 2026/27 for a gap of 10. With 10 it finds only 10, and that is enough.
    "planned use that finds less": (
        {**reserves(planned_use={FIRST: 25}), **steps(USE, PAY)}, 40, (0, 10, 31, 64.1), NOTHING,
    ),
    # With a floor of 5, planned use of 25 may not take the reserve below it, though 15 of it is put back later.
    "planned use above a floor": (
        {**reserves(planned_use={FIRST: 25}, floor={"money": 5}), **steps(USE, PAY)}, 35, (0, 25, 31, 64.1), NOTHING,
    ),
    # The council pays 8 of each gap first, whatever the reserve holds: 2, 13 and 25.1 are left.
    "after the partners": (
        {**reserves(), **steps(CAPPED, USE)}, 40, (0, 2, 15, 40.1), (0, 8, 16, 24),
    ),
    # A recovery plan finds half first: 5, 10.5 and 16.55 are left.
    "after a recovery plan": (
        {**reserves(), **steps({"recovery_plan": {"achieves": "50%"}}, USE)}, 40, (0, 5, 15.5, 32.05), NOTHING,
    ),
    # A recovery plan of 15 a year comes after reserves. It could meet all of 10, so none is needed by 2026/27. To meet
    # 21, the reserve must hold 6 more than the 10 that it gives in 2026/27; to meet 33.1, 18.1 more than 10 and 21.
    "before a recovery plan of an amount": (
        {**reserves(), **steps(USE, {"recovery_plan": {"achieves": 15}}, PAY)}, 40, (0, 0, 16, 49.1), NOTHING,
    ),
    # The reserve pays half of each gap, the council the other half.
    "a nested rule": (
        {**reserves(), **steps({"additional_payments": HALF})}, 40, (0, 5, 15.5, 32.05), (0, 5, 15.5, 32.05),
    ),
    # The other reserve has 12 for the gaps: 10 - 12 is nothing, then 31 - 12 and 64.1 - 12.
    "another reserve second in the step": (
        {**reserves(other={"opening": 12}), **steps(BOTH, PAY)}, 40, (0, 0, 19, 52.1), NOTHING,
    ),
    "another reserve in a later step": (
        {**reserves(other={"opening": 12}), **steps(USE, {"reserves": {"order": ["other"]}}, PAY)},
        40, (0, 0, 19, 52.1), NOTHING,
    ),
    "another reserve in a later nested rule": (
        {
            **reserves(other={"opening": 12}),
            **steps(USE, {"additional_payments": ALL_FROM_OTHER}, PAY),
        },
        40, (0, 0, 19, 52.1), NOTHING,
    ),
    # The council has agreed to 30 in 2026/27, whatever the reserve gives before it. By 2027/28: 10 + 21.
    "before a payment that is agreed": (
        {**reserves(), **steps(USE, STATED, PAY)}, 40, (0, 0, 31, 64.1), (0, 30, 30, 30),
    ),
    "half of it goes back to the funder": (
        # (x - 10) / 2 must meet 21, and 54.1 with the next year's gap: 52 and 118.2.
        {**reserves(clawback={FIRST: "50%"}), **steps(USE, PAY)}, 40, (0, 10, 52, 118.2), NOTHING,
    ),
    # All goes back at the end of 2026/27, so later gaps of 21 and 33.1 fall to the partners whatever is held.
    "all of it goes back": (
        {**reserves(clawback={FIRST: "100%"}), **steps(USE, PAY)}, 40, (0, 10, 10, 10), (0, 0, 21, 54.1),
    ),
    # The council has agreed to 30 in 2026/27: 20 is a surplus, which fills the reserve up to 15. That is less than 21,
    # and with 15 or more at the start nothing is added. So 21 is needed by 2027/28, and 54.1 by 2028/29.
    "a surplus up to a low cap": (
        {**reserves(), **steps(STATED, USE, PAY, surplus={"to": "reserve", "cap": {"money": 15}})},
        40, (0, 0, 21, 54.1), (0, 30, 30, 30),
    ),
    # With a cap of 25, 1 at the start and 20 of the surplus meet 21. They don't meet 54.1, which is above the cap.
    "a surplus up to a higher cap": (
        {**reserves(), **steps(STATED, USE, PAY, surplus={"to": "reserve", "cap": {"money": 25}})},
        40, (0, 0, 1, 54.1), (0, 30, 30, 30),
    ),
    "a surplus without a cap": (
        {**reserves(), **steps(STATED, USE, PAY, surplus={"to": "reserve"})},
        40, (0, 0, 1, 34.1), (0, 30, 30, 30),
    ),
}  # fmt: skip


def costs(**by_line):
    """Return lines of stated cost, and payments of 100 from each partner with a line, at no change of prices."""
    kinds = {"home": ("council", "community"), "extra": ("council", "community"), "ward": ("nhs", "hospital")}
    lines = {
        name: {
            "partner": kinds[name][0],
            "setting": kinds[name][1],
            "cost": {"2025/26": base, FIRST: first, SECOND: second, "then": base},
        }
        for name, (base, first, second) in by_line.items()
    }
    paying = dict.fromkeys(line["partner"] for line in lines.values())
    stream = {"type": "payment", "base": 100, "uplift": "flat"}
    return {"lines": lines, "funding": {partner: {"partner": partner, **stream} for partner in paying}}


def general_and_old(general_use=0, old=0):
    planned = {"planned_use": {FIRST: general_use}} if general_use else {}
    return {
        "reserves": {"general": reserve(0, **planned), **({"old": {"class": "legacy", "opening": old}} if old else {})}
    }


def paid(who, *repaid, **fields):
    terms = {partner: {"schedule": ["100%"]} for partner in repaid}
    return {"additional_payments": {"who": who, **fields, **({"repayable": terms} if terms else {})}}


NO_OFFSET, HALVED = {"offset": "none"}, {"recovery_plan": {"achieves": "50%"}}
GENERAL, GENERAL_THEN_OLD = {"reserves": {"order": ["general"]}}, {"reserves": {"order": ["general", "old"]}}
EACH_50 = {"cap": {"council": 50, "nhs": 50}}
ONE_COST = {"home": (100, 100, 100)}
BALANCED = {**ONE_COST, "ward": (100, 100, 100)}
BY_BALANCE = {
    # 2026/27: the NHS arm is 20 over, for which the NHS pays 20; the council's is 20 under. At an unlimited balance
    # all of that surplus returns, 10 to each partner, and 10 of the loan is owed. At 0 it goes into the reserve, and
    # 20 is owed: the NHS pays 10 more in 2027/28. At 10, 10 returns, 5 to each, and the NHS pays 5 more.
    "a surplus that returns cancels a loan": (
        costs(home=(100, 80, 100), ward=(100, 120, 100)),
        general_and_old(),
        steps(
            NO_OFFSET,
            paid("own_arm", "nhs", **EACH_50),
            GENERAL,
            surplus={"to": "general", "cap": {"money": 20}, "who": "by_contribution"},
        ),
        (0, 0, 20, 20),
    ),
    # The 10 that the NHS has agreed to pay is a surplus. With 20 at the start it returns, and nothing is owed.
    "a payment that isn't needed is returned": (
        costs(**BALANCED),
        general_and_old(),
        steps(
            paid("stated", "nhs", amounts={FIRST: {"nhs": 10}}),
            paid("by_contribution", **EACH_50),
            GENERAL,
            surplus={"to": "general", "cap": {"money": 20}},
        ),
        (0, 0, 20, 20),
    ),
    # 150 - 100. Without the planned use of 40, half of 50 is left, and 25 of it comes from the 30 of the old reserve.
    "a recovery plan meets half of planned use that is cut": (
        costs(**ONE_COST, extra=(0, 50, 0)), general_and_old(40, 30), steps(HALVED, GENERAL_THEN_OLD, paid("own_arm")),
        (0, 0, 0, 0),
    ),
    # With x of the 40, half of 50 - x is left, and 20 meets it if x is 10.
    "a recovery plan meets half, and the old reserve too little": (
        costs(**ONE_COST, extra=(0, 50, 0)), general_and_old(40, 20), steps(HALVED, GENERAL_THEN_OLD, paid("own_arm")),
        (0, 10, 10, 10),
    ),
    # The council's arm is 50 over, the NHS's 50 under. The arms share planned use by cost, so x meets 3/4 x of the 50.
    # The old reserve's 30 meets the rest if x is 26.67.
    "planned use that is shared with an arm in surplus": (
        costs(home=(100, 150, 100), ward=(100, 50, 100)),
        general_and_old(40, 30),
        steps(NO_OFFSET, GENERAL_THEN_OLD, paid("own_arm")),
        (0, 80 / 3, 80 / 3, 80 / 3),
    ),
    # In 2026/27 planned use finds min(x, 5), and the old reserve gives the rest of 38. The council's agreed 2 is then a
    # surplus that puts 2 back if as much was used. So the reserves hold 12 for the 60 of 2027/28 if x is 0, 16 if it is
    # 2, and x + 14 from then on. A pound is used and also put back: it counts twice up to 2.
    "a pound that is used and put back": (
        costs(**ONE_COST, extra=(0, 38, 60)),
        general_and_old(5, 50),
        steps(GENERAL_THEN_OLD, paid("stated", amounts={FIRST: {"council": 2}}), paid("own_arm")),
        (0, 0, 46, 46),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_BALANCE)
def test_by_hand_where_more_depends_on_the_balance(case):
    lines, held, scheme, needed = BY_BALANCE[case]
    known = figures(projected(**lines, **held, **scheme))
    assert known["reserves_needed"][:, 0] == pytest.approx(needed)


@pytest.mark.parametrize("case", CASES)
def test_by_hand(case):
    sections, held, needed, falls = CASES[case]
    known = figures(projected(**sections))
    assert known["reserves_held"][-1, 0] == pytest.approx(held)
    assert known["reserves_needed"][:, 0] == pytest.approx(needed)
    assert known["reserves_short"][:, 0] == pytest.approx(np.maximum(np.array(needed) - held, 0))
    assert known["falls_to_partners"][:, 0] == pytest.approx(falls)


@pytest.mark.parametrize("sections", [{**reserves(), **steps(PAY)}, {"reserves": "none", **steps(PAY)}])
def test_without_a_step_that_uses_reserves_there_is_no_figure(sections):
    projection = projected(**sections)
    assert reserve_that_carries(projection.plan) is None
    assert not {"reserves_needed", "reserves_held", "reserves_short", "falls_to_partners"} & set(figures(projection))


def test_another_reserve_below_its_floor_is_not_mended():
    """The other reserve falls below its floor of 10% of expenditure, whatever the first holds."""
    other = {"opening": 10.5, "floor": "10% of expenditure"}
    found = carrying(projected(**reserves(other=other), **steps(BOTH, PAY)))
    assert found.needed[:, 0] == pytest.approx((0, 10, 31, 64.1))
    assert found.reserves["other"].closing[-1, 0] < found.reserves["other"].floor[-1, 0]
