"""Compare the engine with a second model in plain Python, on random plans, in several draws."""

import math

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.results.figures import figures
from tests.evidence import examples
from tests.laws import slow
from tests.laws.plans import one_of, plans, some_draws
from tests.laws.test_drawn import uncertain


def draw_of(draws, position):
    one = one_of(draws, position)
    plain = [
        {name: array[:, 0].tolist() for name, array in part.items()}
        for part in (one.values, one.delivery, one.events, one.recovery)
    ]
    return slow.Draw(*plain)


def rows_of(projection, position):
    rows = dict(figures(projection))
    rows |= {f"lines.{n}": cost for n, cost in zip(projection.plan.lines, projection.costs.cost, strict=True)}
    rows |= {f"receipts.{name}": receipt.total for name, receipt in projection.receipts.items()}
    return {name: np.broadcast_to(values, projection.draws.shape)[:, position] for name, values in rows.items()}


def assert_agree(fast, plain):
    # Rounding errors scale with the largest figure, not with a difference of two figures.
    size = max(1.0, *(abs(v) for row in plain.values() for v in row if not math.isnan(v)))
    for name, row in plain.items():
        if name.split(".")[0] in OWN_ROWS:
            continue
        first = 0 if name in BASE_YEAR or name.split(".")[0] in BASE_YEAR else 1
        np.testing.assert_allclose(fast[name][first:], row[first:], rtol=1e-9, atol=1e-9 * size, err_msg=name)


BASE_YEAR = {
    "expenditure", "funding", "gap_before_savings", "gap", "recurring_gap", "requirement", "reserves", "lines",
    "receipts", "set_aside_cost", "set_aside_funding", "set_aside_gap", "community_share",
}  # fmt: skip
"""Rows that have a figure in the base year."""

OWN_ROWS = {"savings_to_identify", "cost_after_funding_ends", "above_floor"}
"""Rows of the second model without a figure of that name in the engine."""


def agrees(plan, draws, positions):
    """Assert that both models agree in some draws."""
    projection = project(plan, draws)
    for position in positions:
        assert_agree(rows_of(projection, position), slow.project(plan, draw_of(draws, position)))


def agrees_centrally(plan):
    """Assert that both models agree in the central case, each with its own."""
    assert_agree(rows_of(project(plan, central_draws(plan)), 0), slow.project(plan, slow.central(plan)))


@examples(ordinary=250, long=2500)
@given(plans())
def test_the_central_case_and_every_draw(drawn):
    plan = drawn.plan()
    agrees_centrally(plan)
    agrees(plan, some_draws(plan, 3), (1, 2))


@examples(ordinary=80, long=800)
@given(plans(), st.sampled_from(("random", "sobol")))
def test_sampled_draws(drawn, sampler):
    """Project sampled draws of the program a second time in plain Python."""
    plan = uncertain(drawn).plan()
    agrees(plan, sampled_draws(plan, Sampling(1, sampler), 0, 4), range(4))


@examples(ordinary=40, long=400)
@given(plans(max_years=10))
def test_ten_years(drawn):
    agrees_centrally(drawn.plan())


@examples(ordinary=60, long=600)
@given(plans())
def test_lines_that_follow_another(drawn):
    """Project charges, and a cost of its own growth, that follow a line with changes of its service level."""
    lines = drawn.document["lines"]
    leaders = [name for name, line in lines.items() if "budget" in line]
    assume(leaders)
    charges = {"partner": "council", "setting": "other", "kind": "income", "budget": 40, "components": {"cpi": "100%"}}
    checks = {**charges, "kind": "cost", "fixed_share": "25%", "demand": {"line": leaders[-1], "growth": "growth"}}
    both = {"a_charge": {**charges, "demand": {"line": leaders[0]}}, "checks": checks}
    agrees_centrally(drawn.but(lines={**both, **lines}).plan())
