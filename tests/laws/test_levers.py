"""Levers that undo each other: units that close and open again, on random plans and in several draws."""

from hypothesis import assume, given
from hypothesis import strategies as st

from mtfp.engine import project
from mtfp.results.figures import figures
from mtfp.scenarios.levers.common.units import units_there
from mtfp.scenarios.scenario import Scenario, apply_all
from tests.evidence import examples
from tests.laws.plans import plans, some_draws, year
from tests.laws.test_changes import assert_same


def counted(drawn):
    """Return the plan with activity on every line that has a budget, so that units may close there."""
    lines = {
        name: {"activity": {"unit": "hours", "base": 100}, **line} if "budget" in line else line
        for name, line in drawn.document["lines"].items()
    }
    return drawn.but(lines=lines)


@examples(ordinary=60, long=600)
@given(plans(), st.data())
def test_units_that_close_and_open_again_with_equal_money_are_the_base(drawn, data):
    plan = counted(drawn).plan()
    ours = [name for name, line in plan.lines.items() if line.activity and line.our_share]
    start = data.draw(st.integers(1, plan.years))
    names = [name for name in ours if units_there((name,), plan, year(start)) > 5]
    assume(names)
    each = {"lines": data.draw(st.sampled_from(names)), "unit": "hours", "from": year(start)}
    money = data.draw(st.integers(0, 2))
    close = {**each, "close": 3, "release": money, "cash": not plan.lines[each["lines"]].set_aside}
    levers = [{"capacity": close}, {"capacity": {**each, "open": 3, "cost": money}}]
    outcome = apply_all(plan, [Scenario.model_validate({"mtfp": 1, "scenario": "there-and-back", "levers": levers})])
    refused = [o.complaint.message for o in outcome.objections if o.complaint.code.startswith("E")]
    assume(not any("would be released" in message for message in refused))
    assert refused == []
    before, after = (figures(project(each, some_draws(plan, 2))) for each in (plan, outcome.plan))
    assert_same(before, after)
