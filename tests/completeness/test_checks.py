"""Each check comes out as it was worked by hand."""

import pytest
from checks_by_hand import CHECKS, PLAN

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.results.checks import verdicts


@pytest.mark.parametrize("case", CHECKS, ids=lambda case: case.check["name"])
def test_check(case):
    plan = Plan.model_validate({**PLAN, "checks": [case.check]})
    (verdict,) = verdicts(project(plan, central_draws(plan)))
    assert (verdict.holds, verdict.year) == (case.holds, case.year)
    assert (verdict.value, verdict.bound) == pytest.approx((case.value, case.bound))
