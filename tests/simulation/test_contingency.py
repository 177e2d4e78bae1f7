"""Contingency needed: checked by hand, and by projecting with that much in the reserve."""

import numpy as np
import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.results.contingency import contingency_needed, held_above_floors
from tests.completeness.checks_by_hand import PLAN
from tests.simulation.sampled import plan as small


def of(**sections):
    return project(made := Plan.model_validate({**PLAN, **sections}), central_draws(made))


def steps(*listed):
    return {"scheme": {"steps": list(listed)}}


def reserve(opening, floor=None, **options):
    return {"class": "contingency", "opening": opening, **({"floor": floor} if floor else {}), **options}


RESERVES = {"reserves": {"order": ["reserve"]}}
PAY = {"additional_payments": {"who": "by_contribution"}}
CASES = {
    # The gap is 10, 21 and 33.1; the floor 10, 11, 12.1 and 13.31; 30 is held above it. By 2026/27: 10, and 1 by which
    # the floor rose. By 2027/28: 10 + 21 + 2.1. By 2028/29: 10 + 21 + 33.1 + 3.31.
    "one reserve, with a floor that rises": ({}, 30, (0, 11, 33.1, 67.41)),
    # 64.1 in all, whatever the reserve holds and whoever pays the rest.
    "no floor": ({"reserves": {"reserve": reserve(40)}, **steps(RESERVES, PAY)}, 40, (0, 10, 31, 64.1)),
    "all that is needed": ({"reserves": {"reserve": reserve(500)}}, 500, (0, 10, 31, 64.1)),
    # 30 is paid in in 2027/28: by then 31 - 30, but 10 before it; by the end 64.1 - 30.
    "contributions on the way": (
        {"reserves": {"reserve": reserve(40, planned_contributions={"2027/28": 30})}}, 40, (0, 10, 31, 64.1),
    ),
    # The plan takes 25 in 2026/27 for a gap of 10: 15 is spare, and put back.
    "planned use": ({"reserves": {"reserve": reserve(40, planned_use={"2026/27": 25})}}, 40, (0, 25, 31, 64.1)),
    # The council pays first, up to 8: 2, 13 and 25.1 are left for reserves.
    "after the partners": (
        {
            "reserves": {"reserve": reserve(40)},
            **steps({"additional_payments": {"who": "by_contribution", "cap": {"council": 8}}}, RESERVES),
        },
        40, (0, 2, 15, 40.1),
    ),
    # A recovery plan finds half before reserves: 5, 10.5 and 16.55 are left.
    "after a recovery plan": (
        {"reserves": {"reserve": reserve(40)}, **steps({"recovery_plan": {"achieves": "50%"}}, RESERVES)},
        40, (0, 5, 15.5, 32.05),
    ),
    # Two reserves steps are one: the second takes what the first leaves.
    "two reserves steps": (
        {
            "reserves": {"reserve": reserve(12), "other": reserve(40)},
            **steps(RESERVES, {"reserves": {"order": ["other"]}}),
        },
        52, (0, 10, 31, 64.1),
    ),
    # No step uses reserves: the amount left before the partners pay counts.
    "no reserves step": ({"reserves": {"reserve": reserve(40)}, **steps(PAY)}, 0, (0, 10, 31, 64.1)),
    "no reserves": ({"reserves": "none", **steps(PAY)}, 0, (0, 10, 31, 64.1)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_by_hand(case):
    sections, held, needed = CASES[case]
    projection = of(**sections)
    assert held_above_floors(projection)[0] == pytest.approx(held)
    assert contingency_needed(projection)[:, 0] == pytest.approx(needed)


@pytest.mark.parametrize("floor", [None, 30, "2% of expenditure"])
def test_with_so_much_the_step_meets_everything_and_with_less_it_does_not(floor):
    """A reserve with what is needed leaves nothing unmet and undercuts no floor; with a pound less it does."""
    unpaid = {"scheme": {"steps": [{"reserves": {"order": ["reserve"]}}]}}
    first = small(reserves={"reserve": reserve(60, floor)}, **unpaid)
    draws = sampled_draws(first, Sampling(4), 0, 300)
    projection = project(first, draws)
    needed, held = contingency_needed(projection)[-1], held_above_floors(projection)
    for draw in np.flatnonzero(needed > 0)[:20]:
        opening = 60 + needed[draw] - held[draw]
        for more, met in ((0.001, True), (-1.0, False)):
            again = project(small(reserves={"reserve": reserve(opening + more, floor)}, **unpaid), draws)
            left = again.closing.unmet[:, draw].sum()
            undercut = (again.reserves["reserve"].floor - again.reserves["reserve"].closing)[:, draw].max()
            assert (left < 1e-6 and undercut < 1e-6) == met, (draw, more, left, undercut)
