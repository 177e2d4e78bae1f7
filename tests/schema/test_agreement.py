"""Schema and reading agree: of any plan a little different from a sound one, what reads also validates."""

from copy import deepcopy

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mtfp.model.consistency import complaints as complaints_of_meaning
from mtfp.model.plan import Plan
from mtfp.scenarios.options.file import Options
from mtfp.scenarios.scenario import Scenario

QUIET = settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

PERCENTAGES = st.sampled_from(["3%", " 3 %", "+3.5%", "-0.5%", "0%", "1_000%", "100%", "03%", "3 %  "])
NUMBERS = st.sampled_from([0, 1, 5, 2.5, -1.0, 12_300, "12_300", "+5", " 7", "1_000.50", "-3", "00", 1e5])
WORDS = st.sampled_from(
    ["cpi", "pay", "homes", "general", "council", "nhs", "none", "tbc", "central", "year", "2% of expenditure"]
)
YEARS = st.sampled_from(["2025/26", "2026/27", "2030/31", "2026-27", "year 1"])
LEAVES = st.one_of(PERCENTAGES, NUMBERS, WORDS, YEARS, st.none(), st.booleans(), st.just("2026-03-31"), st.just(""))
KEYS = st.one_of(
    WORDS, YEARS, PERCENTAGES, st.sampled_from(["then", "share", "amount", "from", "label", "source", "x"])
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=4
)


def places(said, path=()):
    """Every place in a plan, by the path to it."""
    for key, value in said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ():
        yield (*path, key)
        yield from places(value, (*path, key))


def at(said, path):
    for key in path:
        said = said[key]
    return said


def same_otherwise(value):
    """The same value in another form, or one of its own kind."""
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, str) and "%" in value and "of" not in value:
        return st.one_of(PERCENTAGES, st.builds(lambda v: {"share": v}, PERCENTAGES), by_year(PERCENTAGES))
    if isinstance(value, int | float):
        return st.one_of(NUMBERS, by_year(NUMBERS), st.builds(lambda v: {"central": v}, NUMBERS))
    if isinstance(value, list) and value:
        return st.one_of(st.just(value[0]), st.just(value[:1]), st.just(value * 2), st.just([]))
    if isinstance(value, dict) and value:
        return st.one_of(st.just([value]), st.sampled_from(list(value.values())), by_year(st.just(value)))
    return st.one_of(WORDS, YEARS, st.just([value]), st.none())


def by_year(values):
    return st.fixed_dictionaries({"2026/27": values}, optional={"2025/26": values, "then": values | st.none()})


@st.composite
def slips(draw, sound):
    """A plan with one or two places changed: another value, another form, a key less, a key more, a key renamed."""
    said = deepcopy(sound)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(said))))
        within, key = at(said, path[:-1]), path[-1]
        kind = draw(st.sampled_from(["value", "form", "form", "elsewhere", "less", "more", "renamed"]))
        if kind == "value":
            within[key] = draw(VALUES)
        elif kind == "form":
            within[key] = draw(same_otherwise(within[key]))
        elif kind == "elsewhere":
            within[key] = deepcopy(at(said, draw(st.sampled_from(list(places(said))))))
        elif kind == "less":
            del within[key]
        elif isinstance(within, dict):
            within[draw(KEYS)] = draw(VALUES) if kind == "more" else within.pop(key)
    return said


@QUIET
@given(data=st.data())
def test_what_reads_also_validates(data, plan, rich, complaints):
    said = data.draw(slips(rich))
    found = complaints(plan, said)  # the same in both drafts
    sound = reads(said) and not beside_files(said)
    event(f"reads: {sound}, validates: {not found}")
    assert not (sound and found), found


@QUIET
@given(data=st.data())
def test_a_scenario_that_reads_also_validates(data, scenario, every_lever, complaints):
    said = data.draw(slips(every_lever))
    found = complaints(scenario, said)
    event(f"validates: {not found}")
    if found and not beside_files(said):
        with pytest.raises(ValidationError):
            Scenario.model_validate(said)


def test_slips_are_of_every_outcome(plan, rich, complaints):
    """Sound and refused plans are both tried, or the law above would say little."""
    outcomes = set()

    # A plan that is well shaped and still refused is one slip in thirty: of 60 none may be, of 250 one is.
    @settings(QUIET, max_examples=400, derandomize=True)
    @given(slips(rich))
    def collect(said):
        outcomes.add((reads(said), not complaints(plan, said)))

    collect()
    assert outcomes == {(True, True), (False, True), (False, False)}


def reads(said):
    """Whether a plan is sound: its shape, and what it means."""
    try:
        plan = Plan.model_validate(said)
    except ValidationError:
        return False
    return not any(complaint.code.startswith("E") for complaint in complaints_of_meaning(plan))


def beside_files(said):
    """Whether a plan uses a form that reading takes, and that isn't one of the file format."""
    delays = [value for path, value in ((path, at(said, path)) for path in places(said)) if path[-1] == "delay"]
    return said.get("mtfp") is True or any(isinstance(delay, str | bool) for delay in delays)


@QUIET
@given(data=st.data())
def test_options_that_read_also_validate(data, options, every_option, complaints):
    said = data.draw(slips(every_option))
    try:
        Options.model_validate(said)
    except ValidationError:
        return
    assert complaints(options, said) == []
