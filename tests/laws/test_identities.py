"""The identities of the model document's section 18, in every draw and year of random plans."""

import numpy as np
from hypothesis import given

from mtfp.engine import project
from mtfp.model.consistency import complaints
from mtfp.model.scheme.closing_steps import Offset
from mtfp.model.scheme.who_pays import AdditionalPayments
from mtfp.results.figures import figures
from mtfp.scenarios.below_zero import below_zero
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import PARTNERS, plans, some_draws


def projected(drawn, size=3):
    plan = drawn.plan()
    return project(plan, some_draws(plan, size))


def same(found, expected, size=1.0, message=""):
    """Assert equality up to rounding, of the figures or of the plan's largest amounts."""
    # An array that is the same in every draw may have one column.
    both = np.broadcast_arrays(found, expected)
    np.testing.assert_allclose(*both, rtol=1e-9, atol=1e-9 * max(size, 1.0), err_msg=message)


def size_of(projection):
    parts = (projection.gap.expenditure, projection.gap.funding, projection.gap.savings)  # some have a single column
    return max(float(np.nanmax(np.abs(part))) for part in parts)


def lines_of(plan, section):
    """Return each item of a section with its share on each line, shape (line,), and its share on no line."""
    for name, item in getattr(plan, section).items():
        landing = item.landing(plan.lines, plan.base_year)
        yield name, landing.lines, float(landing.arms.sum() + landing.plan)


def integrated_money(projection, section, by_name):
    """Return the cost of a section's items to the integrated budget, shape (year, draw)."""
    plan, total = projection.plan, projection.draws.zeros()
    mine = np.array([not line.set_aside for line in plan.lines.values()])
    for name, on_lines, elsewhere in lines_of(plan, section):
        total = total + (on_lines[mine].sum() + elsewhere) * by_name[name]
    return total


def needs(projection):
    """Return the cost of each ring-fenced stream's lines after their savings, shape (year, draw)."""
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
    """Return the recurring cost of each ring-fenced stream's lines, shape (year, draw)."""
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


def law_random_plans_are_sound(p):
    assert [complaint for complaint in complaints(p.plan) if complaint.code.startswith("E")] == []
    assert list(below_zero(p.plan)) == []


def law_gap_is_all_cost_less_usable_funding_less_savings(p):
    mine = np.array([not line.set_aside for line in p.plan.lines.values()])
    spent = p.costs.cost[mine].sum(axis=0)
    for section, money in (
        ("commitments", p.spending.commitments),
        ("investments", p.spending.investments),
        ("risk_events", p.spending.events),
    ):
        spent = spent + integrated_money(p, section, money)
    usable = sum(p.usable.values(), p.draws.zeros()) + p.closing.drawn_by_lines
    same(p.gap.expenditure, spent, size_of(p))
    usable = usable - p.closing.repayments.sum(axis=0)
    same(p.gap.funding, usable, size_of(p))
    same(p.gap.before_savings, spent - usable, size_of(p))
    same(p.gap.gap, spent - usable - p.gap.savings, size_of(p))


def law_payments_add_and_reductions_take_off(p):
    """In the central case, which is the first draw; and the plan states the base year's payments as they count."""
    for name, stream in p.plan.funding.items():
        paid, stated = p.receipts[name].total, stream.of_base_year(p.plan.base_year)
        same(paid[0], np.nan if stated is None else stated, size_of(p), name)
        way = -1 if stream.kind == "reduction" else 1
        if not p.plan.transfers:
            assert (way * paid[1:, 0] >= -1e-9 * size_of(p)).all(), name


def law_the_rows_of_funding_are_all_of_it(p):
    rows = figures(p)
    parts = ("payments.council", "payments.nhs", "ring_fenced", "ring_fenced_reserves", "other_income")
    received = sum(rows[part] for part in parts)
    same((received - rows["repayments"])[1:], rows["funding"][1:], size_of(p))
    same(received[0], rows["funding"][0], size_of(p))


def law_transfers_leave_all_funding_and_the_set_aside_gap_as_they_were(p):
    """Set-aside cost and set-aside funding fall by the same amount, and the integrated gap by as much."""
    if not p.plan.transfers:
        return
    before = project(p.plan.model_copy(update={"transfers": {}}), p.draws)
    moved = sum((transfer.moved(p.draws) for transfer in p.plan.transfers.values()), p.draws.zeros())
    size = size_of(p)
    same(p.set_aside.cost, before.set_aside.cost - moved, size)
    same(p.set_aside.funding, before.set_aside.funding - moved, size)
    same(p.set_aside.gap, before.set_aside.gap, size)
    same(p.gap.expenditure, before.gap.expenditure, size)
    # With less to close, partners lend less and are repaid less; funding is after repayments.
    lent, lent_before = (each.closing.repayments.sum(axis=0) for each in (p, before))
    same(p.gap.funding + lent, before.gap.funding + lent_before + moved, size)
    same(p.gap.recurring_gap, before.gap.recurring_gap - moved, size)


def law_the_auditors_mix(p):
    """Gap before savings = savings planned + planned use + unidentified; to close = unidentified + undelivered."""
    rows = {name: values[1:] for name, values in figures(p).items()}
    mix = rows["savings_planned"] + rows["planned_use_of_reserves"] + rows["unidentified"]
    same(mix, rows["gap_before_savings"], size_of(p))
    same(rows["unidentified"] + rows["undelivered"], rows["to_close"], size_of(p))
    same(rows["gap"] - rows["planned_use_of_reserves"], rows["to_close"], size_of(p))
    same(rows["requirement"] - rows["savings_planned"], rows["unidentified"], size_of(p))
    for kind in ("requirement", "unidentified"):
        same(np.cumsum(rows[f"annual_{kind}"], axis=0), rows[kind], size_of(p))
    same(rows["savings_recurring"] + rows["savings_non_recurring"], rows["savings"], size_of(p))


def law_what_is_to_close_is_closed_carried_or_unmet(p):
    c, size = p.closing, size_of(p)
    paid = c.additional_payments.sum(axis=0)
    same(c.to_close + c.surplus, c.recovery_plan + c.reserves_used + paid + c.carried + c.unmet, size)
    by_arm = sum((step.closed for step in c.steps.values()), np.zeros_like(c.position))
    same(c.position + c.spare, by_arm + c.left, size)
    same(c.surplus, c.put_back + c.deficit_cleared + c.surplus_into_reserves + c.returned.sum(axis=0), size)
    rows = (
        "offset",
        "recovery_plan",
        "reserves_used",
        "carried",
        "put_back",
        "deficit_cleared",
        "returned",
        "left",
        "spare",
    )
    for row in rows:
        assert (getattr(c, row) >= -1e-9 * size).all(), row
    *_, last = p.plan.scheme.order.values()
    if last.takes_all:
        assert (c.unmet <= 1e-9 * size).all()
    if isinstance(last, Offset) and last.root == "arms":
        assert (np.minimum(c.unmet, c.surplus) <= 1e-9 * size).all(), "an arm overspends while the other has money left"
    same(c.deficit, np.cumsum(c.carried - c.deficit_cleared, axis=0), size)
    assert (c.deficit >= -1e-9 * size).all()


def law_reserves_add_up_and_never_fall_below_zero_nor_through_a_step_below_their_floor(p):
    size = max(size_of(p), *(reserve.closing.max() for reserve in p.reserves.values()), 1.0) if p.reserves else 1.0
    for name, reserve in p.reserves.items():
        before = (
            reserve.closing[:-1]
            + (reserve.contributions - reserve.planned_use + reserve.unspent - reserve.drawn_by_lines)[1:]
        )
        after = before + (reserve.put_back + reserve.surplus_in - reserve.used_by_steps - reserve.clawed_back)[1:]
        same(reserve.closing[1:], after, size, name)
        same(reserve.closing[0], p.plan.all_reserves[name].opening)
        assert (reserve.closing >= -1e-9 * size).all(), name
        assert (reserve.used_by_steps[1:] <= np.maximum(before - reserve.floor[1:], 0) + 1e-9 * size).all(), name
        for row in (
            "planned_use",
            "unspent",
            "drawn_by_lines",
            "used_by_steps",
            "put_back",
            "surplus_in",
            "clawed_back",
        ):
            assert (getattr(reserve, row) >= -1e-9 * size).all(), (name, row)
        if not p.plan.all_reserves[name].serves_the_gap:
            assert not reserve.used_by_steps.any()
    c, nil = p.closing, p.draws.zeros()
    same(c.reserves_used, sum((reserve.used_by_steps for reserve in p.reserves.values()), nil), size)
    same(c.put_back, sum((reserve.put_back for reserve in p.reserves.values()), nil), size)
    same(c.surplus_into_reserves, sum((reserve.surplus_in for reserve in p.reserves.values()), nil), size)
    same(
        c.planned_use, sum((reserve.planned_use - reserve.contributions for reserve in p.reserves.values()), nil), size
    )


def law_each_step_closes_as_much_as_its_sources_give(p):
    """Identities 3 and 5, step by step: sources add up to what is taken off the arms; an offset adds nothing."""
    size, nil = size_of(p), p.draws.zeros()
    for key, step in p.closing.steps.items():
        reserves = sum(step.reserves.values(), nil)
        same(step.closed.sum(axis=0), step.recovered + reserves + step.partners.sum(axis=0) + step.carried, size, key)
        assert (step.offset <= np.abs(step.closed).max(axis=0) + 1e-9 * size).all()
        assert set(step.reserves) <= set(p.plan.all_reserves)
    total = sum((step.partners for step in p.closing.steps.values()), np.zeros_like(p.closing.position))
    same(p.closing.additional_payments, total, size)


def law_partners_pay_by_their_rule_and_no_more_than_their_cap(p):
    plan, size, gives = p.plan, size_of(p), {}
    for kind in ("payment", "set_aside"):
        streams = [(s.partner, p.receipts[n].total) for n, s in plan.funding.items() if s.type == kind]
        gives[kind] = [sum((paid for by, paid in streams if by == who), p.draws.zeros()) for who in PARTNERS]
    for key, step in plan.scheme.order.items():
        if not isinstance(step, AdditionalPayments):
            continue
        rule, paid = step.root, p.closing.steps[key].partners[:, 1:]
        for row, who in enumerate(PARTNERS):
            for t, year in enumerate(plan.timeline.projected if who in getattr(rule, "cap", {}) else ()):
                assert (paid[row, t] <= rule.cap[who].at(year) + 1e-9 * size).all()
        if rule.who == "stated":
            stated = [[rule.amounts.get(y, {}).get(who, 0.0) for y in plan.timeline.projected] for who in PARTNERS]
            same(paid, np.repeat(np.array(stated)[:, :, None], p.draws.size, axis=2), size)
        elif not rule.cap and rule.who in ("by_contribution", "fixed"):
            basis = [np.full_like(paid[0], rule.shares.get(who, 0.0)) for who in PARTNERS] if rule.who == "fixed" else [
                np.maximum(gives["payment"][row] + (gives["set_aside"][row] if rule.set_aside else 0.0), 0.0)[1:]
                for row in (0, 1)
            ]  # fmt: skip
            known = basis[0] + basis[1] > 0
            same((paid[0] * basis[1])[known], (paid[1] * basis[0])[known], size * max(1.0, size_of(p)))
        elif not rule.cap and rule.who == "own_arm":
            same(paid, p.closing.steps[key].closed[:, 1:], size)


def law_what_partners_pay_in_all_and_other_money_meet_the_spending(p):
    """Both partners + others + reserves − ring-fenced money returned + what nobody pays = expenditure less savings."""
    rows, c, size = figures(p), p.closing, size_of(p)
    pays = sum(rows[f"total_payments.{who}"] for who in PARTNERS)
    fenced = [name for name, stream in p.plan.funding.items() if stream.type == "ring_fenced"]
    unused = sum((p.receipts[name].total - p.usable[name] for name in fenced), p.draws.zeros())
    held = sum((reserve.closing for reserve in p.reserves.values()), p.draws.zeros())
    kept = sum((reserve.unspent for reserve in p.reserves.values()), p.draws.zeros())
    clawed = sum((reserve.clawed_back for reserve in p.reserves.values()), p.draws.zeros())
    from_reserves = -np.diff(held, axis=0) - clawed[1:]
    nobody = c.recovery_plan + c.carried - c.deficit_cleared + c.unmet
    meets = pays + rows["other_income"] - (unused - kept) + nobody
    same(meets[1:] + from_reserves, (p.gap.expenditure - p.gap.savings)[1:], size + float(held.max()))
    same((pays + rows["other_income"] - unused)[0], rows["funding"][0], size)


def law_each_partner_pays_what_it_agreed_and_adds_less_what_comes_back(p):
    rows = figures(p)
    for row, who in enumerate(PARTNERS):
        fenced = [n for n, s in p.plan.funding.items() if s.type == "ring_fenced" and s.partner == who]
        agreed = rows[f"payments.{who}"] + sum((p.receipts[name].total for name in fenced), p.draws.zeros())
        more = rows[f"additional_payments.{who}"] - rows[f"repayments.{who}"] - p.closing.returned[row]
        same(rows[f"total_payments.{who}"][0], agreed[0], size_of(p), who)
        same(rows[f"total_payments.{who}"][1:], (agreed + more)[1:], size_of(p), who)


def law_reserves_left_are_no_less_than_zero_and_no_more_than_the_balances(p):
    reserves = p.plan.all_reserves
    free = [reserve for name, reserve in p.reserves.items() if reserves[name].class_ != "ring_fenced"]
    held = sum((reserve.closing for reserve in free), p.draws.zeros())
    least = held - sum((reserve.floor for reserve in free), p.draws.zeros())
    rows, slack = figures(p), 1e-9 * max(size_of(p), float(held.max()))
    left = rows["reserves_left"]
    assert (left >= 0).all()
    assert (left <= held + slack).all()
    assert (left >= least - slack).all()
    assert (held <= rows["reserves"] + slack).all()


def law_what_is_lent_is_repaid_or_still_owed(p):
    """Identity 6: repayments over time = repayable share of additional payments, within the horizon or outstanding."""
    shape = (len(PARTNERS), *p.draws.shape)
    lent, paid = np.zeros(shape), np.zeros(shape)
    for key, step in p.plan.scheme.order.items():
        payments = np.maximum(p.closing.steps[key].partners, 0.0)
        paid += payments
        for who, terms in getattr(getattr(step, "root", None), "repayable", {}).items():
            lent[PARTNERS.index(who)] += terms.share * payments[PARTNERS.index(who)]
    lent *= np.maximum(1 - np.divide(p.closing.returned, paid, out=np.zeros(shape), where=paid > 0), 0)
    size = size_of(p)
    same(np.cumsum(lent - p.closing.repayments, axis=1), p.closing.outstanding, size)
    assert (p.closing.outstanding >= -1e-9 * size).all()
    assert not p.closing.repayments[:, :2].any()


def law_ring_fenced_money_pays_for_its_lines_and_no_more_than_there_is(p):
    plan, size, need = p.plan, size_of(p), needs(p)
    for name, stream in plan.funding.items():
        if stream.type == "ring_fenced":
            assert (p.usable[name][1:] <= need[name][1:] + 1e-9 * size).all()
            assert (p.usable[name][1:] <= p.receipts[name].total[1:] + 1e-9 * size).all()
        elif stream.type != "set_aside":
            same(p.usable[name], p.receipts[name].total, size)
    for name, reserve in p.reserves.items():
        mine = [
            stream for stream, said in plan.funding.items() if said.reserve == name and need.get(stream) is not None
        ]
        spent = sum((p.usable[stream] for stream in mine), p.draws.zeros()) + reserve.drawn_by_lines
        received = sum((p.receipts[stream].total for stream in mine), p.draws.zeros())
        cost = sum((need[stream] for stream in mine), p.draws.zeros())
        held = reserve.closing[:-1] + reserve.contributions[1:]
        assert (spent[1:] <= received[1:] + held + 1e-9 * size).all()
        assert (spent[1:] <= cost[1:] + 1e-9 * size).all()
        same((received - spent)[1:], (reserve.unspent - reserve.drawn_by_lines)[1:], size)
        if mine:
            short = (cost - spent)[1:] > 1e-6 * size
            left = reserve.closing[1:] + (reserve.clawed_back - reserve.put_back - reserve.surplus_in)[1:]
            assert not (short & (left - reserve.unspent[1:] > 1e-6 * size)).any(), (
                "money stays in the reserve while its lines want it"
            )


def law_contributions_are_made_unless_they_stop_in_deficit(p):
    deficit = p.closing.deficit[:-1] * np.ones(p.draws.shape[1])
    for name, reserve in p.plan.all_reserves.items():
        planned = np.array([[reserve.planned_contributions.get(year, 0.0)] for year in p.plan.timeline.projected])
        stopped = reserve.contributions_stop_in_deficit & (deficit > 1e-9 * np.abs(p.gap.expenditure[1:]))
        same(p.reserves[name].contributions[1:], np.where(stopped, 0.0, planned), size_of(p))


def law_cost_after_funding_ends_is_no_more_than_the_money_that_ended_and_the_cost_of_its_lines(p):
    stays, most = p.gap.cost_after_funding_ends, p.draws.zeros()
    for name, stream in p.plan.funding.items():
        if stream.type == "set_aside" or not stream.ends:
            continue
        end = p.plan.timeline.at(stream.ends)
        sign = -1 if stream.kind == "reduction" else 1
        paid = np.maximum(p.receipts[name].total[end] - sign * stream.one_off.get(stream.ends, 0.0), 0.0)
        most[end + 1 :] += paid if stream.type != "ring_fenced" else np.minimum(paid, needs(p)[name][end + 1 :])
    assert (stays >= 0).all()
    assert (stays <= most + 1e-9 * size_of(p)).all()


def law_the_recurring_gap_is_the_gap_without_what_comes_once(p):
    """One-off cost − one-off funding + repayments − non-recurring savings + full-year effect still to come."""
    plan = p.plan
    once = p.draws.zeros()
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
    to_come = p.draws.zeros()
    for name, scheme in plan.all_savings.items():
        landing = scheme.landing(plan.lines, plan.base_year)
        weight = landing.lines[mine].sum() + landing.arms.sum() + landing.plan
        if scheme.recurring:
            to_come = to_come + weight * (p.savings[name].achieved_full_year - p.savings[name].achieved)
    repaid = p.closing.repayments.sum(axis=0)
    expected = once - one_off + repaid - p.gap.savings_non_recurring + to_come
    same((p.gap.gap - p.gap.recurring_gap)[1:], expected[1:], size_of(p))


def law_figures_are_never_infinite_and_blank_only_where_they_may_be(p):
    for name, values in figures(p).items():
        assert values.shape == p.draws.shape, name
        assert not np.isinf(values).any(), name
        if name not in ("unidentified_share", "contingency_share", "community_share"):
            assert not np.isnan(values[1:]).any(), name


@examples(ordinary=500, long=5000)
@given(plans())
def test_every_identity_holds(drawn):
    hold(laws_in(globals()), projected(drawn))
