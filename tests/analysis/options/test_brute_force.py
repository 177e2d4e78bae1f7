"""Brute force over all packages agrees with the search, for options that act on each other."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtfp.analysis.options.limits import Limits
from mtfp.analysis.options.search import search_of
from mtfp.findings.finding import Refused
from tests.analysis.options.made import INDEPENDENT, asked, by_brute_force, independent_savings, random_options, rank
from tests.evidence import examples, size

EXAMPLES = settings(examples(ordinary=15, long=300), suppress_health_check=list(HealthCheck), derandomize=True)
TARGETS = (
    "gap <= 0 in 2028/29",
    "gap <= 100 in every year",
    "gap <= 100 in each year",
    "expenditure <= 10_000 in 2028/29",
)


@EXAMPLES
@given(random_options(), st.sampled_from(TARGETS), st.sampled_from([0.3, 0.6, 0.8]))
def test_the_best_package_is_that_of_brute_force(options, balance, at):
    try:
        question = asked(options, balance, at=at)
    except Refused:  # an option needs what it excludes
        assume(False)
    found = search_of(question).best(Limits())
    assert (rank(options, found.package) if found else None) == by_brute_force(options, question)


@EXAMPLES
@given(random_options(), st.sampled_from(TARGETS), st.sampled_from([(10, 4_000), (10, 25)]))
def test_it_is_so_if_the_model_has_fewer_draws_than_the_search(options, balance, draws):
    with pytest.MonkeyPatch.context() as patch:
        for name, number in zip(("FEW", "MODELLED"), draws, strict=True):
            patch.setattr(f"mtfp.analysis.options.effects.{name}", number)
        test_the_best_package_is_that_of_brute_force.hypothesis.inner_test(options, balance, 0.6)


@pytest.mark.parametrize("finder", ["Listing", "Programme"])
@pytest.mark.parametrize("seed", [14, 3, 19, *range(20, size(ordinary=20, long=60))])
def test_it_is_so_for_savings_whose_delivery_is_independent(finder, seed, monkeypatch):
    """Chances near the confidence differ by points between a few draws and all."""
    monkeypatch.setattr("mtfp.analysis.options.effects.FEW", 50)
    monkeypatch.setattr("mtfp.analysis.options.programme.DRAWS", 30)
    monkeypatch.setattr("mtfp.analysis.options.listing.LISTED", 1 << 14 if finder == "Listing" else 1)
    options = independent_savings(seed, 7)
    question = asked(options, plan=INDEPENDENT, draws=600, at=0.8)
    search = search_of(question)
    best = search.best(Limits())
    assert type(search.finder).__name__ == finder
    assert not search.given_up
    assert (rank(options, best.package) if best else None) == by_brute_force(options, question)


@settings(EXAMPLES, max_examples=size(ordinary=1, long=8))
@given(random_options(size(ordinary=7, long=12), size(ordinary=7, long=12)))
def test_it_is_so_for_a_dozen_options(options):
    test_the_best_package_is_that_of_brute_force.hypothesis.inner_test(options, TARGETS[0], 0.6)
