"""Brute force over all packages agrees with the search, for options that act on each other."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtfp.analysis.options.limits import Limits
from mtfp.analysis.options.search import search_of
from mtfp.findings.finding import Refused
from tests.analysis.options.made import asked, by_brute_force, random_options, rank
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


@settings(EXAMPLES, max_examples=size(ordinary=1, long=8))
@given(random_options(size(ordinary=7, long=12), size(ordinary=7, long=12)))
def test_it_is_so_for_a_dozen_options(options):
    test_the_best_package_is_that_of_brute_force.hypothesis.inner_test(options, TARGETS[0], 0.6)
