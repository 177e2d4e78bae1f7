"""The programme finds what the listing finds, when both have the same model without effects of pairs."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtfp.analysis.options import search
from mtfp.analysis.options.effects import measured
from mtfp.analysis.options.limits import Limits
from mtfp.analysis.options.listing import Listing, possible
from mtfp.analysis.options.programme import Programme
from mtfp.analysis.options.rank import criteria, value
from mtfp.findings.finding import Refused
from tests.analysis.options.made import INDEPENDENT, asked, every_package, independent_savings, random_options, savings
from tests.evidence import examples

EXAMPLES = settings(examples(ordinary=15, long=300), suppress_health_check=list(HealthCheck), derandomize=True)


def both(question):
    """The listing and the programme of a question, with one linear model, and the criteria."""
    effects = measured(question)
    linear = replace(effects, pairs=(), parts=effects.alone)
    every = criteria(question.options.options, [1.0 * at for at, _ in enumerate(question.names)])
    return Listing(possible(question), linear, every), Programme(question, linear, every), every, linear


def ranked(package, question, every):
    if package is None:
        return None
    chosen = [[name in package for name in question.names]]
    return [float(value(criterion, chosen)[0]) for criterion in every]


@EXAMPLES
@given(random_options(), st.sampled_from(["gap <= 0 in 2028/29", "gap <= 100 in each year"]), st.integers(1, 8))
def test_the_first_package_and_the_surest_are_the_same(options, balance, tenths):
    try:
        question = asked(options, balance, draws=60)
    except Refused:
        assume(False)
    listing, programme, every, model = both(question)
    limits = Limits()
    for _ in range(3):
        one, other = (finder.first(limits, tenths / 10) for finder in (listing, programme))
        assert ranked(one, question, every) == pytest.approx(ranked(other, question, every))
        if one is None:
            break
        limits = Limits(unlike=(*limits.unlike, one))
    surest = [model.chance(finder.surest(Limits())) for finder in (listing, programme)]
    if balance.endswith("29"):
        assert surest[0] == pytest.approx(surest[1])


def test_more_options_than_can_be_listed_are_found_by_the_programme(monkeypatch):
    options = savings(*[330.0] * 6)
    listed = search.search_of(asked(options, at=0.5))
    monkeypatch.setattr("mtfp.analysis.options.listing.LISTED", 4)
    found = search.search_of(asked(options, at=0.5))
    assert (type(listed.finder), type(found.finder)) == (Listing, Programme)
    assert found.best(Limits()).package == listed.best(Limits()).package == frozenset("abc")
    assert found.best(Limits(must=frozenset("f"))).package == frozenset("abf")
    assert found.best(Limits(unlike=(frozenset("abc"),))).package == frozenset("ade")


def test_a_programme_with_too_many_cuts_says_that_it_ended_early(monkeypatch):
    monkeypatch.setattr("mtfp.analysis.options.listing.LISTED", 4)
    monkeypatch.setattr("mtfp.analysis.options.programme.CUTS", 0)
    found = search.search_of(asked(savings(*[330.0] * 6), at=0.5))
    assert found.best(Limits()).package == frozenset("abc")
    assert found.given_up


def test_a_cut_excludes_no_package_that_is_enough(monkeypatch):
    monkeypatch.setattr("mtfp.analysis.options.programme.DRAWS", 5)
    options = independent_savings(2, 6)
    question = asked(options, plan=INDEPENDENT, draws=200)
    _, programme, _, model = both(question)
    packages = every_package(options)
    for failed in [package for package in packages if model.chance(package) < 0.8]:
        row, least, _ = programme._cut(failed, 0.8)
        excluded = [each for each in packages if row[:6] @ [name in each for name in question.names] < least]
        assert failed in excluded
        assert max(model.chance(each) for each in excluded) < 0.8
