"""Correlations as matrices: groups, the nearest possible one, its triangle, and what persistence leaves of a pair."""

import numpy as np
import pytest

from mtfp.model.correlation import AdjustedPair, groups, implied, nearest, stated_pairs, triangle
from mtfp.model.plan import Plan


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
    assert sorted(group.names for group in found) == [("a", "d", "e"), ("b", "c")]
    stated = next(group.stated for group in found if len(group.names) == 3)
    assert stated == ((1.0, 0.5, 0.0), (0.5, 1.0, 0.1), (0.0, 0.1, 1.0))


def test_national_ones_come_first_and_names_decide_the_rest():
    (group,) = groups(plan([("a", "z", 0.5), ("a", "b", 0.5)], b={}, a={}, z={"scope": "national"}))
    assert group.names == ("z", "a", "b")


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
    # a with b and a with c both 0.9, b with c -0.9: impossible. By symmetry all three move by as much, to where the
    # determinant is nil: 1 - 3x² - 2x³ = 0, so (1 + x)² (1 - 2x) = 0: x = 0.5.
    (group,) = groups(plan([("a", "b", 0.9), ("a", "c", 0.9), ("b", "c", -0.9)], a={}, b={}, c={}))
    assert group.adjusted == (
        AdjustedPair("b", "a", 0.9, pytest.approx(0.5)),
        AdjustedPair("c", "a", 0.9, pytest.approx(0.5)),
        AdjustedPair("c", "b", -0.9, pytest.approx(-0.5)),
    )


def test_a_pair_that_was_not_stated_is_listed_too():
    # 1, 0.95, none and 0.95 in a row of three: none isn't possible, for cos(2 · arccos 0.95) = 0.805 is the least
    (group,) = groups(plan([("a", "b", 0.95), ("b", "c", 0.95)], a={}, b={}, c={}))
    assert [(moved.one, moved.other) for moved in group.adjusted] == [("b", "a"), ("c", "a"), ("c", "b")]
    assert next(moved.stated for moved in group.adjusted if moved.other == "a" and moved.one == "c") == 0


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
    assert implied(0.8, (0.55, 0.55), 10) == pytest.approx([0.8] * 10)


def test_unlike_persistence_lowers_it():
    # 0.8 · sqrt((1 - 0) · (1 - 0.81)) / (1 - 0) = 0.8 · 0.43589 from the second year on
    assert implied(0.8, (0.0, 0.9), 4) == pytest.approx([0.8] + [0.348712] * 3, abs=1e-6)
    # towards 0.8 · sqrt(0.75 · 0.19) / (1 - 0.45) = 0.549079
    assert implied(0.8, (0.5, 0.9), 60)[-1] == pytest.approx(0.549079, abs=1e-6)


def test_one_drawn_once_is_forgotten_by_one_drawn_by_year():
    # only the first year's shocks have to do with each other: 0.8, then half of it, a quarter, ...
    assert implied(0.8, (0.5, 1.0), 4) == pytest.approx([0.8, 0.4, 0.2, 0.1])
