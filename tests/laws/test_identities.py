"""The identities of the model document's section 18, in every draw and year of random plans."""

import numpy as np
from hypothesis import given, settings

from mtfp.analysis.figures import figures
from mtfp.engine import project
from mtfp.futures.draws import central_draws
from mtfp.model.consistency import complaints
from tests.laws.plans import futures, one_of, plans

SOME = settings(max_examples=40)


def projected(drawn, size=3):
    plan = drawn.plan()
    return project(plan, futures(plan, size))


def same(found, expected, size=1.0, message=""):
    """Equal to rounding: of the figures themselves, or of the plan's largest amounts, of which they are differences."""
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9 * max(size, 1.0), err_msg=message)


def size_of(projection):
    return float(np.nanmax(np.abs([projection.gap.expenditure, projection.gap.funding, projection.gap.savings])))


def lines_of(plan, section):
    """Each item of a section with the share of it on each line, shape (line,), and the share on no line."""
    for name, item in getattr(plan, section).items():
        landing = item.landing(plan.lines, plan.base_year)
        yield name, landing.lines, float(landing.arms.sum() + landing.plan)


def integrated_money(projection, section, by_name):
    """What a section's items cost the integrated budget, shape (year, draw)."""
    plan, total = projection.plan, projection.draws.nil()
    mine = np.array([not line.set_aside for line in plan.lines.values()])
    for name, on_lines, elsewhere in lines_of(plan, section):
        total = total + (on_lines[mine].sum() + elsewhere) * by_name[name]
    return total


def needs(projection):
    """What each ring-fenced stream's lines cost after their savings, by stream, shape (year, draw)."""
    plan = projection.plan
    net = projection.costs.cost + projection.spending.placed.lines
    for name, brought in projection.savings.items():
        on_lines = plan.all_savings[name].landing(plan.lines, plan.base_year).lines
        net = net - on_lines[:, None, None] * brought.achieved
    found = {}
    for name, stream in plan.funding.items():
        if stream.type == "ring_fenced":
            chosen = [row for row, line in enumerate(plan.lines) if line in stream.lines.of(plan.lines)]
            found[name] = np.maximum(net[chosen].sum(axis=0), 0)
    return found


def lasting_needs(projection):
    """What each ring-fenced stream's lines cost for good, by stream, shape (year, draw)."""
    plan, lasts = projection.plan, projection.costs.cost.copy()
    lasts[:, 0] = np.array([line.sign * line.recurring_base(plan.base_year) for line in plan.lines.values()])[:, None]
    for section, money in (
        ("commitments", projection.spending.commitments),
        ("investments", projection.spending.investments),
        ("risk_events", projection.spending.events),
    ):
        for name, on_lines, _ in lines_of(plan, section):
            if getattr(plan, section)[name].recurring:
                lasts = lasts + on_lines[:, None, None] * money[name]
    for name, brought in projection.savings.items():
        on_lines = plan.all_savings[name].landing(plan.lines, plan.base_year).lines
        lasts = lasts - on_lines[:, None, None] * brought.achieved_full_year
    return {
        name: np.maximum(lasts[[line in stream.lines.of(plan.lines) for line in plan.lines]].sum(axis=0), 0)
        for name, stream in plan.funding.items()
        if stream.type == "ring_fenced"
    }


@SOME
@given(plans())
def test_random_plans_are_sound(drawn):
    assert [complaint for complaint in complaints(drawn.plan()) if complaint.code.startswith("E")] == []


@SOME
@given(plans())
def test_gap_is_cost_and_all_beside_it_less_usable_funding_less_savings(drawn):
    p = projected(drawn)
    mine = np.array([not line.set_aside for line in p.plan.lines.values()])
    spent = p.costs.cost[mine].sum(axis=0)
    for section, money in (
        ("commitments", p.spending.commitments),
        ("investments", p.spending.investments),
        ("risk_events", p.spending.events),
    ):
        spent = spent + integrated_money(p, section, money)
    usable = sum(p.usable.values(), p.draws.nil()) + p.closing.drawn_by_lines
    same(p.gap.expenditure, spent, size_of(p))
    same(p.gap.funding, usable, size_of(p))
    same(p.gap.before_savings, spent - usable, size_of(p))
    same(p.gap.gap, spent - usable - p.gap.savings, size_of(p))


@SOME
@given(plans())
def test_the_rows_of_funding_are_all_of_it(drawn):
    p = projected(drawn)
    rows = figures(p)
    parts = ("payments.council", "payments.nhs", "ring_fenced", "ring_fenced_reserves", "other_income")
    same(sum(rows[part] for part in parts), rows["funding"], size_of(p))


@SOME
@given(plans())
def test_the_auditors_mix(drawn):
    """Gap before savings = savings planned + planned use + unidentified; to close = unidentified + undelivered."""
    p = projected(drawn)
    rows = {name: values[1:] for name, values in figures(p).items()}
    mix = rows["savings_planned"] + rows["planned_use_of_reserves"] + rows["unidentified"]
    same(mix, rows["gap_before_savings"], size_of(p))
    same(rows["unidentified"] + rows["undelivered"], rows["to_close"], size_of(p))
    same(rows["gap"] - rows["planned_use_of_reserves"], rows["to_close"], size_of(p))
    same(rows["requirement"] - rows["savings_planned"], rows["unidentified"], size_of(p))
    for kind in ("requirement", "unidentified"):
        same(np.cumsum(rows[f"annual_{kind}"], axis=0), rows[kind], size_of(p))
    same(rows["savings_recurring"] + rows["savings_non_recurring"], rows["savings"], size_of(p))


@SOME
@given(plans())
def test_what_is_to_close_is_closed_carried_or_unmet(drawn):
    p = projected(drawn)
    c, size = p.closing, size_of(p)
    paid = c.additional_payments.sum(axis=0)
    same(c.to_close + c.surplus, c.reserves_used + paid + c.carried + c.unmet, size)
    same(c.surplus, c.put_back + c.deficit_cleared + c.surplus_into_pots + c.returned, size)
    for row in ("offset", "reserves_used", "carried", "unmet", "surplus", "put_back", "deficit_cleared", "returned"):
        assert (getattr(c, row) >= -1e-9 * size).all(), row
    if any(step.carry for step in p.plan.scheme.steps):
        assert (c.unmet <= 1e-9 * size).all()
    if all(step.offset is None or step.offset.root == "arms" for step in p.plan.scheme.steps):
        assert (np.minimum(c.unmet, c.surplus) <= 1e-9 * size).all(), "an arm overspends while the other has money left"
    same(c.deficit, np.cumsum(c.carried - c.deficit_cleared, axis=0), size)
    assert (c.deficit >= -1e-9 * size).all()


@SOME
@given(plans())
def test_pots_add_up_and_never_fall_below_zero_nor_through_a_step_below_their_floor(drawn):
    p = projected(drawn)
    size = max(size_of(p), *(pot.closing.max() for pot in p.pots.values()), 1.0) if p.pots else 1.0
    for name, pot in p.pots.items():
        before = pot.closing[:-1] + (pot.contributions - pot.planned_use + pot.unspent - pot.drawn_by_lines)[1:]
        after = before + (pot.put_back + pot.surplus_in - pot.used_by_steps - pot.clawed_back)[1:]
        same(pot.closing[1:], after, size, name)
        same(pot.closing[0], p.plan.pots[name].opening)
        assert (pot.closing >= -1e-9 * size).all(), name
        assert (pot.used_by_steps[1:] <= np.maximum(before - pot.floor[1:], 0) + 1e-9 * size).all(), name
        for row in (
            "planned_use",
            "unspent",
            "drawn_by_lines",
            "used_by_steps",
            "put_back",
            "surplus_in",
            "clawed_back",
        ):
            assert (getattr(pot, row) >= -1e-9 * size).all(), (name, row)
        if not p.plan.pots[name].serves_the_gap:
            assert not pot.used_by_steps.any()
    c, nil = p.closing, p.draws.nil()
    same(c.reserves_used, sum((pot.used_by_steps for pot in p.pots.values()), nil), size)
    same(c.put_back, sum((pot.put_back for pot in p.pots.values()), nil), size)
    same(c.surplus_into_pots, sum((pot.surplus_in for pot in p.pots.values()), nil), size)
    same(c.planned_use, sum((pot.planned_use - pot.contributions for pot in p.pots.values()), nil), size)


@SOME
@given(plans())
def test_additional_payments_go_by_contribution(drawn):
    p = projected(drawn)
    paid, plan = p.closing.additional_payments, p.plan
    step = next((step.additional_payments for step in plan.scheme.steps if step.additional_payments), None)
    if step is None:
        assert not paid.any()
        return
    kinds = ("payment", "set_aside") if step.set_aside else ("payment",)
    gives = [
        sum(
            (p.receipts[n].total for n, s in plan.funding.items() if s.partner == by and s.type in kinds), p.draws.nil()
        )
        for by in ("council", "nhs")
    ]
    gives = [np.maximum(each, 0.0) for each in gives]  # who pays less than nothing contributes nothing
    known = (gives[0] + gives[1] > 0)[1:]
    same((paid[0] * gives[1])[1:][known], (paid[1] * gives[0])[1:][known], size_of(p) ** 2)


@SOME
@given(plans())
def test_ring_fenced_money_pays_for_its_lines_and_no_more_than_there_is(drawn):
    p = projected(drawn)
    plan, size, need = p.plan, size_of(p), needs(p)
    for name, stream in plan.funding.items():
        if stream.type == "ring_fenced":
            assert (p.usable[name][1:] <= need[name][1:] + 1e-9 * size).all()
            assert (p.usable[name][1:] <= p.receipts[name].total[1:] + 1e-9 * size).all()
        elif stream.type != "set_aside":
            same(p.usable[name], p.receipts[name].total, size)
    for name, pot in p.pots.items():
        mine = [
            stream for stream, said in plan.funding.items() if said.reserve == name and need.get(stream) is not None
        ]
        spent = sum((p.usable[stream] for stream in mine), p.draws.nil()) + pot.drawn_by_lines
        received = sum((p.receipts[stream].total for stream in mine), p.draws.nil())
        cost = sum((need[stream] for stream in mine), p.draws.nil())
        held = pot.closing[:-1] + pot.contributions[1:]
        assert (spent[1:] <= received[1:] + held + 1e-9 * size).all()
        assert (spent[1:] <= cost[1:] + 1e-9 * size).all()
        same((received - spent)[1:], (pot.unspent - pot.drawn_by_lines)[1:], size)
        if mine:
            short = (cost - spent)[1:] > 1e-6 * size
            left = pot.closing[1:] + (pot.clawed_back - pot.put_back - pot.surplus_in)[1:]
            assert not (short & (left - pot.unspent[1:] > 1e-6 * size)).any(), (
                "money stays in the pot while its lines want it"
            )


@SOME
@given(plans())
def test_the_recurring_gap_is_the_gap_without_what_comes_once(drawn):
    """Gap − recurring gap = one-off cost − one-off funding − non-recurring savings + full-year effect still to come."""
    p = projected(drawn)
    plan = p.plan
    once = p.draws.nil()
    for section, money in (
        ("commitments", p.spending.commitments),
        ("investments", p.spending.investments),
        ("risk_events", p.spending.events),
    ):
        items = getattr(plan, section)
        once = once + integrated_money(p, section, {n: money[n] * (not items[n].recurring) for n in items})
    lasting, one_off = lasting_needs(p), p.closing.drawn_by_lines
    for name, stream in plan.funding.items():
        if stream.type == "ring_fenced":
            one_off = one_off + p.usable[name] - np.minimum(p.receipts[name].recurring, lasting[name])
        elif stream.type != "set_aside":
            one_off = one_off + p.receipts[name].one_off
    mine = np.array([not line.set_aside for line in plan.lines.values()])
    to_come = p.draws.nil()
    for name, scheme in plan.all_savings.items():
        landing = scheme.landing(plan.lines, plan.base_year)
        weight = landing.lines[mine].sum() + landing.arms.sum() + landing.plan
        if scheme.recurring:
            to_come = to_come + weight * (p.savings[name].achieved_full_year - p.savings[name].achieved)
    expected = once - one_off - p.gap.savings_non_recurring + to_come
    same((p.gap.gap - p.gap.recurring_gap)[1:], expected[1:], size_of(p))


@SOME
@given(plans())
def test_figures_are_never_infinite_and_blank_only_where_they_may_be(drawn):
    p = projected(drawn)
    for name, values in figures(p).items():
        assert values.shape == p.draws.shape, name
        assert not np.isinf(values).any(), name
        if name not in ("unidentified_share", "community_share"):
            assert not np.isnan(values[1:]).any(), name


@SOME
@given(plans())
def test_each_draw_is_as_if_alone(drawn):
    plan = drawn.plan()
    draws = futures(plan, 4)
    together = figures(project(plan, draws))
    for position in range(draws.size):
        for name, alone in figures(project(plan, one_of(draws, position))).items():
            np.testing.assert_allclose(together[name][:, position], alone[:, 0], rtol=1e-12, atol=1e-9, err_msg=name)


@SOME
@given(plans())
def test_the_first_of_the_futures_is_the_central_case_and_runs_are_the_same_bits(drawn):
    plan = drawn.plan()
    central = figures(project(plan, central_draws(plan)))
    again = figures(project(plan, central_draws(plan)))
    many = figures(project(plan, futures(plan, 2)))
    for name, values in central.items():
        np.testing.assert_array_equal(values, again[name])
        np.testing.assert_allclose(values[:, 0], many[name][:, 0], rtol=1e-9, atol=1e-9, err_msg=name)
