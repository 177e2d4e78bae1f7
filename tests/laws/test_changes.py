"""Changes to a plan with known effects: scale, order, splitting a line, items of zero, known money."""

import copy
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.results.figures import figures
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import SETTINGS, in_other_order, plans, some_draws, times, year

SHARES = ("unidentified_share", "contingency_share", "community_share")
OF = {"unidentified_share": "gap_before_savings", "contingency_share": "expenditure"}
"""Ratios of sums, each with its denominator: the closer that is to zero, the larger their rounding error."""


def rows_of(drawn, size=3):
    plan = drawn.plan()
    return figures(project(plan, some_draws(plan, size)))


def assert_same(before, after, rows=None, factor=1.0):
    totals = [name for name in before if not name.startswith(("lines.", "funding."))]
    known = [abs(v) for name in totals if name not in SHARES for v in before[name].ravel() if not math.isnan(v)]
    size = max(known, default=1.0)
    for name in rows or totals:
        k, slack = (1.0, 1e-9) if name in SHARES else (factor, 1e-9 * max(size, 1e-300) * factor)
        if name in OF:
            sure = np.nan_to_num(np.abs(before[OF[name]])) > 1e-5 * size
            np.testing.assert_allclose(after[name][sure], before[name][sure], rtol=1e-4, atol=1e-4, err_msg=name)
            continue
        if name in ("reserves_needed", "reserves_short"):  # found to a rounding error of the largest money
            slack *= 10
        np.testing.assert_allclose(after[name], before[name] * k, rtol=1e-9, atol=slack, err_msg=name)


def law_scaling_all_money_scales_all_money_and_no_share(drawn, before, draw):
    k = draw(st.sampled_from((2.0, 1000.0, 1e-6, 1e9)))
    scaled = drawn.but(**times(drawn.document, k))
    assert_same(before, rows_of(scaled), factor=k)


def law_the_order_of_keys_changes_nothing(drawn, before, draw):
    turned = type(drawn)(in_other_order(drawn.document), drawn.supplied)
    assert turned.plan().digest() == drawn.plan().digest()
    after = rows_of(turned)
    assert before.keys() == after.keys()
    assert_same(before, after)


def halves(items, name, part):
    """Return a line as two: its money in two parts, everything else the same."""
    first, second = copy.deepcopy(items[name]), copy.deepcopy(items[name])
    for half, share in ((first, part), (second, 1 - part)):
        for key in ("budget", "one_off"):
            if key in half:
                half[key] *= share
        if "cost" in half:
            half["cost"] = {at: amount * share for at, amount in half["cost"].items()}
        if "amount" in half.get("adjust", {}):
            half["adjust"]["amount"] *= share
        if "activity" in half:
            half["activity"]["base"] *= share
    return {**{key: items[key] for key in items if key != name}, name: first, "other_half": second}


def naming_both(section, name):
    """Return the items, with those that name the line naming its other half too."""

    def both(item):
        if isinstance(item, dict):
            found = {key: both(value) for key, value in item.items()}
            if found.get("line") == name:
                found["lines"] = [found.pop("line"), "other_half"]
            return found
        if isinstance(item, list):
            return [*(both(each) for each in item), *(["other_half"] if name in item else [])]
        return item

    return {key: both(item) for key, item in section.items()}


def shared_by_money(drawn):
    """Return True if every item on several lines is shared by their budgets, not equally for lack of budgets."""
    plan = drawn.plan()
    for section in ("commitments", "transfers", "savings", "investments", "risk_events"):
        for item in getattr(plan, section).values():
            names = item.targets(plan.lines)
            if names and not sum(plan.lines[name].opening(plan.base_year) for name in names) > 0:
                return False
    return True


def law_splitting_a_line_in_two_leaves_totals(drawn, before, draw):
    if not shared_by_money(drawn):
        return
    name = draw(st.sampled_from(sorted(drawn.document["lines"])))
    part = draw(st.sampled_from((0.25, 0.5, 0.9)))
    sections = ("moves", "commitments", "transfers", "savings", "investments", "risk_events", "funding", "scheme")
    split = drawn.but(
        lines=halves(drawn.document["lines"], name, part),
        **{section: naming_both(drawn.document[section], name) for section in sections},
    )
    assert_same(before, rows_of(split))


def law_a_line_of_nothing_changes_nothing(drawn, before, draw):
    if not shared_by_money(drawn):
        return
    nothing = {
        "partner": draw(st.sampled_from(("council", "nhs"))),
        "setting": "community",
        "kind": draw(st.sampled_from(("cost", "income"))),
        "set_aside": draw(st.booleans()),
        "budget": 0,
        "components": {"pay": "100%"},
    }
    with_it = drawn.but(lines={"nothing": nothing, **drawn.document["lines"]})
    assert_same(before, rows_of(with_it))


NOTHING = {
    "commitments": {"amount": {year(1): 0, year(2): "tbc"}, "recurring": True},
    "funding": {"partner": "nhs", "type": "payment", "base": 0, "uplift": "uplift"},
    "savings": {"planned": {year(1): 0}, "part_year": "50%"},
    "investments": {"spend": {year(1): 0}, "saves": {"amount": 0}},
    "risk_events": {"probability": "50%", "each": "year", "impact": 1000},
    "reserves": {"class": "legacy", "opening": 0},
}


def central(rows):
    """Return the central case only, for changes that shift the random numbers of the other draws."""
    return {name: values[:, :1] for name, values in rows.items()}


def law_an_item_of_nothing_changes_nothing(drawn, before, draw):
    section = draw(st.sampled_from(sorted(NOTHING)))
    with_it = drawn.but(**{section: {"nothing": NOTHING[section], **drawn.document[section]}})
    assert_same(central(before), rows_of(with_it, 1), rows=list(before))


def law_a_pound_of_uplifted_funding_is_worth_its_uprated_pound_each_year(drawn, before, draw):
    pounds = draw(st.integers(1, 500))
    level = some_draws(drawn.plan(), 3).indices["uplift"]
    more = {"partner": "council", "type": "payment", "base": pounds, "uplift": "uplift"}
    after = rows_of(drawn.but(funding={**drawn.document["funding"], "more": more}))
    for row in ("gap_before_savings", "gap", "recurring_gap"):
        expected = without_repayments(before, row)[1:] - pounds * level[1:]
        np.testing.assert_allclose(without_repayments(after, row)[1:], expected, rtol=1e-9, atol=1e-6, err_msg=row)


def without_repayments(rows, row):
    """Return a gap before repayments to partners: with less lent, less is repaid."""
    return rows[row] if row == "recurring_gap" else rows[row] - np.nan_to_num(rows["repayments"])


def law_one_off_money_doesnt_mend_the_next_year(drawn, before, draw):
    pounds = draw(st.floats(1, 300))
    once = {"partner": "nhs", "type": "payment", "base": 0, "uplift": "uplift", "one_off": {year(1): pounds}}
    after = rows_of(drawn.but(funding={**drawn.document["funding"], "once": once}))
    gap, expected = without_repayments(after, "gap"), without_repayments(before, "gap")
    np.testing.assert_allclose(gap[1], expected[1] - pounds, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(gap[2:], expected[2:], rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(after["recurring_gap"], before["recurring_gap"], rtol=1e-9, atol=1e-6)


def law_planning_to_use_more_than_there_is_creates_no_money(drawn, before, draw):
    reserves = {
        name: reserve
        if reserve["class"] == "ring_fenced"
        else {**reserve, "planned_use": {year(t): 1e6 for t in range(1, drawn.document["years"] + 1)}}
        for name, reserve in drawn.document["reserves"].items()
    }
    plan = drawn.but(reserves=reserves).plan()
    projection = project(plan, some_draws(plan, 3))
    for name, reserve in projection.reserves.items():
        assert (reserve.closing >= -1e-9).all(), name
        out = (reserve.planned_use + reserve.used_by_steps + reserve.drawn_by_lines + reserve.clawed_back).sum(axis=0)
        into = plan.all_reserves[name].opening + (
            reserve.contributions + reserve.unspent + reserve.put_back + reserve.surplus_in
        ).sum(axis=0)
        assert (out <= into + 1e-6).all(), name
        if plan.all_reserves[name].class_ != "ring_fenced":
            held = np.concatenate([reserve.closing[:1], reserve.closing[:-1]]) + reserve.contributions
            used, there = np.broadcast_arrays(reserve.planned_use[1:], held[1:])
            np.testing.assert_allclose(used, there, rtol=1e-9, atol=1e-9, err_msg="all of it")


def law_later_years_change_nothing_in_earlier_ones(drawn, before, draw):
    years = drawn.document["years"]
    last = year(years)
    if years == 1 or any(f"'{key}': '{last}'" in str(drawn.document) for key in ("from", "ends")):
        return

    def earlier(said):
        """Return the document without amounts of the last year."""
        if isinstance(said, dict):
            return {key: earlier(item) for key, item in said.items() if key != last}
        return said

    shorter = type(drawn)({**earlier(drawn.document), "years": years - 1}, drawn.supplied)
    # An investment saves from its first year of spend, which must not be the last year here.
    if not all(any(item["spend"].values()) for item in shorter.document["investments"].values()):
        return
    if not all(item["amount"] for item in shorter.document["transfers"].values()):
        return
    longer = central(before)
    # Reserves are needed to the rounding error of the largest money in any year.
    slack = 1e-8 * max(float(np.nanmax(np.abs(longer[name]))) for name in ("expenditure", "funding", "set_aside_cost"))
    for name, values in rows_of(shorter, 1).items():
        atol = max(slack, 1e-9) if name in ("reserves_needed", "reserves_short") else 1e-9
        np.testing.assert_allclose(values, longer[name][:-1], rtol=1e-9, atol=atol, err_msg=name)


def figures_in(said, path=()):
    """Return the paths of a document's figures: numbers and percentages."""
    if isinstance(said, dict):
        for key, item in said.items():
            yield from figures_in(item, (*path, key))
    elif (isinstance(said, int | float) and not isinstance(said, bool)) or (
        isinstance(said, str) and said.endswith("%")
    ):
        yield path


def moved(said, path):
    if not path:
        return said + 1 if not isinstance(said, str) else f"{'50' if said != '50%' else '40'}%"
    return {**said, path[0]: moved(said[path[0]], path[1:])}


def may_move_alone(document, path):
    """Return False for one of several shares, and for a running total that a later one must not fall below."""
    if path[0] == "savings" and document["savings"][path[1]].get("cumulative") and len(path) == 4:
        return path[3] == max(document["savings"][path[1]][path[2]])
    return "shares" not in path


def law_any_figure_changes_the_digest(drawn, before, draw):
    digest = drawn.plan().digest()
    for section in drawn.document:
        found = [path for path in figures_in(drawn.document) if path[0] == section and len(path) > 1]
        places = [path for path in found if may_move_alone(drawn.document, path)]
        if places:
            changed = type(drawn)(moved(drawn.document, draw(st.sampled_from(places))), drawn.supplied)
            assert changed.plan().digest() != digest, section


@examples(ordinary=80, long=800)
@given(plans(), st.data())
def test_a_change_changes_what_it_may(drawn, data):
    hold(laws_in(globals()), drawn, rows_of(drawn), data.draw)


# Extremes


def simple(**sections):
    rate = {"unit": "rate", "central": "3%", "source": "drawn"}
    line = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
    document = {
        "mtfp": 1,
        "name": "Extreme",
        "base_year": "2025/26",
        "years": 3,
        "unit": "£",
        "source": "drawn",
        "assumptions": {"pay": rate},
        "lines": {"home": line},
        "funding": {"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "pay"}},
    }
    plan = Plan.model_validate({**document, **sections})
    return figures(project(plan, central_draws(plan)))


CLOSED = {"steps": [{"additional_payments": {"who": "by_contribution"}}]}
HOME = {"partner": "council", "setting": "community", "components": {"pay": "100%"}}


def test_one_line_and_ten_years():
    rows = simple(years=10)
    np.testing.assert_allclose(rows["expenditure"][:, 0], 100 * 1.03 ** np.arange(11))
    np.testing.assert_allclose(rows["gap"], 0, atol=1e-9)


@pytest.mark.parametrize("size", [1e-9, 1e14])
def test_huge_and_tiny_money(size):
    funding = {"nhs": {"partner": "nhs", "type": "payment", "base": 0.9 * size, "uplift": "pay"}}
    rows = simple(lines={"home": {**HOME, "budget": size}}, funding=funding, scheme=CLOSED)
    np.testing.assert_allclose(rows["gap"][:, 0], 0.1 * size * 1.03 ** np.arange(4), rtol=1e-9)
    np.testing.assert_allclose(rows["additional_payments.nhs"][1:, 0], rows["gap"][1:, 0], rtol=1e-9)


def test_no_money_at_all():
    rows = simple(lines={"home": {**HOME, "budget": 0}}, funding={}, scheme=CLOSED)
    for name, values in rows.items():
        assert not np.isinf(values).any()
        if name not in SHARES:
            assert not np.nan_to_num(values).any(), name
        else:
            assert np.isnan(values).all(), name


def test_no_funding_streams_is_all_gap_shared_equally():
    rows = simple(funding={}, scheme=CLOSED)
    np.testing.assert_allclose(rows["gap"], rows["expenditure"])
    np.testing.assert_allclose(rows["additional_payments.nhs"][1:], rows["gap"][1:] / 2)


def test_no_lines_is_all_surplus():
    rows = simple(lines={})
    np.testing.assert_allclose(rows["surplus"][1:], rows["funding"][1:])
    assert np.isnan(rows["community_share"]).all()


@pytest.mark.parametrize("setting", SETTINGS)
def test_all_set_aside(setting):
    wards = {**HOME, "partner": "nhs", "setting": setting, "budget": 50, "set_aside": True}
    funding = {"hospital": {"partner": "nhs", "type": "set_aside", "base": 50, "uplift": "pay"}}
    rows = simple(lines={"wards": wards}, funding=funding, scheme=CLOSED)
    for name in ("expenditure", "funding", "gap", "recurring_gap", "set_aside_gap", "additional_payments"):
        np.testing.assert_allclose(np.nan_to_num(rows[name]), 0, atol=1e-9, err_msg=name)
    np.testing.assert_allclose(rows["set_aside_cost"][:, 0], 50 * 1.03 ** np.arange(4))
