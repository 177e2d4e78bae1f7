"""Time to build a workbook grows no faster than the plan, and is a multiple of that of projections of the plan.

No time is compared with a clock: each is measured against another in the same run.
"""

from functools import cache

import mtfp
from mtfp.workbook.of_plan import workbook_model
from tests.benchmarks.clock import in_turns
from tests.benchmarks.sized import Size, document

MOST = 8.0
"""Largest ratio of times of four times the lines; at least 4 is due for large plans."""
MOST_OVER_PROJECTIONS = 90.0
"""Largest ratio over ten projections of one plan, which know its structure after the first: 38 to 43 were seen."""


@cache
def plan(lines):
    """A plan of so many lines, with a change of the service level on every third one and a move between two lines."""
    made = document(Size(years=5, lines=lines, drivers=10, draws=1))
    change = {"level": "85%", "from": "2026/27", "to": "2028/29", "released": "80%", "stranded": {"years": 2}}
    for name in [*made["lines"]][::3]:
        made["lines"][name]["service_level"] = [change]
    made["moves"] = {
        "closer": {"out_of": "line0", "into": "line1", "activity": "10%", "from": "2027/28", "reinvested": "70%"}
    }
    return mtfp.Plan.model_validate(made)


def test_time_grows_no_faster_than_the_plan():
    taken = in_turns(
        {"small": lambda: workbook_model(plan(10), []), "large": lambda: workbook_model(plan(40), [])}, 2, min
    )
    assert taken["large"] / taken["small"] < MOST


def test_a_workbook_takes_as_long_as_some_projections():
    taken = in_turns({"ten": lambda: ten(plan(60)), "workbook": lambda: workbook_model(plan(60), [])}, 2, min)
    assert taken["workbook"] / taken["ten"] < MOST_OVER_PROJECTIONS


def ten(plan):
    for _ in range(10):
        mtfp.project(plan, mtfp.central_draws(plan))
