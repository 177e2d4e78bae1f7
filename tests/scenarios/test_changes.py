"""Changes between two plans: every difference is reported, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear, Path
from mtfp.model.check import Check
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.target import Selector
from mtfp.model.money_in.funding import Stream
from mtfp.scenarios.changes import changes, differences
from mtfp.scenarios.words import PlanWords


def shown(before, after):
    return [str(change) for change in changes(before, after)]


def test_a_plan_is_like_itself(plan):
    assert changes(plan, plan.model_copy(deep=True)) == ()


def test_equal_changes_in_consecutive_years_are_one_change(plan):
    # 3% from 2027/28 on; 3.5% before
    pay = plan.assumptions["pay_nhs"].with_fields(
        central=Path.model_validate({"2026/27": "4%", "2029/30": "4%", "then": "4%"})
    )
    after = plan.with_fields(assumptions={**plan.assumptions, "pay_nhs": pay})
    assert shown(plan, after) == [
        "Pay award, 2025/26: 4.0% → none",
        "Pay award, 2026/27: 3.5% → 4.0%",
        "Pay award, 2027/28 to 2028/29: 3.0% → none",
        "Pay award, 2029/30 to 2030/31: 3.0% → 4.0%",
    ]
    assert changes(plan, after)[2].years == ("2027/28", "2028/29")
    assert changes(plan, after)[2].path == ("assumptions", "pay_nhs", "central", "2027/28")


def test_two_ways_to_write_a_path_are_no_change(plan):
    same = Path().with_fields(years={year: Percent(0.02) for year in plan.timeline.labels})
    cpi = plan.assumptions["cpi"].with_fields(central=same)
    assert changes(plan, plan.with_fields(assumptions={**plan.assumptions, "cpi": cpi})) == ()


def test_a_payment_with_a_base_has_no_stated_amount_in_the_base_year(plan):
    # `then` stands for 2026/27 on, as `base` is the payment of 2025/26
    before, after = (of_funding(plan, base=90.0, stated={"then": amount}) for amount in (100, 110))
    assert shown(before, after) == ["Grant, stated, 2026/27 to 2030/31: £100,000 → £110,000"]
    before, after = (of_funding(plan, stated={"then": amount}) for amount in (100, 110))
    assert shown(before, after) == ["Grant, stated, 2025/26 to 2030/31: £100,000 → £110,000"]
    before, after = (of_funding(plan, base=90.0, stated={"2025/26": amount, "then": 100}) for amount in (90, 95))
    assert shown(before, after) == ["Grant, stated, 2025/26: £90,000 → £95,000"]


def of_funding(plan, **keys):
    """Return the plan with a grant that the council pays."""
    grant = Stream.model_validate({"label": "Grant", "partner": "council", "type": "payment", **keys})
    return plan.with_fields(funding={**plan.funding, "grant": grant})


def test_an_arm_that_is_not_stated_is_named(plan):
    before, after = (of_funding(plan, base=90.0, stated={"then": 90}, **keys) for keys in ({"arm": "nhs"}, {}))
    assert shown(before, after) == ["Grant, arm: NHS → council, from its partner"]
    assert shown(after, before) == ["Grant, arm: council, from its partner → NHS"]


def test_a_limit_of_a_check_is_money_or_a_percentage(plan):
    before, after = (
        plan.with_fields(checks=(Check.model_validate({"name": "Cap", "of": "gap", "at_most": limit}),))
        for limit in (250, 520)
    )
    assert shown(before, after) == ["Check “Cap”, at most: £250,000 → £520,000"]
    share = before.with_fields(checks=(Check.model_validate({"name": "Cap", "of": "gap", "at_most": "5%"}),))
    assert shown(before, share) == ["Check “Cap”, at most: £250,000 → 5.0%"]


def test_values_in_words(plan):
    home = plan.lines["care_homes"].with_fields(budget=1_250.5, label="Homes", set_aside=True, activity=None)
    less = plan.commitments["insurance"].with_fields(amount={"2026/27": 30.0})
    after = plan.with_fields(
        lines={**plan.lines, "care_homes": home}, commitments={"insurance": less}, unit="£m", title="Next"
    )
    assert shown(plan, after) == [
        "Title: none → Next",
        "Unit: £k → £m",
        "Homes, label: Care homes → Homes",
        "Homes, set aside: no → yes",
        "Homes, budget: £1 million → £1,250.5 million",
        "Homes, activity: 50 places → none",
        "Insurance, amount, 2027/28: to be confirmed → none",
    ]


def added(plan, **commitment):
    rent = Commitment(amount={"2026/27": 7.0}, recurring=True, **commitment)
    return shown(plan, plan.with_fields(commitments={**plan.commitments, "rent": rent}))


def test_a_recurring_amount_says_that_it_is_paid_every_year_and_grows(plan):
    every_year = "Rent: none → £7,000 in 2026/27; on Nurses; paid every year from then on"
    assert added(plan, line="nurses") == [every_year]
    assert added(plan, line="nurses", indexed="cpi") == [f"{every_year}, and grows with Prices"]
    less = Commitment(line="nurses", amount={"2026/27": -7.0}, recurring=True)
    assert shown(plan, plan.with_fields(commitments={**plan.commitments, "rent": less})) == [
        "Rent: none → −£7,000 in 2026/27; on Nurses; counted every year from then on"
    ]


def test_more_than_three_lines_are_counted_in_words_and_named_where_all_is_shown(plan):
    names = ("care_homes", "care_at_home", "nurses", "fixed")
    [three], [four] = (added(plan, lines=Selector(names=some)) for some in (names[:3], names))
    assert "on Care homes, Care at home, Nurses; " in three
    assert "on 4 lines; " in four
    exact = PlanWords(plan, exact=True)
    assert exact.value(Selector(names=names)) == "care homes, care at home, nurses, fixed"


def test_the_order_of_items_is_no_change(plan):
    assert changes(plan, plan.with_fields(lines=dict(reversed(plan.lines.items())))) == ()


def spots(part, path=()):
    """Every place of a plan that holds a number, a text or a flag: the way there by fields, keys and positions."""
    if isinstance(part, BaseModel):
        inside = [(("field", name), getattr(part, name)) for name in type(part).model_fields]
    elif isinstance(part, dict):
        inside = [(("key", key), value) for key, value in part.items()]
    elif isinstance(part, tuple):
        inside = [(("at", n), value) for n, value in enumerate(part)]
    else:
        return [path] if part is not None else []
    return [spot for step, value in inside for spot in spots(value, (*path, step))]


def altered(part, path):
    """The same with one value changed, whatever it is."""
    if not path:
        if isinstance(part, bool):
            return not part
        return (
            type(part)(part + 0.001) if isinstance(part, float) else part + 1 if isinstance(part, int) else part + "x"
        )
    (kind, step), *rest = path
    if kind == "field":
        return part.model_copy(update={step: altered(getattr(part, step), rest)})
    if kind == "key":
        return {**part, step: altered(part[step], rest)}
    return (*part[:step], altered(part[step], rest), *part[step + 1 :])


@given(data=st.data())
def test_any_change_of_any_value_is_reported(plan, data):
    fixed = {("field", "base_year"), ("field", "mtfp")}
    spot = data.draw(st.sampled_from([spot for spot in spots(plan) if spot[0] not in fixed]))
    after = altered(plan, spot)
    assert differences(plan, after)
    assert all(change.old != change.new for change in changes(plan, after))
    assert differences(after, plan)


@given(data=st.data())
def test_any_item_left_out_is_reported(plan, data):
    section = data.draw(st.sampled_from(["assumptions", "lines", "commitments", "funding", "savings", "reserves"]))
    items = getattr(plan, section)
    name = data.draw(st.sampled_from(list(items)))
    after = plan.with_fields(**{section: {key: item for key, item in items.items() if key != name}})
    for before, now in ((plan, after), (after, plan)):
        (change,) = changes(before, now)
        assert change.path == (section, name)
        assert "none" in (change.old, change.new)


@pytest.mark.parametrize("numbers", [(0.03, 0.0300001), (1_000_000.0, 1_000_000.001)])
def test_numbers_that_look_alike_are_shown_in_full(plan, numbers):
    kind = Percent if numbers[0] < 1 else float
    plans = [
        plan.with_fields(assumptions={"a": plan.assumptions["cpi"].with_fields(central=ByYear.constant(kind(n)))})
        for n in numbers
    ]
    (change,) = changes(*plans)
    assert change.old != change.new


def test_changes_with_a_year_between_are_two(plan):
    stream = plan.funding["council_payment"].with_fields(one_off={"2026/27": 5.0, "2027/28": 5.0, "2029/30": 5.0})
    assert shown(plan, plan.with_fields(funding={**plan.funding, "council_payment": stream})) == [
        "Council payment, one-off money, 2026/27 to 2027/28: none → £5,000",
        "Council payment, one-off money, 2029/30: none → £5,000",
    ]
