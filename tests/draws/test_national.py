"""National assumptions: one future for all plans, whatever their base year, horizon and own correlations."""

import numpy as np
import pytest

from mtfp.model.uncertainty.national import BUNDLED, National
from tests.draws.drawn import correlation_error, drawn, error, joined, many, moved, normal, plan

PATH = {"2024/25": "4%", "2025/26": "4%", "2026/27": "3.5%", "then": "2.75%"}
AWARD = normal(scope="national", central=PATH, spread={"interval": ["-1%", "2%"], "around": "central"})
COUNCIL = {**AWARD, "persistence": 0.3}
CPI = normal(scope="national", persistence=0.55)
NATIONAL = {"cpi": CPI, "pay_nhs": AWARD, "pay_council": COUNCIL}


def of(name="Here", base_year="2025/26", years=5, assumptions=NATIONAL, **sections):
    document = plan(years=years, name=name, assumptions=assumptions, **sections)
    return document.with_fields(base_year=base_year)


def value(plan, name, year, seed=7, block=0):
    return drawn(plan, seed=seed, block=block).values[name][plan.timeline.at(year)]


@pytest.mark.parametrize("drawn_as", [{}, {"drawn": "once"}, {"persistence": 0.9}], ids=str)
@pytest.mark.parametrize("name", ["cpi", "pay_nhs", "pay_council"])
def test_an_award_is_the_same_in_plans_of_other_base_years_and_horizons(name, drawn_as):
    assumptions = {each: {**said, **drawn_as} for each, said in NATIONAL.items()}
    early = of("Here", "2024/25", years=5, assumptions=assumptions)
    late = of("There", "2026/27", years=3, assumptions=assumptions)
    for year in ("2027/28", "2028/29", "2029/30"):
        assert value(early, name, year).tobytes() == value(late, name, year).tobytes(), year
        assert np.unique(value(early, name, year)).size > 4000


def test_the_drawn_award_does_not_depend_on_what_else_the_plan_has():
    whole = of()
    fewer = of("There", assumptions={"cpi": CPI, "pay_nhs": AWARD})  # without pay_council, which is mixed before it
    local = of(
        "Elsewhere",
        assumptions={**NATIONAL, "aaa": normal(), "vacancy": normal(drawn="once")},
        correlations=[["aaa", "cpi", 0.9], ["aaa", "pay_nhs", -0.9], ["vacancy", "cpi", 0.5], ["cpi", "pay_nhs", 0.1]],
    )
    certain = of("Nowhere", assumptions={**NATIONAL, "cpi": {**CPI, "spread": None}})
    for other in (fewer, local, certain):
        for year in whole.timeline.projected:
            assert value(other, "pay_nhs", year).tobytes() == value(whole, "pay_nhs", year).tobytes()


def test_an_award_drawn_once_does_not_depend_on_yearly_ones():
    once = {**COUNCIL, "drawn": "once"}
    alone = of(assumptions={"cpi": {**CPI, "drawn": "once"}, "pay_council": once})
    together = of("There", "2026/27", assumptions={**NATIONAL, "pay_council": once})
    assert value(alone, "pay_council", "2027/28").tobytes() == value(together, "pay_council", "2027/28").tobytes()
    draws = drawn(together)
    found = np.corrcoef(draws.values["cpi"][1], draws.values["pay_council"][1])[0, 1]
    assert found == pytest.approx(0, abs=correlation_error(0, 4096))


def test_national_pairs_hold_in_the_draws():
    parts = many(of(assumptions={**NATIONAL, "pay_council": {**COUNCIL, "persistence": 0.55}}))
    cpi, pay = (joined(parts, "values", name) for name in ("cpi", "pay_council"))
    for t in range(5):
        # the award's spread is skew, so its rank correlation is compared: 6/π · asin(r/2)
        ranks = [np.argsort(np.argsort(each[t])) for each in (cpi, pay)]
        assert np.corrcoef(ranks)[0, 1] == pytest.approx(6 / np.pi * np.arcsin(0.86 / 2), abs=error())


def test_a_local_one_keeps_its_stated_pair_with_a_national_one():
    """Both have the same persistence and begin in the same year, so their values have the stated correlation."""
    assumptions = {"cpi": normal(scope="national"), "x": normal(), "once": normal(drawn="once")}
    parts = many(of(assumptions=assumptions, correlations=[["x", "cpi", 0.7], ["once", "cpi", 0.6]]))
    cpi, x, once = (joined(parts, "values", name) for name in ("cpi", "x", "once"))
    for t in range(5):
        assert np.corrcoef(cpi[t], x[t])[0, 1] == pytest.approx(0.7, abs=correlation_error(0.7))
        # the single shock goes with the shock of the first projected year, which is sqrt(0.75) of that year's value
        expected = 0.6 * 0.75**0.5 * 0.5**t
        assert np.corrcoef(cpi[t], once[t])[0, 1] == pytest.approx(expected, abs=correlation_error(expected))


def test_a_national_one_that_no_set_covers_is_shared_until_a_plan_correlates_it():
    extra = {"cpi": CPI, "energy": normal(scope="national")}
    alone, there = of(assumptions=extra), of("There", "2026/27", assumptions=extra)
    assert value(alone, "energy", "2028/29").tobytes() == value(there, "energy", "2028/29").tobytes()
    with_local = of("There", assumptions={**extra, "aaa": normal()}, correlations=[["aaa", "energy", 0.9]])
    assert value(alone, "energy", "2028/29").tobytes() == value(with_local, "energy", "2028/29").tobytes()
    own = of(assumptions=extra, correlations=[["cpi", "energy", 0.5]])
    assert moved(drawn(alone), drawn(own)) == {"values energy", "indices energy"}


def test_plans_that_begin_before_the_first_year_of_shocks_share_later_shocks():
    old, older = of(base_year="2011/12"), of("There", base_year="2009/10", years=8)
    assert np.corrcoef(value(old, "cpi", "2016/17"), value(older, "cpi", "2016/17"))[0, 1] > 0.99


def test_another_national_set_gives_other_draws():
    other = National(mtfp=1, national="other", source="i", correlations=(("cpi", "pay_nhs", 0.2),))
    assert moved(drawn(of()), drawn(of().with_national(other))) == {
        *(f"{kind} {name}" for kind in ("values", "indices") for name in ("pay_nhs", "pay_council"))
    }
    assert of().digest() != of().with_national(other).digest()
    assert of().with_national(BUNDLED).digest() == of().digest()


def test_sobol_points_keep_the_national_pairs():
    """Sobol points belong to one plan, so plans share no national draw; pairs and spreads are the same."""
    parts = many(
        of(
            assumptions={**NATIONAL, "x": normal(persistence=0.55)},
            correlations=[["x", "cpi", 0.5], ["x", "pay_nhs", 0.4], ["x", "pay_council", 0.4]],
        ),
        4,
        "sobol",
    )
    cpi, pay, x = (joined(parts, "values", name) for name in ("cpi", "pay_nhs", "x"))
    for t in range(5):
        assert cpi[t].std() == pytest.approx(0.01, rel=0.01)
        assert np.corrcoef(cpi[t], x[t])[0, 1] == pytest.approx(0.5, abs=0.01)
        assert np.corrcoef(cpi[t], pay[t])[0, 1] == pytest.approx(0.88, abs=0.02)
