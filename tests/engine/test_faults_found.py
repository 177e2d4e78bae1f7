"""Faults found in the engine by comparing it with the model document. Open faults are marked as failing."""

import numpy as np
import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.consistency import complaints
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.plan import Plan
from mtfp.population.ages import AgeBands
from mtfp.population.people import People
from mtfp.population.profiles import Profile
from mtfp.results.figures import figures

RATE = {"unit": "rate", "central": "0%", "source": "case"}
HOME = {"partner": "council", "setting": "community", "budget": 100, "components": {"still": "100%"}}
COUNCIL = {"partner": "council", "type": "payment", "base": 100, "uplift": "still"}


def plan_of(**sections):
    document = {
        "mtfp": 1,
        "name": "Fault",
        "base_year": "2025/26",
        "years": 3,
        "unit": "£k",
        "source": "case",
        "lines": {"home": HOME},
        "funding": {"council": COUNCIL},
    }
    assumptions = {"still": RATE, **sections.pop("assumptions", {})}
    return Plan.model_validate({**document, **sections, "assumptions": assumptions})


def refused(plan):
    return any(complaint.code.startswith("E") for complaint in complaints(plan))


def rows_of(plan):
    return {name: values[:, 0] for name, values in figures(project(plan, central_draws(plan))).items()}


def test_a_delayed_settlement_without_a_base_year_is_refused_or_known():
    stream = {"partner": "council", "type": "payment", "stated": {"2026/27": 110, "then": 120}, "delay": 1}
    plan = plan_of(funding={"council": stream})
    assert refused(plan) or not np.isnan(rows_of(plan)["gap"][1:]).any()


def test_a_reserve_named_twice_pays_once():
    plan = plan_of(
        funding={},
        reserves={"general": {"class": "contingency", "opening": 30}},
        scheme={"steps": [{"reserves": {"order": ["general", "general"]}}]},
    )
    if not refused(plan):
        rows = rows_of(plan)
        assert rows["reserves_used"][1] + rows["unmet"][1] == rows["to_close"][1]


@pytest.mark.parametrize("lag", [0, 1])
def test_linked_on_costs_without_a_base_year_are_refused(lag):
    other = {"unit": "share", "central": {"2026/27" if lag == 0 else "2025/26": "20%", "then": "30%"}, "source": "case"}
    linked = {"unit": "share", "tracks": {"of": "other", "lag": lag}, "source": "case"}
    line = {**HOME, "components": {"still": {"share": "100%", "on_costs": "linked"}}}
    plan = plan_of(assumptions={"other": other, "linked": linked}, lines={"home": line})
    assert refused(plan) or not np.isnan(rows_of(plan)["gap"][1:]).any()


def test_a_line_with_all_posts_vacant_is_refused():
    vacant = {"unit": "share", "central": {"2025/26": "100%", "then": "50%"}, "source": "case"}
    line = {**HOME, "components": {"still": {"share": "100%", "vacancy": "vacant"}}}
    plan = plan_of(assumptions={"vacant": vacant}, lines={"home": line})
    assert refused(plan) or np.isfinite(rows_of(plan)["gap"][1:]).all()


def test_a_surplus_in_a_ring_fenced_reserve_is_refused_or_there_for_its_lines():
    fund = {"partner": "nhs", "type": "ring_fenced", "lines": ["home"], "base": 0, "stated": 0, "reserve": "kept"}
    plan = plan_of(
        funding={"council": {**COUNCIL, "one_off": {"2026/27": 50, "2027/28": -50}}, "fund": fund},
        reserves={"kept": {"class": "ring_fenced", "opening": 0}},
        scheme={"surplus": {"to": "kept"}},
    )
    assert refused(plan) or rows_of(plan)["unmet"][2] == 0


def test_a_reserve_never_goes_below_zero_where_income_is_more_than_cost():
    charges = {**HOME, "kind": "income"}
    plan = plan_of(
        lines={"charges": charges},
        funding={"council": {**COUNCIL, "base": 0, "movements": {"2026/27": -150}, "uplift": None}},
        reserves={"general": {"class": "contingency", "opening": 10, "floor": "2% of expenditure"}},
        scheme={"steps": [{"reserves": {"order": ["general"]}}]},
    )
    assert rows_of(plan)["reserves.general"][1] >= 0


def test_rounding_in_a_reserve_is_no_broken_identity():
    kept = {"class": "legacy", "opening": 1.19, "planned_contributions": {"2026/27": 3}}
    plan = plan_of(lines={"home": {**HOME, "budget": 0}}, funding={}, reserves={"kept": kept})
    assert rows_of(plan)["reserves.kept"][1] == pytest.approx(4.19)


def test_rounding_in_savings_is_no_broken_identity():
    savings = {
        "on_line": {"line": "home", "planned": {"2026/27": 1.1}},
        "on_plan": {"planned": {"2026/27": 2.2}},
        "on_arm": {"partner": "nhs", "planned": {"2026/27": 0.3}},
    }
    rows = rows_of(plan_of(lines={"home": {**HOME, "budget": 0}}, funding={}, savings=savings))
    assert rows["savings"][1] == pytest.approx(3.6)


FUND = {"partner": "nhs", "type": "ring_fenced", "lines": ["home"], "base": 150, "uplift": "still"}


@pytest.mark.parametrize(
    "once",
    [
        {"commitments": {"bill": {"line": "home", "amount": {"2026/27": 50}, "recurring": False}}},
        {"savings": {"vacancies": {"line": "home", "planned": {"2026/27": 40}, "recurring": False}}},
        {"savings": {"redesign": {"line": "home", "planned": {"2026/27": 20}, "part_year": "50%"}}},
    ],
    ids=["one-off cost", "non-recurring saving", "part year"],
)
def test_a_ring_fence_that_covers_its_line_leaves_no_recurring_gap(once):
    """Check section 10: the fund pays for all of the line whatever it costs, so no recurring gap is left."""
    rows = rows_of(plan_of(funding={"fund": FUND}, **once))
    np.testing.assert_allclose(rows["recurring_gap"], 0, atol=1e-9)


@pytest.mark.parametrize(
    "other", [{"ages": (0, 75)}, {"years": tuple(range(2024, 2035))}, {"profile_ages": (0, 75), "ages": (0, 65, 75)}]
)
def test_the_digest_knows_ages_and_years_of_own_figures(other):
    def fingerprint(ages=(0, 65), years=tuple(range(2025, 2036)), profile_ages=None):
        count = np.arange(1.0, len(ages) * 11 + 1).reshape(len(ages), 11)
        people = People("own", "principal", AgeBands(ages), years, count, "case")
        profile = Profile.of("use", "use", AgeBands(profile_ages or ages[:2]), (1.0, 2.0))
        return (
            plan_of(population={"file": "people.csv"})
            .with_supplied(SuppliedFigures(people, {"use.csv": profile}))
            .digest()
        )

    before = fingerprint(ages=(0, 65, 75)) if "profile_ages" in other else fingerprint()
    assert fingerprint(**other) != before
