"""Correlations as matrices: groups, the nearest possible one, its triangle, and what persistence leaves of a pair."""

import numpy as np
import pytest

from mtfp.model.correlation import Member, drawn_as, groups, implied, stated_pairs
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.matrices import AdjustedPair, nearest, triangle
from mtfp.model.uncertainty.national import BUNDLED, National


def plan(pairs, **assumptions):
    """A plan whose assumptions are uncertain unless something else is said of them."""
    uncertain = {"unit": "rate", "central": "2%", "spread": {"interval": ["1%", "4%"]}, "source": "i"}
    said = {name: {**uncertain, **of} for name, of in assumptions.items()}
    document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}}
    return Plan.model_validate({**document, "assumptions": said, "correlations": pairs})


CERTAIN = {"spread": None}


def test_words_are_numbers():
    pairs = [("a", "b", "strong"), ("a", "c", "moderate"), ("b", "c", "weak"), ("a", "d", "none"), ("b", "d", -0.2)]
    found = dict(stated_pairs(plan(pairs, a={}, b={}, c={}, d={})))
    assert found == {("a", "b"): 0.8, ("a", "c"): 0.5, ("b", "c"): 0.3, ("b", "d"): -0.2}


def test_a_pair_with_a_certain_one_moves_nothing():
    assert groups(plan([("a", "b", 0.5)], a={}, b=CERTAIN)) == ()


def test_groups_are_what_pairs_join():
    pairs = [("d", "a", 0.5), ("b", "c", 0.2), ("e", "d", 0.1)]
    found = groups(plan(pairs, e={}, d={}, c={}, b={}, a={}, alone={}))
    assert sorted(map(names, found)) == ["ade", "bc"]
    stated = next(group.stated for group in found if len(group.members) == 3)
    assert stated == ((1.0, 0.5, 0.0), (0.5, 1.0, 0.1), (0.0, 0.1, 1.0))


def test_national_ones_come_first_and_names_decide_the_rest():
    (group,) = groups(plan([("a", "z", 0.5), ("a", "b", 0.5)], b={}, a={}, z={"scope": "national"}))
    assert names(group) == "zab"
    assert (group.fixed, group.national) == (0, 1)


def names(group):
    return "".join(member.name for member in group.members)


NATIONAL = {"scope": "national"}
UNCERTAIN = National(
    mtfp=1, national="test", source="i", correlations=(("x", "y", 0.8), ("x", "w", 0.5), ("w", "y", 0.3))
)


def known(name, *, once=False):
    return Member(name, once, known=True)


def test_known_ones_come_first_even_those_that_the_plan_lacks():
    of = plan([("a", "y", 0.5)], a={}, y=NATIONAL, x=NATIONAL).with_national(UNCERTAIN)
    (group,) = groups(of)
    assert group.members == (known("w"), known("x"), known("y"), Member("a", once=False))
    assert (group.fixed, group.national) == (3, 3)
    assert group.stated == ((1, 0.5, 0.3, 0), (0.5, 1, 0.8, 0), (0.3, 0.8, 1, 0.5), (0, 0, 0.5, 1))


def test_a_local_one_with_a_national_name_is_local():
    assert groups(plan([], x={}).with_national(UNCERTAIN)) == ()


def test_a_single_shock_goes_with_single_shocks_alone():
    """No year is the first of all plans, so a national pair never links a yearly shock with a single one."""
    of = plan([], y={**NATIONAL, "drawn": "once"}, x=NATIONAL).with_national(UNCERTAIN)
    yearly, once = sorted(groups(of), key=lambda group: group.members[0].once)
    assert yearly.members == tuple(known(name) for name in "wxy")
    assert once.members == tuple(known(name, once=True) for name in "wxy")
    assert yearly.stated == once.stated == ((1, 0.5, 0.3), (0.5, 1, 0.8), (0.3, 0.8, 1))


def test_a_plans_own_pair_of_known_ones_has_no_effect():
    own = plan([("x", "y", -0.9)], x=NATIONAL, y=NATIONAL).with_national(UNCERTAIN)
    assert groups(own) == groups(own.but(correlations=()))


def test_a_national_one_that_is_not_known_comes_after_the_known_ones():
    of = plan([("a", "x", 0.5), ("x", "y", 0.2), ("b", "a", 0.1)], a=NATIONAL, b={}, y=NATIONAL, x=NATIONAL)
    (group,) = groups(of.with_national(UNCERTAIN))
    assert group.members == (known("w"), known("x"), known("y"), Member("a", once=False), Member("b", once=False))
    assert (group.fixed, group.national) == (3, 4)
    assert group.stated[3] == (0, 0.5, 0, 1, 0.1)


def test_local_ones_shrink_and_national_ones_stay():
    # x and y, both 0.9 with a, explain 2 · 0.9² / (1 + 0.1) of a, and b 0.2²: together 1.5127, which is too much.
    # So all three pairs, the possible one of b too, shrink by 1 / sqrt(1.5127) = 0.81305.
    of = plan([("a", "x", 0.9), ("a", "y", 0.9), ("b", "a", 0.2)], a={}, b={}, y=NATIONAL, x=NATIONAL)
    national = National(mtfp=1, national="n", source="i", correlations=(("x", "y", 0.1),))
    (group,) = groups(of.with_national(national))
    assert group.used[[2, 2, 3], [0, 1, 2]] == pytest.approx([0.73175, 0.73175, 0.16261], abs=1e-5)
    assert group.used[1, 0] == 0.1
    assert group.used[3, :2].tolist() == [0, 0]
    assert [(pair.one, pair.other) for pair in group.adjusted] == [("a", "x"), ("a", "y"), ("b", "a")]


def test_further_national_ones_shrink_before_local_ones():
    """`a`, national and not known, fits neither x nor y; the local `b` must not change what it becomes."""
    pairs = [("a", "x", 0.9), ("a", "y", -0.9)]
    of = plan(pairs, a=NATIONAL, b={}, y=NATIONAL, x=NATIONAL).with_national(UNCERTAIN)
    (alone,), (with_b,) = (
        groups(of),
        groups(of.but(correlations=(*of.correlations, ("b", "a", 0.95), ("b", "x", -0.95)))),
    )
    assert (with_b.used[:4, :4] == alone.used).all()
    assert (with_b.used[:3, :3] == np.array(UNCERTAIN.stated)).all()
    assert abs(with_b.used[4, 3]) < 0.95


def test_a_national_one_that_the_plan_lacks_limits_no_pair_of_the_plan():
    """x has 0.8 with y and 0.5 with w; without x and w in the plan, `a` may have any correlation with y."""
    of = plan([("a", "y", -0.95)], a={}, y=NATIONAL).with_national(UNCERTAIN)
    (group,) = groups(of)
    assert group.adjusted == ()
    assert group.used[3] == pytest.approx([0.3 * -0.95, 0.8 * -0.95, -0.95, 1])
    lower = group.factor(group.members)
    assert lower @ lower.T == pytest.approx(group.used)


def test_an_invalid_national_set_becomes_the_nearest_possible():
    national = National(
        mtfp=1, national="n", source="i", correlations=(("a", "b", 0.9), ("a", "c", 0.9), ("b", "c", -0.9))
    )
    assert [pair.used for pair in national.adjusted] == pytest.approx([0.5, 0.5, -0.5])
    assert national.between("c", "b") == pytest.approx(-0.5)
    (group,) = groups(plan([], a=NATIONAL).with_national(national))
    assert group.used == pytest.approx(np.array([[1, 0.5, 0.5], [0.5, 1, -0.5], [0.5, -0.5, 1]]), abs=1e-6)
    assert group.adjusted == ()  # reported of the national file, not of every plan


def test_the_bundled_correlations_are_possible_and_have_a_source():
    assert BUNDLED.adjusted == ()
    assert BUNDLED.source
    assert {BUNDLED.between("cpi", "pay_nhs"), BUNDLED.between("pay_nhs", "cpi")} == {0.9}


def test_what_may_differ_between_plans_is_described():
    of = plan([("a", "x", 0.5)], a=NATIONAL, x={**NATIONAL, "persistence": 0.2}, z={**NATIONAL, "drawn": "once"})
    told = [drawn_as(of.with_national(UNCERTAIN), name) for name in "axz"]
    assert told[1].startswith("drawn yearly with a persistence of 0.2; its shock includes 0.5 of that of `w`")
    assert told[2] == "drawn once"
    # the absent w is mixed first: x has 0.5 of w's shock and 0.866 of its own, and a has half of both
    assert told[0].startswith(
        "drawn yearly with a persistence of 0.5; its shock includes 0.25 of that of `w` and 0.433"
    )


def test_highams_example():
    # N. J. Higham (2002): the nearest correlation matrix to this one, to four decimals
    stated = np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]], dtype=float)
    expected = [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]
    assert nearest(stated) == pytest.approx(np.array(expected), abs=5e-5)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_possible_matrix_is_nearer(seed):
    random = np.random.default_rng(seed)
    stated = np.tril(random.uniform(-1, 1, (6, 6)), -1)
    stated += stated.T + np.eye(6)
    found = nearest(stated)
    assert np.linalg.eigvalsh(found)[0] > -1e-8
    assert np.diag(found).tolist() == [1] * 6
    distance = np.linalg.norm(found - stated)
    for _ in range(200):
        columns = random.standard_normal((6, 6))
        other = np.corrcoef(columns)
        # the set is convex: what lies between the two is possible too, and no nearer either
        for share in (1e-3, 0.1, 1):
            assert np.linalg.norm(share * other + (1 - share) * found - stated) >= distance - 1e-8


def test_pairs_that_contradict_each_other_are_listed():
    # a with b and a with c both 0.9, b with c -0.9: impossible. All three shrink by one factor, to where the
    # determinant is zero: 1 - 3x² - 2x³ = 0, so (1 + x)² (1 - 2x) = 0: x = 0.5.
    (group,) = groups(plan([("a", "b", 0.9), ("a", "c", 0.9), ("b", "c", -0.9)], a={}, b={}, c={}))
    assert group.adjusted == (
        AdjustedPair("b", "a", 0.9, pytest.approx(0.5)),
        AdjustedPair("c", "a", 0.9, pytest.approx(0.5)),
        AdjustedPair("c", "b", -0.9, pytest.approx(-0.5)),
    )


def test_a_pair_that_was_not_stated_stays_zero():
    # a with b and b with c both 0.95, a with c zero: both shrink to sqrt(0.5), where 1 - 2x² is zero
    (group,) = groups(plan([("a", "b", 0.95), ("b", "c", 0.95)], a={}, b={}, c={}))
    assert [(moved.one, moved.other) for moved in group.adjusted] == [("b", "a"), ("c", "b")]
    assert [moved.used for moved in group.adjusted] == pytest.approx([0.5**0.5] * 2)


def test_what_is_possible_stays_to_the_bit():
    (group,) = groups(plan([("a", "b", 0.8), ("b", "c", 0.3)], a={}, b={}, c={}))
    assert group.used.tolist() == [list(row) for row in group.stated]
    assert group.adjusted == ()


@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 0.8, 0.5], [0.8, 1, 0.3], [0.5, 0.3, 1]],
        [[1, 1, 0.6], [1, 1, 0.6], [0.6, 0.6, 1]],  # two that are one
        [[1, -1], [-1, 1]],
        [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]],
    ],
)
def test_the_triangle_times_itself_is_the_matrix(matrix):
    lower = triangle(np.array(matrix, dtype=float))
    assert not np.triu(lower, 1).any()
    assert lower @ lower.T == pytest.approx(np.array(matrix), abs=1e-4)


def test_the_triangle_is_numpys():
    matrix = np.corrcoef(np.random.default_rng(3).standard_normal((8, 30)))
    assert triangle(matrix) == pytest.approx(np.linalg.cholesky(matrix), abs=1e-12)


def test_like_persistence_leaves_a_correlation_as_it_is():
    assert implied(0.8, (0.55, 0.55), 11, 10) == pytest.approx([0.8] * 10)


def test_unlike_persistence_lowers_it():
    # 0.8 · sqrt((1 - 0) · (1 - 0.81)) / (1 - 0) = 0.8 · 0.43589 from the second year on
    assert implied(0.8, (0.0, 0.9), 0, 4) == pytest.approx([0.8] + [0.348712] * 3, abs=1e-6)
    assert implied(0.8, (0.0, 0.9), 11, 4) == pytest.approx([0.348712] * 4, abs=1e-6)
    # towards 0.8 · sqrt(0.75 · 0.19) / (1 - 0.45) = 0.549079
    assert implied(0.8, (0.5, 0.9), 0, 60)[-1] == pytest.approx(0.549079, abs=1e-6)
    assert implied(0.8, (0.5, 0.9), 11, 3) == pytest.approx([0.549079] * 3, abs=1e-3)


def test_one_drawn_once_is_forgotten_by_one_drawn_by_year():
    # only the first year's shocks have to do with each other: 0.8, then half of it, a quarter, ...
    assert implied(0.8, (0.5, 1.0), 0, 4) == pytest.approx([0.8, 0.4, 0.2, 0.1])
    # after earlier years, sqrt(1 - 0.6²) = 0.8 of the first value is that year's shock
    assert implied(0.8, (1.0, 0.6), 11, 3) == pytest.approx([0.64, 0.384, 0.2304])


def test_a_group_is_compared_and_factored_once_for_all_of_its_members(monkeypatch):
    """Count the factors: each of 30 members asks for the same one, and finding it must not take a whole comparison."""
    from mtfp.draws.sampling import Sampling, draws_by_scenario
    from mtfp.model import correlation

    names = [f"a{number}" for number in range(30)]
    spread = {"unit": "rate", "central": "3%", "spread": {"normal": {"mean": "3%", "sd": "1%"}}, "source": "i"}
    made = Plan.model_validate(
        {
            **{"mtfp": 1, "name": "Many", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}},
            "assumptions": dict.fromkeys(names, spread),
            "correlations": [[one, other, 0.1] for number, one in enumerate(names) for other in names[:number]],
        }
    )
    asked, factor = [], correlation._factor
    monkeypatch.setattr(correlation, "_factor", lambda group, at: asked.append(at) or factor(group, at))
    list(draws_by_scenario({"": made}, Sampling(1), 0, 10))
    assert 1 <= len(asked) <= 2


def test_the_references_of_a_plan_are_found_once_for_all_checks(monkeypatch):
    from mtfp.model import plan as plans
    from mtfp.model.consistency import complaints

    found, references = [], plans.references
    monkeypatch.setattr(plans, "references", lambda part: found.append(part) or references(part))
    made = Plan.model_validate(
        {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}}
    )
    list(complaints(made))
    assert len(found) == 1
    assert made.but(name="B").references == ()
    assert len(found) == 2
