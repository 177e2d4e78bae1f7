"""Compare the engine with a second model in plain Python, on random plans, in several draws."""

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from mtfp.draws.latents import latents
from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.draws.uncertain import assumption_stream
from mtfp.engine import project
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan
from mtfp.results.figures import figures
from mtfp.results.moves import moves
from mtfp.results.services import activity
from mtfp.scenarios.scenario import Scenario, apply_all
from tests.evidence import examples
from tests.laws import slow
from tests.laws.plans import one_of, plans, some_draws, year
from tests.laws.slow import mixing
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
    rows |= {f"activity.{name}": units for name, units in activity(projection).items()} | of_moves(projection)
    rows |= {f"above_floor.{name}": left_by_steps(each) - each.floor for name, each in projection.reserves.items()}
    return {name: np.broadcast_to(values, projection.draws.shape)[:, position] for name, values in rows.items()}


def of_moves(projection):
    rows, lost = {}, projection.draws.zeros()
    for name, move in moves(projection).items():
        units = {"leave": sum(move.leaves.values()), "added": sum(move.added.values())}
        rows |= {f"moves.{name}.{row}": each for row, each in units.items()}
        rows |= {f"moves.{name}.released": move.released, f"moves.{name}.reinvested": move.reinvested}
        lost = lost + move.income_lost
    return rows | {"moves.income": -lost}


def left_by_steps(reserve):
    """Return the balance of a reserve after the closing steps, before a surplus and clawback."""
    return reserve.closing + reserve.clawed_back - reserve.put_back - reserve.surplus_in


def assert_agree(fast, plain):
    # Rounding errors scale with the largest figure, not with a difference of two figures.
    size = max(1.0, *(abs(v) for row in plain.values() for v in row if not math.isnan(v)))
    some_care = np.abs(plain["care"]) > 1e-6 * size  # else a share is one of rounding errors
    for name, row in plain.items():
        if name == "care":
            continue
        first = 0 if name in BASE_YEAR or name.split(".")[0] in BASE_YEAR else 1
        both = [np.asarray(each)[first:] for each in (fast[name], row)]
        if name == "community_share":
            both = [np.where(some_care, each, 0) for each in both]
        np.testing.assert_allclose(*both, rtol=1e-9, atol=1e-9 * size, err_msg=name)


BASE_YEAR = {
    "expenditure", "funding", "gap_before_savings", "gap", "recurring_gap", "requirement", "reserves", "lines",
    "receipts", "set_aside_cost", "set_aside_funding", "set_aside_gap", "community_share", "activity", "moves",
    "total_payments", "reserves_left",
}  # fmt: skip
"""Rows that have a figure in the base year."""


def plain_plan(drawn):
    """Return the plan that the second model reads, without running totals or percentages of delivery."""
    return replace(drawn, document=slow.spelled_out(drawn.document)).plan()


def agrees(drawn, draws, positions):
    """Assert that both models agree in some draws."""
    projection, plain = project(drawn.plan(), draws), plain_plan(drawn)
    for position in positions:
        assert_agree(rows_of(projection, position), slow.project(plain, draw_of(draws, position)))


def agrees_centrally(drawn):
    """Assert that both models agree in the central case, each with its own."""
    plan, plain = drawn.plan(), plain_plan(drawn)
    assert_agree(rows_of(project(plan, central_draws(plan)), 0), slow.project(plain, slow.central(plain)))


@examples(ordinary=250, long=2500)
@given(plans())
def test_the_central_case_and_every_draw(drawn):
    agrees_centrally(drawn)
    agrees(drawn, some_draws(drawn.plan(), 3), (1, 2))


@examples(ordinary=80, long=800)
@given(plans(), st.sampled_from(("random", "sobol")))
def test_sampled_draws(drawn, sampler):
    """Project sampled draws of the program a second time in plain Python."""
    wide = uncertain(drawn)
    agrees(wide, sampled_draws(wide.plan(), Sampling(1, sampler), 0, 4), range(4))


@examples(ordinary=40, long=400)
@given(plans(max_years=10, legal=False))
def test_ten_years_and_amounts_below_zero(drawn):
    """Payments and services cost less than zero here, as they may in a draw."""
    agrees_centrally(drawn)


@examples(ordinary=60, long=600)
@given(plans(), st.data())
def test_levers_on_funding_and_reductions(drawn, data):
    """Change one source by the program, and by the second model's own words."""
    streams = sorted(drawn.document["funding"])
    assume(streams)
    reductions = [name for name in streams if "kind" in drawn.document["funding"][name]]
    name = data.draw(st.sampled_from(reductions or streams))
    years = st.integers(1, drawn.document["years"]).map("year {}".format)
    kinds = {
        "flat": st.just(True),
        "add": st.dictionaries(years, st.integers(-20, 50), min_size=1),
        "ends": years,
        "delay": st.integers(1, 3),
    }
    chosen = data.draw(st.sets(st.sampled_from(sorted(kinds)), min_size=1))
    lever = {key: data.draw(kinds[key]) for key in sorted(chosen)}
    scenario = {"mtfp": 1, "scenario": "trial", "levers": [{"funding": {"name": name, **lever}}]}
    outcome = apply_all(drawn.plan(), [Scenario.model_validate(scenario)])
    errors = [each.code for each in complaints(outcome.plan) if each.code.startswith("E")]
    assume(not outcome.refused and not errors)  # a transfer goes into money that lasts
    plain = plain_plan(replace(drawn, document=slow.with_funding_changed(drawn.document, name, lever)))
    fast = rows_of(project(outcome.plan, central_draws(outcome.plan)), 0)
    assert_agree(fast, slow.project(plain, slow.central(plain)))


@examples(ordinary=60, long=600)
@given(plans())
def test_lines_that_follow_another(drawn):
    """Project charges, and a cost of its own growth, that follow lines with changes of level, and moves out and in."""
    lines = drawn.document["lines"]
    leaders = [name for name, line in lines.items() if "budget" in line]
    assume(leaders)
    charges = {"partner": "council", "setting": "other", "kind": "income", "budget": 40, "components": {"cpi": "100%"}}
    checks = {**charges, "kind": "cost", "fixed_share": "25%", "demand": {"line": leaders[-1], "growth": "growth"}}
    both = {"a_charge": {**charges, "demand": {"line": leaders[0]}}, "checks": checks}
    services = [name for name, line in lines.items() if line.get("kind") != "income"]
    there = {"out_of": services[:1], "into": ["checks"], "activity": "60%", "from": year(1), "reinvested": "70%"}
    back = {"out_of": ["checks"], "into": services[:1], "activity": "25%", "from": year(1), "reinvested": "50%"}
    moves = {"there": there, "back": back} if services else {}
    with_followers = drawn.but(lines={**both, **lines}, moves={**drawn.document["moves"], **moves})
    agrees_centrally(with_followers)
    agrees(with_followers, some_draws(with_followers.plan(), 2), (1,))


NAMES = ("a", "b", "c", "national", "once")


@examples(ordinary=60, long=600)
@given(st.data())
def test_correlated_shocks_with_memory(data):
    """Mix given shocks a second time: correlations too weak to contradict each other, in a plan that starts in 2015."""
    pairs = data.draw(st.dictionaries(st.sampled_from(list(combinations(NAMES, 2))), st.floats(-0.24, 0.24)))
    memory = {**{name: data.draw(st.sampled_from((0.0, 0.5, 0.9))) for name in NAMES}, "once": 1}
    normal = {"unit": "rate", "central": "2%", "source": "drawn", "spread": {"normal": {"mean": "2%", "sd": "1%"}}}
    assumptions = {name: {**normal, "persistence": memory[name]} for name in NAMES}
    assumptions["national"]["scope"] = "national"
    assumptions["once"] = {**normal, "drawn": "once"}
    plan = Plan.model_validate(
        {
            "mtfp": 1, "name": "Drawn", "base_year": "2014/15", "years": 3, "unit": "£k", "lines": {}, "funding": {},
            "assumptions": assumptions, "correlations": [[*pair, strength] for pair, strength in pairs.items()],
        }
    )  # fmt: skip
    random = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    shocks = {name: random.normal(size=1 if memory[name] == 1 else 3) for name in NAMES}
    fast = latents(plan, {assumption_stream(plan, name): shock[:, None] for name, shock in shocks.items()})
    by_calendar_year = {name: dict(enumerate(shock.tolist(), 2015)) for name, shock in shocks.items()}
    stated = {frozenset(pair): strength for pair, strength in pairs.items()}
    plain = mixing.latents(by_calendar_year, memory, {}, stated, {"national"}, 2015, 3)
    for name in NAMES:
        np.testing.assert_allclose(fast[name].ravel(), plain[name], rtol=1e-9, atol=1e-12, err_msg=name)
