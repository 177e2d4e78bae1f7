"""Laws of correlated draws, on random correlations: margins stay, national draws stay, shrunk matrices are valid."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mtfp.draws.latents import latents
from mtfp.draws.random_streams import random_shocks
from mtfp.draws.uncertain import random_streams
from mtfp.model.base.arrays import Array
from mtfp.model.correlation import Group, groups
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.national import National
from tests.draws.drawn import plan, rate
from tests.evidence import examples

KNOWN, FURTHER, LOCAL = ("kk", "m", "z"), ("further",), ("a", "l", "x")
NAMES = (*KNOWN, *FURTHER, *LOCAL)
NUMBERS = st.integers(-10, 10).map(lambda tenths: tenths / 10)
PERSISTENCE = st.sampled_from((0.0, 0.3, 0.55, 0.9, 1.0))
YEARS = st.integers(2012, 2030)


def pairs_of(names: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[tuple[str, str, float], ...]]:
    """Return lists of correlations between some of the names, each pair at most once."""
    every = [(one, other) for at, one in enumerate(names) for other in names[:at]]
    chosen = st.lists(st.sampled_from(every), unique=True, min_size=least, max_size=8)
    return chosen.flatmap(
        lambda pairs: st.tuples(*(st.tuples(st.just(one), st.just(other), NUMBERS) for one, other in pairs))
    )


NATIONALS = pairs_of(KNOWN).map(
    lambda pairs: National(
        mtfp=1, national="n", source="i", correlations=pairs, assumptions={name: rate() for name in KNOWN}
    )
)


@st.composite
def correlated(draw: st.DrawFn, national: National | None = None, memories: Any = None) -> Plan:
    """Return a plan with national and local assumptions and with correlations, most of which contradict others."""
    memory = memories or {name: draw(PERSISTENCE) for name in NAMES}
    assumptions = {
        name: rate(
            central="0%",
            spread={"normal": {"mean": "0%", "sd": "1%"}},
            scope="local" if name in LOCAL else "national",
            persistence=memory[name],
        )
        for name in NAMES
    }
    correlations = [list(pair) for pair in draw(pairs_of(NAMES))]
    made = plan(years=3, name=draw(st.sampled_from("AB")), assumptions=assumptions, correlations=correlations)
    first = draw(YEARS)
    return made.with_fields(base_year=f"{first}/{(first + 1) % 100:02d}").with_national(national or draw(NATIONALS))


def drawn(of: Plan) -> dict[str, Any]:
    return latents(of, random_shocks(random_streams(of), of.name, 3, 0))


@examples(ordinary=40, long=600)
@given(correlated())
def test_margins_are_standard_normal_whatever_the_correlations(of: Plan) -> None:
    for name, z in drawn(of).items():
        for year in z:
            # five standard errors of 4,096 draws; the second, of a variance, is sqrt(2 / n)
            assert abs(year.mean()) < 5 / 4096**0.5, name
            assert abs(year.var() - 1) < 5 * (2 / 4096) ** 0.5, name


@examples(ordinary=40, long=600)
@given(st.data())
def test_national_draws_do_not_depend_on_local_pairs_or_base_years(data: st.DataObject) -> None:
    national, memories = data.draw(NATIONALS), {name: data.draw(PERSISTENCE) for name in NAMES}
    one, other = data.draw(correlated(national, memories)), data.draw(correlated(national, memories))
    found, again = drawn(one), drawn(other)
    shared = set(one.timeline.projected) & set(other.timeline.projected)
    early = min(int(each.base_year[:4]) for each in (one, other)) < 2014  # its shocks begin earlier
    for name in KNOWN:
        for year in shared if not early or memories[name] in (0, 1) else ():
            mine, theirs = (
                z[name][0 if len(z[name]) == 1 else of.timeline.at(year) - 1]
                for of, z in ((one, found), (other, again))
            )
            assert mine.tobytes() == theirs.tobytes(), (name, year)


def present(group: Group) -> tuple[Array, Array, int, int]:
    """Return what is used and what is stated of the plan's own members, and how many are known and national."""
    rows = [row for row in range(len(group.members)) if row not in group.absent]
    used, stated = (np.asarray(matrix)[np.ix_(rows, rows)] for matrix in (group.used, group.stated))
    absent = len(group.absent)
    return used, stated, group.fixed - absent, group.national - absent


TRIANGLE = 0.01
"""Largest error of a correlation. The largest possible factor leaves a matrix at the edge of what is possible: a row
may depend on the others but for rounding, and the triangle divides by its root. Largest of 3,000 groups: 0.004."""


@examples(ordinary=100, long=2000)
@given(correlated())
def test_a_shrunk_matrix_is_valid_and_keeps_the_national_part(of: Plan) -> None:
    for group in groups(of):
        assert np.linalg.eigvalsh(group.used)[0] >= -1e-7
        lower = group.factor(group.members)
        assert np.allclose(lower @ lower.T, group.used, rtol=0, atol=TRIANGLE)
        used, stated, fixed, national = present(group)
        assert (np.diag(used) == 1).all()
        assert (used[:fixed, :fixed] == stated[:fixed, :fixed]).all()
        for first, last in ((fixed, national), (national, len(used))):
            moved = [
                used[row, column] / stated[row, column]
                for row in range(first, last)
                for column in range(row)
                if stated[row, column]
            ]
            assert np.allclose(moved, moved[:1] * len(moved), atol=1e-9)  # one factor
            assert all(-1e-12 <= factor <= 1 for factor in moved)


@examples(ordinary=60, long=1000)
@given(correlated())
def test_no_larger_factor_is_possible(of: Plan) -> None:
    for group in groups(of):
        used, stated, _, at = present(group)
        inner = used[:at, :at]
        if at < len(used) and not np.allclose(used[at:], stated[at:]):
            more = np.eye(len(used))
            more[:at, :at] = inner
            further = used - more
            assert np.linalg.eigvalsh(more + 1.01 * further + 0.01 * (stated - used) * (further == 0))[0] < 1e-9
