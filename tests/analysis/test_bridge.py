"""Cost and gap bridges: each cause separately by hand, and exactness by law on random small plans."""

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp.analysis.bridge import cost_bridge, gap_bridge, statement_causes
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import index

YEARS = tuple(f"{2025 + t}/{26 + t}" for t in range(11))
FIRST = YEARS[1]


def assumption(unit, central, **more):
    return {"unit": unit, "central": central, "source": "illustrative", **more}


STILL = {
    "pay_council": assumption("rate", "0%"),
    "nhs_deal": assumption("rate", "0%", pressure="pay"),
    "cpi": assumption("rate", "0%"),
    "medicines": assumption("rate", "0%"),
    "complexity": assumption("rate", "0%"),
    "employer": assumption("share", "20%"),
    "vacant": assumption("share", "10%"),
    "younger": assumption("number", 0),
    "delivered": assumption("share", "80%"),
    "up": assumption("rate", "0%"),
}
"""Assumptions under which no figure changes."""

HOME = {
    "partner": "council",
    "setting": "community",
    "budget": 100,
    "components": {"pay_council": {"share": "60%", "on_costs": "employer", "vacancy": "vacant"}, "cpi": "40%"},
    "demand": {"growth": "complexity"},
    "fixed_share": "25%",
}
GP = {"partner": "nhs", "setting": "primary_care", "budget": 60, "components": {"nhs_deal": "50%", "medicines": "50%"}}
CHARGES = {"partner": "council", "setting": "community", "kind": "income", "budget": 20, "components": {"cpi": "100%"}}
HOSPITAL = {
    "partner": "nhs",
    "setting": "hospital",
    "set_aside": True,
    "budget": 80,
    "components": {"nhs_deal": "100%"},
}
GRANT = {"partner": "council", "setting": "other", "cost": 30}


def plan_of(lines=None, moved=None, **sections):
    """Return a plan without changes, except the assumptions' central values and the lines that a test changes."""
    assumptions = {**STILL, **{name: {**STILL[name], "central": v} for name, v in (moved or {}).items()}}
    base = {"mtfp": 1, "name": "A", "base_year": YEARS[0], "years": 3, "unit": "£k", "assumptions": assumptions}
    paid = {"partner": "council", "type": "payment", "base": 150, "uplift": "up"}
    every = {"home": HOME, "gp": GP, "charges": CHARGES, "hospital": HOSPITAL, "grant": GRANT}
    return Plan.model_validate({**base, "lines": lines or every, "funding": {"council": paid}, **sections})


def central(plan):
    return project(plan, central_draws(plan))


def moving(bridge):
    """Return the causes that change cost, in the first draw."""
    return {cause: added[:, 0].round(6).tolist() for cause, added in bridge.causes.items() if added.any()}


def assert_exact(bridge, cost):
    assert np.allclose(bridge.cost, cost, rtol=1e-12, atol=1e-9)
    scale = np.abs(cost).max() + 1
    assert np.allclose(sum(bridge.causes.values())[1:], np.diff(cost, axis=0), rtol=1e-9, atol=1e-9 * scale)
    assert all(not added[0].any() for added in bridge.causes.values())
    total = sum(statement_causes(bridge).values())
    assert np.allclose(total, sum(bridge.causes.values()), rtol=1e-9, atol=1e-9 * scale)
    assert np.allclose(cost[0] + sum(bridge.cumulative().causes.values()), cost, rtol=1e-9, atol=1e-9 * scale)


# Each cause separately


def test_nothing_moves():
    assert moving(cost_bridge(central(plan_of()))) == {}


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        # Pay on 60 of home's 100: 5% is 3, then 5% of 63.
        ({"pay_council": {FIRST: "5%", YEARS[2]: "5%", "then": "0%"}}, {"pay.pay_council": [0, 3, 3.15, 0]}),
        # The NHS deal on half of 60; the 80 set aside are in no bridge.
        ({"nhs_deal": {FIRST: "10%", "then": "0%"}}, {"pay.nhs_deal": [0, 3, 0, 0]}),
        # CPI on 40 of home, less the same on 20 of charges.
        ({"cpi": {FIRST: "10%", "then": "0%"}}, {"price.cpi": [0, 2, 0, 0]}),
        ({"medicines": {FIRST: "-10%", "then": "0%"}}, {"price.medicines": [0, -3, 0, 0]}),
        # Three quarters of 100 follow volume.
        ({"complexity": {FIRST: "4%", "then": "0%"}}, {"non_demographic": [0, 3, 0, 0]}),
        # From 1.20 to 1.26 is 5% on the 60 of pay.
        ({"employer": {YEARS[0]: "20%", "then": "26%"}}, {"on_costs": [0, 3, 0, 0]}),
        # From 90% of posts filled to 93%: a thirtieth more of 60.
        ({"vacant": {YEARS[0]: "10%", "then": "7%"}}, {"vacancies": [0, 2, 0, 0]}),
    ],
)
def test_one_assumption_moves_one_cause(moved, expected):
    assert moving(cost_bridge(central(plan_of(moved=moved)))) == expected


@pytest.mark.parametrize(
    ("line", "change", "expected"),
    [
        ("home", {"one_off": 10}, {"one_offs": [0, -10, 0, 0]}),
        ("home", {"adjust": {"share": "5%", "reason": "unmet need"}}, {"one_offs": [0, 5, 0, 0]}),
        ("charges", {"one_off": 4}, {"one_offs": [0, 4, 0, 0]}),
        # Half the level from the second year, on the 75 that follow volume; 80% of it is released.
        (
            "home",
            {"service_level": {"level": "50%", "from": YEARS[2], "released": "80%"}},
            {"service_level": [0, 0, -30, 0]},
        ),
        ("home", {"service_level": {"level": "0%", "from": FIRST}}, {"service_level": [0, -75, 0, 0]}),
        ("grant", {"cost": {YEARS[0]: 30, FIRST: 33, "then": 31}}, {"stated": [0, 3, -2, 0]}),
        ("grant", {"cost": {YEARS[0]: 0, FIRST: 33, "then": 0}}, {"stated": [0, 33, -33, 0]}),
        (
            "grant",
            {"cost": {YEARS[0]: 30, "then": 40}, "hosted": {"by": "us", "share": "50%"}},
            {"stated": [0, 5, 0, 0]},
        ),
        ("grant", {"cost": {YEARS[0]: 30, "then": 40}, "kind": "income"}, {"stated": [0, -10, 0, 0]}),
    ],
)
def test_one_change_of_a_line_moves_one_cause(line, change, expected):
    every = {"home": HOME, "gp": GP, "charges": CHARGES, "hospital": HOSPITAL, "grant": GRANT}
    plan = plan_of({**every, line: {**every[line], **change}})
    assert moving(cost_bridge(central(plan))) == expected


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (
            {"commitments": {"ni": {"amount": {FIRST: 4}, "recurring": False, "line": "home"}}},
            {"commitments": [0, 4, -4, 0]},
        ),
        ({"commitments": {"ni": {"amount": {FIRST: 4}, "recurring": True}}}, {"commitments": [0, 4, 0, 0]}),
        ({"commitments": {"ni": {"amount": {FIRST: 4}, "recurring": False, "line": "hospital"}}}, {}),
        # Shared by budget, 60 to 80: three sevenths of it fall on the integrated budget.
        (
            {"commitments": {"ni": {"amount": {FIRST: 7}, "recurring": False, "lines": {"partner": "nhs"}}}},
            {"commitments": [0, 3, -3, 0]},
        ),
        ({"investments": {"tech": {"spend": {YEARS[2]: 5}, "partner": "nhs"}}}, {"investments": [0, 0, 5, -5]}),
        ({"risk_events": {"flu": {"probability": "60%", "impact": 2}}}, {"risk_events": [0, 2, 0, 0]}),
        ({"risk_events": {"flu": {"probability": "40%", "impact": 2}}}, {}),
        (
            {"risk_events": {"deal": {"probability": "60%", "once": {}, "impact": {"assumption": "cpi", "by": "10%"}}}},
            {"price.cpi": [0, 2, 0, 0]},
        ),
    ],
)
def test_other_costs(sections, expected):
    projection = central(plan_of(**sections))
    bridge = cost_bridge(projection)
    assert moving(bridge) == expected
    assert_exact(bridge, projection.gap.expenditure)


def test_ageing_and_healthier_ageing_have_their_own_causes():
    old = {**HOME, "demand": {"profile": "care_at_home_hours"}}
    still = {"area": "Shetland Islands"}
    only_age = cost_bridge(central(plan_of({"home": old}, population=still)))
    assert set(moving(only_age)) == {"demographic"}
    both = cost_bridge(central(plan_of({"home": old}, population={**still, "healthier_ageing": 0.2})))
    assert set(moving(both)) == {"demographic", "healthier_ageing"}
    assert (both.causes["healthier_ageing"][1:] < 0).all()
    assert np.array_equal(
        statement_causes(both)["demography"], both.causes["demographic"] + both.causes["healthier_ageing"]
    )


# Several causes together


def test_pay_and_volume_together_by_hand():
    # 100 x pay 1.10 x volume 0.90 = 99. L(99, 100) = -1 / ln 0.99 = 99.499162.
    # Pay: 99.499162 x ln 1.1 = 9.483283. Volume: 99.499162 x ln 0.9 = -10.483283. Together -1.
    line = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay_council": "100%"}}
    line["service_level"] = {"level": "90%", "from": FIRST}
    bridge = cost_bridge(central(plan_of({"home": line}, {"pay_council": {FIRST: "10%", "then": "0%"}})))
    assert moving(bridge) == {"pay.pay_council": [0, 9.483283, 0, 0], "service_level": [0, -10.483283, 0, 0]}
    assert bridge.causes["service_level"][1, 0] == pytest.approx(-1 / log(0.99) * log(0.9), rel=1e-12)


def test_the_fixed_part_moves_with_prices_only():
    # 100, half fixed; CPI 10%, volume doubled. Fixed: 50 to 55, all CPI. The other 50 to 110: L = 60 / ln 2.2 =
    # 76.097964, CPI 76.097964 x ln 1.1 = 7.252911, volume 76.097964 x ln 2 = 52.747089. CPI: 5 + 7.252911.
    line = {"partner": "nhs", "setting": "other", "budget": 100, "components": {"cpi": "100%"}, "fixed_share": "50%"}
    line["service_level"] = {"level": "200%", "from": FIRST}
    bridge = cost_bridge(central(plan_of({"x": line}, {"cpi": {FIRST: "10%", "then": "0%"}})))
    assert moving(bridge) == {"price.cpi": [0, 12.252911, 0, 0], "service_level": [0, 52.747089, 0, 0]}


def test_a_service_closed_and_reopened():
    # Closed in the first year, while CPI would have added 10%: closing takes the whole 75, CPI is left 25 x 10%.
    # Reopened in the second. Service levels multiply, so zero would stay zero: this one is put into the drivers.
    plan = plan_of({"x": {**HOME, "components": {"cpi": "100%"}}}, {"cpi": {FIRST: "10%", "then": "0%"}})
    projection = central(plan)
    drivers = projection.costs.drivers["x"]
    level = np.array([[1.0], [0.0], [1.0], [1.0]])
    drivers = replace(drivers, cost_level=level)
    cost = drivers.cost[None]
    costs = replace(projection.costs, cost=cost)
    vars(costs)["drivers"] = {"x": drivers}  # the cache of the property
    closed = replace(projection, costs=costs)
    bridge = cost_bridge(closed)
    assert moving(bridge) == {"price.cpi": [0, 2.5, 0, 0], "service_level": [0, -75, 82.5, 0]}
    assert_exact(bridge, cost[0])


def test_base_below_zero_after_adjustments():
    line = {**GP, "adjust": {"amount": -70, "reason": "moved elsewhere"}}
    projection = central(plan_of({"gp": line}, {"nhs_deal": {FIRST: "10%", "then": "0%"}}))
    assert moving(cost_bridge(projection)) == {"one_offs": [0, -70, 0, 0], "pay.nhs_deal": [0, -0.5, 0, 0]}


def test_statement_rows_in_order():
    moved = {"pay_council": "5%", "nhs_deal": "3%", "cpi": "2%", "employer": {YEARS[0]: "20%", "then": "22%"}}
    bridge = cost_bridge(central(plan_of(moved=moved)))
    rows = statement_causes(bridge)
    assert list(rows) == [
        "remove_one_offs",
        "pay",
        "prices",
        "demography",
        "other_growth",
        "service_change",
        "stated",
        "commitments",
        "investments",
        "risk_events",
    ]
    assert list(bridge.causes)[:5] == ["one_offs", "pay.pay_council", "pay.nhs_deal", "price.cpi", "price.medicines"]
    assert np.allclose(rows["pay"], bridge.pay + bridge.causes["on_costs"])
    assert np.allclose(bridge.pay, bridge.causes["pay.pay_council"] + bridge.causes["pay.nhs_deal"])


# The gap


def test_gap_bridge_by_hand():
    # Budget 100, funded 100. CPI 10% a year: 110, 121, 133.1. Funding 5%: 105, 110.25, 115.7625.
    # Savings of 4 once in the first year, 2 a year from the second; reserves of 1 in the first.
    plan = plan_of(
        {"x": {"partner": "council", "setting": "other", "budget": 100, "components": {"cpi": "100%"}}},
        {"cpi": "10%", "up": "5%"},
        funding={"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "up"}},
        savings={
            "freeze": {"planned": {FIRST: 4}, "recurring": False},
            "redesign": {"planned": {YEARS[2]: 2}},
        },
        reserves={"gen": {"class": "contingency", "opening": 5, "planned_use": {FIRST: 1}}},
    )
    rows = {row: values[:, 0] for row, values in gap_bridge(central(plan)).items()}
    assert rows["opening_gap"] == pytest.approx([0, 0, 0, 0])
    assert rows["prices"] == pytest.approx([0, 10, 21, 33.1])
    assert rows["funding"] == pytest.approx([0, -5, -10.25, -15.7625])
    assert rows["savings_non_recurring"] == pytest.approx([0, -4, 0, 0])
    assert rows["savings_recurring"] == pytest.approx([0, 0, -2, -2])
    assert rows["planned_use"] == pytest.approx([0, -1, 0, 0])
    assert rows["to_close"] == pytest.approx([0, 0, 8.75, 15.3375])


def test_the_opening_gap_is_that_of_the_base_year():
    rows = gap_bridge(central(plan_of()))
    # 100 + 60 - 20 + 30 of cost, 150 of funding.
    assert rows["opening_gap"][:, 0] == pytest.approx([20, 20, 20, 20])
    assert rows["to_close"][:, 0] == pytest.approx([20, 20, 20, 20])


def test_base_year_funding_that_is_not_stated():
    stated = {"partner": "council", "type": "payment", "stated": {FIRST: 200, YEARS[2]: 205, "then": 207}}
    projection = central(plan_of(funding={"council": stated}))
    rows = {row: values[:, 0] for row, values in gap_bridge(projection).items()}
    # 170 of cost in every year.
    assert rows["to_close"][1:] == pytest.approx([-30, -35, -37])
    assert np.isnan(rows["opening_gap"]).all()
    assert np.isnan(rows["funding"]).all()


# By law, on random small plans

rates = st.one_of(st.sampled_from(["0%", "-100%", "2.5%"]), st.integers(-50, 80).map(lambda x: f"{x / 4}%"))
shares = st.integers(0, 100).map(lambda x: f"{x}%")
money = st.one_of(st.just(0), st.integers(1, 5000))


@st.composite
def components(draw):
    names = draw(st.lists(st.sampled_from(["pay_council", "nhs_deal", "cpi", "medicines"]), min_size=1, unique=True))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=len(names) - 1, max_size=len(names) - 1)))
    parts = np.diff([0, *cuts, 100])
    return {
        name: {
            "share": f"{part}%",
            "on_costs": draw(st.sampled_from([None, "employer"])),
            "vacancy": draw(st.sampled_from([None, "vacant"])),
            "agency": draw(st.sampled_from([None, {"cover": "50%", "premium": "40%"}])),
        }
        for name, part in zip(names, parts, strict=True)
    }


@st.composite
def service_levels(draw, years):
    start = draw(st.integers(1, years))
    end = draw(st.integers(start, years))
    return {
        "level": draw(st.sampled_from(["0%", "40%", "100%", "150%"])),
        "from": YEARS[start],
        "to": YEARS[end],
        "profile": draw(st.sampled_from(["step", "linear", "front", "back"])),
        "released": draw(shares),
    }


@st.composite
def lines(draw, years):
    place = {
        "partner": draw(st.sampled_from(["council", "nhs"])),
        "setting": draw(st.sampled_from(["community", "hospital"])),
        "kind": draw(st.sampled_from(["cost", "cost", "cost", "income"])),
        "set_aside": draw(st.sampled_from([False, False, False, True])),
        "hosted": draw(st.sampled_from([None, None, {"by": "us", "share": "35%"}])),
    }
    if draw(st.integers(0, 3)) == 0:
        return {**place, "cost": {year: draw(money) for year in YEARS[: years + 1]}}
    demand = {"growth": draw(st.sampled_from([None, "complexity"]))}
    demand["profile"] = draw(st.sampled_from([None, "care_at_home_hours"]))
    return {
        **place,
        "budget": draw(money),
        "one_off": draw(money),
        "adjust": draw(st.sampled_from([(), {"share": "10%", "reason": "x"}, {"amount": -900, "reason": "y"}])),
        "components": draw(components()),
        "demand": demand,
        "fixed_share": draw(shares),
        "service_level": draw(st.lists(service_levels(years), max_size=2)),
    }


@st.composite
def plans(draw):
    years = draw(st.integers(3, 10))
    paths = {
        name: {year: draw(rates) for year in YEARS[1 : years + 1]}
        for name in ("pay_council", "nhs_deal", "medicines", "complexity", "up")
    }
    # An index of a commitment must stay above zero.
    paths["cpi"] = {year: draw(rates.filter(lambda rate: rate != "-100%")) for year in YEARS[1 : years + 1]}
    paths |= {name: {year: draw(shares) for year in YEARS[: years + 1]} for name in ("employer", "vacant")}
    paths["vacant"][YEARS[0]] = "15%"
    paths["younger"] = draw(st.sampled_from([0, 0.2]))
    names = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), min_size=1, unique=True))
    every = {name: draw(lines(years)) for name in names}
    where = st.sampled_from([{}, {"partner": "nhs"}, {"line": names[0]}, {"lines": names}])
    year = st.sampled_from(YEARS[1 : years + 1])
    commitment = {"amount": {draw(year): draw(money)}, "recurring": draw(st.booleans()), "indexed": "cpi"}
    saving = {"planned": {draw(year): draw(money)}, "recurring": draw(st.booleans()), "delivery": "delivered"}
    return plan_of(
        every,
        paths,
        years=years,
        population={"area": "Shetland Islands", "healthier_ageing": "younger"},
        commitments={"c": {**commitment, **draw(where)}},
        investments={"i": {"spend": {draw(year): draw(money)}, "saves": {"amount": 3}, **draw(where)}},
        risk_events={"r": {"probability": "70%", "impact": draw(money), **draw(where)}},
        savings={"s": {**saving, **draw(where)}},
        reserves={"gen": {"class": "contingency", "opening": 500, "planned_use": {draw(year): draw(money)}}},
        scheme={"steps": [{"reserves": {"order": ["gen"]}}, {"carry": {}}]},
    )


def several(plan, seed, size=4):
    """Return the central draw and others around it: rates moved by points, shares and amounts scaled."""
    draws, random = central_draws(plan), np.random.default_rng(seed)

    def moved(values, spread):
        tiled = np.repeat(values, size, axis=1)
        tiled[1:, 1:] += random.uniform(-spread, spread, tiled[1:, 1:].shape)
        return tiled

    kinds = {name: a.unit for name, a in plan.assumptions.items()}
    values = {name: moved(value, 0.05) for name, value in draws.values.items()}
    values |= {name: value.clip(0, 1) for name, value in values.items() if kinds[name] == "share"}
    values |= {name: value.clip(-1, None) for name, value in values.items() if kinds[name] == "rate"}
    happens = random.integers(0, 2, (*draws.shape[:1], size))
    return replace(
        draws,
        size=size,
        values=values,
        indices={name: index(values[name], kinds[name]) for name in draws.indices},
        delivery={name: moved(value, 0.3) for name, value in draws.delivery.items()},
        events={name: value * happens for name, value in draws.events.items()},
        variant=np.zeros(size, dtype=np.intp),
    )


@settings(max_examples=150)
@given(plans(), st.integers(0, 2**32 - 1))
def test_cost_bridge_is_exact(plan, seed):
    projection = project(plan, several(plan, seed))
    with np.errstate(all="raise", under="ignore"):
        bridge = cost_bridge(projection)
    assert_exact(bridge, projection.gap.expenditure)


@settings(max_examples=50)
@given(plans(), st.integers(0, 2**32 - 1))
def test_gap_bridge_is_exact(plan, seed):
    rows = gap_bridge(project(plan, several(plan, seed)))
    to_close = rows.pop("to_close")
    scale = max(np.abs(row).max() for row in rows.values()) + 1
    assert np.allclose(sum(rows.values()), to_close, rtol=1e-9, atol=1e-9 * scale)


@settings(max_examples=50)
@given(st.data(), plans(), st.integers(0, 2**32 - 1))
def test_order_of_lines_and_assumptions_changes_nothing(data, plan, seed):
    turned = plan.with_fields(
        lines={name: plan.lines[name] for name in data.draw(st.permutations(list(plan.lines)))},
        assumptions=dict(reversed(plan.assumptions.items())),
    )
    draws = several(plan, seed)
    before, after = cost_bridge(project(plan, draws)), cost_bridge(project(turned, draws))
    assert set(before.causes) == set(after.causes)
    scale = np.abs(before.cost).max() + 1
    for cause, added in before.causes.items():
        assert np.allclose(after.causes[cause], added, rtol=1e-9, atol=1e-9 * scale)


@settings(max_examples=50)
@given(plans(), st.integers(0, 2**32 - 1), st.sampled_from([0.25, 0.5]))
def test_a_line_split_in_two_keeps_its_causes(plan, seed, part):
    # Without other costs: money placed on the line by name stays with the half that keeps the name.
    name = next(iter(plan.lines))
    line = plan.lines[name]
    halves = [_part_of(line, part), _part_of(line, 1 - part)]
    split = plan.with_fields(lines={**plan.lines, name: halves[0], "other_half": halves[1]})
    draws = several(plan, seed)
    whole, parts = cost_bridge(project(plan, draws)), cost_bridge(project(split, draws))
    scale = np.abs(whole.cost).max() + 1
    for cause in set(whole.causes) - {"commitments", "investments", "risk_events"}:
        assert np.allclose(parts.causes[cause], whole.causes[cause], rtol=1e-9, atol=1e-9 * scale)


def _part_of(line, part):
    if line.cost:
        cost = line.cost.model_copy(update={"years": {year: part * c for year, c in line.cost.years.items()}})
        return line.with_fields(cost=cost)
    adjust = tuple(a if a.amount is None else a.with_fields(amount=part * a.amount) for a in line.adjust)
    return line.with_fields(budget=part * line.budget, one_off=part * line.one_off, adjust=adjust)


@settings(max_examples=50)
@given(plans(), st.integers(0, 2**32 - 1))
def test_a_draw_alone_is_the_draw_among_others(plan, seed):
    among, alone = cost_bridge(project(plan, several(plan, seed))), cost_bridge(central(plan))
    scale = np.abs(alone.cost).max() + 1
    sure = set(alone.causes) - {"risk_events"}
    for cause in sure:
        assert np.allclose(among.causes[cause][:, :1], alone.causes[cause], rtol=1e-9, atol=1e-9 * scale)
