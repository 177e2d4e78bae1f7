"""Moves of activity on random plans: shares that hold in every year and draw, whatever the order of levers."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from mtfp.analysis.bridge import cost_bridge
from mtfp.engine import project
from mtfp.engine.aggregate import group_lines
from mtfp.model.consistency import complaints
from mtfp.results.figures import figures
from mtfp.results.moves import moves
from mtfp.results.services import activity
from mtfp.scenarios.scenario import Scenario, apply_all
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import plans, some_draws, year
from tests.laws.test_changes import assert_same, halves, naming_both
from tests.laws.test_identities import same, size_of

STAFFED = {"partner": "council", "setting": "other", "components": {"pay": "100%"}}
FOLLOWERS = {
    "charges": {**STAFFED, "kind": "income", "budget": 40},
    "meals": {**STAFFED, "budget": 30, "fixed_share": "20%"},
}


@st.composite
def moving(draw):
    """Choose a plan of several lines, of which one loses activity by two moves, and lines that follow the others."""
    drawn = draw(plans())
    still = {"partner": "council", "setting": "community", "budget": 300, "components": {"wage": "60%", "cpi": "40%"}}
    counts = {"activity": {"unit": "hours", "base": 900}}
    lines = {**drawn.document["lines"], "homes": {**still, "fixed_share": "10%", **counts}, "home": {**still, **counts}}
    leads = st.sampled_from([name for name, line in lines.items() if "budget" in line])
    both = st.sampled_from([{}, {"service_level": draw(_whole_units(drawn.document["years"]))}])
    lines |= {name: {**lines[name], **draw(both)} for name in ("homes", "home")}
    lines |= {name: {**line, "demand": {"line": draw(leads)}} for name, line in FOLLOWERS.items()}
    own = {name: draw(_move(drawn.document["years"], into)) for name, into in (("one", "home"), ("two", "meals"))}
    if draw(st.booleans()):
        own["back"] = {**draw(_move(drawn.document["years"], "homes")), "out_of": ["home"]}
    return drawn.but(lines=lines, moves={**drawn.document["moves"], **own})


@st.composite
def _whole_units(draw, years):
    """Choose changes of which some are of whole units, stop the service, or leave stranded cost."""
    changes = []
    for _ in range(draw(st.integers(1, 3))):
        change = {"level": f"{draw(st.sampled_from((0, 40, 100, 150)))}%", "from": year(draw(st.integers(1, years)))}
        rest = st.sampled_from(
            ({"step_fixed": True}, {"released": "50%"}, {"released": "50%", "stranded": {"years": 1}})
        )
        changes.append({**change, **draw(rest)})
    return changes


@st.composite
def _move(draw, years, into):
    percent = st.integers(0, 100).map("{}%".format)
    start = draw(st.integers(1, years))
    measure = draw(st.sampled_from(("reinvested", "ratio" if into != "meals" else "reinvested")))
    move = {
        "out_of": ["homes"],
        "into": [into],
        "activity": draw(percent),
        "released": draw(percent),
        "from": year(start),
        "to": year(draw(st.integers(start, years))),
        "profile": draw(st.sampled_from(("step", "linear", "front", "back"))),
        measure: draw(percent) if measure == "reinvested" else draw(st.integers(0, 5)),
    }
    return {**move, "stranded": {"years": draw(st.integers(1, 3))}} if draw(st.booleans()) else move


def law_what_is_reinvested_is_the_share_of_what_is_released(drawn, p):
    for name, by in moves(p).items():
        move, into = p.plan.moves[name], p.costs.moved.effects[name].into
        if move.reinvested is not None:
            there = sum(p.costs.moved.before[line].activity_cost for line in into)
            same(by.reinvested, np.where(there > 0, move.reinvested * by.released, 0.0), size_of(p))


def law_units_added_are_the_ratio_times_those_that_leave(drawn, p):
    for name, by in moves(p).items():
        if (ratio := p.plan.moves[name].ratio) is not None:
            there = sum(by.added[line] for line in by.added)
            left = sum(by.leaves.values())
            same(np.where(there > 0, there, 0), np.where(there > 0, ratio * left, 0), float(left.max()) * max(ratio, 1))


def law_what_moves_release_is_what_their_lines_cost_less(drawn, p):
    """Without the money that arrives, lines cost less by what is released, and moves out of a line share all of it."""
    alone = {name: {**move, "reinvested": "0%"} for name, move in drawn.document["moves"].items()}
    alone = {name: {key: value for key, value in move.items() if key != "ratio"} for name, move in alone.items()}
    lines = {name: line for name, line in drawn.document["lines"].items() if name not in FOLLOWERS}
    lines |= {name: {key: v for key, v in FOLLOWERS[name].items() if key != "demand"} for name in FOLLOWERS}
    with_moves = drawn.but(lines=lines, moves=alone).plan()
    draws = some_draws(with_moves, 2)
    after, before = project(with_moves, draws), project(with_moves.but(moves={}), draws)
    released = sum(by.released for by in moves(after).values())
    fall = sum(before.costs.cost - after.costs.cost)
    same(released, fall, size_of(before))


def law_nothing_arrives_at_a_line_without_activity(drawn, p):
    """Nor does money go there: its cost is what it would be with the moves out of it alone."""
    moved = p.costs.moved
    for name, by in moves(p).items():
        for line in p.plan.moves[name].into.of(p.plan.lines):
            stopped = moved.before[line].volume <= 0
            np.testing.assert_array_equal(np.where(stopped, moved.after[line].volume, 0.0), 0.0)
            if p.plan.moves[name].into.of(p.plan.lines) == (line,):
                np.testing.assert_array_equal(np.where(stopped, by.reinvested, 0.0), 0.0)


def law_moves_leave_the_cost_of_closed_units(drawn, p):
    """Whatever leaves, the cost of the units that are closed stays, so that their stated money has a cost to lower."""
    for name in ("homes", "home"):
        after = p.costs.moved.after[name]
        closed = after.base * after.price * (1 - after.fixed_share) * after.demand * after.closed
        assert (after.cost - closed >= -1e-9 * size_of(p)).all()


def law_fixed_cost_of_a_service_with_activity_is_whole(drawn, p):
    for after in p.costs.moved.after.values():
        np.testing.assert_array_equal(np.where(after.service_level > 0, after.fixed_level, 1.0), 1.0)


def law_net_effects_are_all_that_moves_change(drawn, p):
    without = project(p.plan.but(moves={}), p.draws)
    same(sum(by.net for by in moves(p).values()), sum(p.costs.cost - without.costs.cost), size_of(p))


def law_people_that_move_are_the_change_of_activity(drawn, p):
    without, after = activity(project(p.plan.but(moves={}), p.draws)), activity(p)
    for line, before in without.items():
        led = p.plan.lines[line].demand.line
        if not led:
            change = sum(by.added.get(line, 0.0) - by.leaves.get(line, 0.0) for by in moves(p).values())
            same(after[line] - before, change + 0.0 * before, float(np.abs(before).max()))


def law_the_bridge_is_exact(drawn, p):
    bridge = cost_bridge(p)
    same(np.diff(bridge.cost, axis=0), sum(bridge.causes.values())[1:], size_of(p))


def law_grouped_lines_give_the_same_figures(drawn, p):
    grouped = figures(project(p.plan, p.draws, group_lines(p.plan, by_setting=True)))
    assert_same({name: values for name, values in figures(p).items() if name in grouped}, grouped)


def law_splitting_a_line_of_a_move_leaves_totals(drawn, p):
    for name in ("homes", "home"):
        followed = [line for line in FOLLOWERS if drawn.document["lines"][line]["demand"]["line"] == name]
        if not followed:
            split = drawn.but(
                lines=halves(drawn.document["lines"], name, 0.25),
                **{section: naming_both(drawn.document[section], name) for section in ("moves", "funding", "scheme")},
            ).plan()
            assert_same(figures(p), figures(project(split, some_draws(split, 3))))


@examples(ordinary=80, long=800)
@given(moving())
def test_moves_keep_their_shares(drawn):
    plan = drawn.plan()
    assert not [each for each in complaints(plan) if each.code.startswith("E")]
    hold(laws_in(globals()), drawn, project(plan, some_draws(plan, 3)))


CUTS = (
    {"service_level": {"lines": "homes", "level": "70%", "from": "year 1"}},
    {"service_level": {"lines": "home", "level": "120%", "from": "year 2", "bought_elsewhere": "30%"}},
    {"service_level": {"lines": "homes", "level": "50%", "from": "year 2", "to": "year 3", "bought_elsewhere": "60%"}},
    {"shift": {"assumption": "cpi", "by": "1%"}},
    {"saving": {"name": "more", "add": {"planned": {"year 1": 5}, "line": "homes"}}},
)


def levers_of(drawn):
    """Return the moves of a plan as levers."""
    return [{"move": move} for move in drawn.document["moves"].values()]


@examples(ordinary=50, long=500)
@given(moving(), st.data())
def test_the_order_of_levers_changes_nothing(drawn, data):
    """In one scenario, or in two that are joined."""
    plan = drawn.but(moves={}).plan()
    levers = [*levers_of(drawn), *CUTS]
    one, other = (data.draw(st.permutations(levers)) for _ in range(2))
    at = data.draw(st.integers(0, len(levers)))
    results = []
    for parts in ([one], [other[:at], other[at:]]):
        scenarios = [Scenario.model_validate({"mtfp": 1, "scenario": "s", "levers": each}) for each in parts]
        outcome = apply_all(plan, scenarios)
        assert not outcome.refused, outcome.objections
        results.append(figures(project(outcome.plan, some_draws(outcome.plan, 2))))
    assert_same(*results)


@examples(ordinary=40, long=400)
@given(moving())
def test_a_move_of_nothing_is_the_plan_to_the_bit(drawn):
    plan = drawn.plan()
    nothing = {name: move.with_fields(activity=0.0) for name, move in plan.moves.items()}
    draws = some_draws(plan, 2)
    without = figures(project(plan.but(moves={}), draws))
    for name, values in figures(project(plan.but(moves=nothing), draws)).items():
        np.testing.assert_array_equal(values, without[name], err_msg=name)


@examples(ordinary=60, long=600)
@given(plans(), st.data())
def test_a_cut_that_runs_off_ends_at_the_cost_of_full_release(drawn, data):
    """Fixed cost of a service that stops runs off too, so cut levels are above zero here."""
    years = drawn.document["years"]
    assume(years > 1)
    lines = drawn.document["lines"]
    name = data.draw(st.sampled_from(sorted(lines)))
    runs = data.draw(st.integers(1, years - 1))
    start = data.draw(st.integers(1, years - runs))
    level = data.draw(st.integers(1, 99))
    costs = []
    for rest in ({"released": "35%", "stranded": {"years": runs}}, {"released": "100%"}):
        cut = {"level": f"{level}%", "from": year(start), **rest}
        plan = drawn.but(lines={**lines, name: {**lines[name], "service_level": cut}}).plan()
        costs.append(sum(project(plan, some_draws(plan, 2)).costs.cost))
    same(costs[0][start + runs :], costs[1][start + runs :], float(np.abs(costs[0]).max()))
