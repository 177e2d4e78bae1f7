"""The library refuses names, years and numbers that a plan or run lacks, and says what there is."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

import mtfp
from mtfp.findings.suggest import Unknown
from mtfp.model.base.part import Part
from mtfp.results.figures import figure_named
from mtfp.simulation.effort import Limits
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.stopping import StoppingRule
from tests.library.made import projection, read, run, scenario_run, stepped_down

PLAN = read().plan
GOLDEN = Path(__file__).parents[1] / "golden" / "plan.yaml"
MISSING = object()


def values(scenario="base", figure="gap", year="2027/28"):
    return run().values(scenario, figure, year)


def simulate(plans=MISSING, **options):
    return mtfp.simulate({"base": PLAN} if plans is MISSING else plans, **{"draws": 10, **options})


def compare(*years, others=(), base=None):
    return mtfp.compare(base or scenario_run(), [scenario_run("other"), *others], years)


SHORTER = PLAN.with_fields(years=4)
"""A plan of other years; a file with it would be refused, since some amounts are of the fifth year."""


IN_MILLIONS = PLAN.with_fields(unit="£m")


def of_other_years():
    return mtfp.ScenarioRun("short", "Short", mtfp.project(SHORTER, mtfp.central_draws(SHORTER)))


REFUSED = {
    # names
    "a figure": (lambda: values(figure="gpa"), Unknown, "no figure is called `gpa`: did you mean `gap`"),
    "a renamed figure": (lambda: values(figure="contingency_needed"), Unknown, "write `reserves_needed`"),
    "a figure of no plan": (lambda: values(figure="reserves.gneral"), Unknown, "no figure is called"),
    "a figure that is not recorded": (lambda: values(figure="lines.care_at_home"), Unknown, "no figure is called"),
    "a figure without a name": (lambda: values(figure=None), TypeError, "must be text, not None"),
    "a figure by a list": (lambda: values(figure=["gap"]), TypeError, "must be text"),
    "a scenario": (lambda: values("bsae"), Unknown, "did you mean `base`"),
    "a scenario by number": (lambda: values(0), TypeError, "must be text, not 0"),
    "a scenario of has": (lambda: run().has("bsae", "gap"), Unknown, "did you mean `base`"),
    "a figure of a total": (lambda: run().total("base", "gpa"), Unknown, "did you mean `gap`"),
    "a flag": (lambda: run().shares("base", "exhausted.contingenc"), Unknown, "did you mean `exhausted.contingency`"),
    "a flag of no scenario": (lambda: run().shares("bsae", "broken.1"), Unknown, "did you mean `base`"),
    "a check beyond the last": (lambda: run().shares("base", "broken.9"), Unknown, "no flag is called `broken.9`"),
    "a figure of a projection": (lambda: mtfp.figures(projection())["gpa"], Unknown, "did you mean `gap`"),
    "a line of a projection": (lambda: mtfp.figures(projection())["lines.care_at_hom"], Unknown, "care_at_home"),
    "a figure's record": (lambda: figure_named("gpa"), Unknown, "did you mean `gap`"),
    "a table": (lambda: mtfp.TABLES["statment"], Unknown, "did you mean `statement`"),
    "a table by number": (lambda: mtfp.TABLES[0], TypeError, "must be text, not 0"),
    "a table of draws": (lambda: mtfp.SIMULATED["contingncy"], Unknown, "did you mean `contingency`"),
    "a renamed table": (lambda: mtfp.SIMULATED["partners_asked"], Unknown, "write `additional_payments`"),
    "a section": (lambda: PLAN.label("reservs", "general"), Unknown, "did you mean `reserves`"),
    "a scenario's file": (lambda: mtfp.apply_scenarios(read(), "step-dwn"), mtfp.Refused, "did you mean `step-down`"),
    "an empty scenario": (lambda: mtfp.apply_scenarios(read(), ""), mtfp.Refused, "there is no scenario"),
    "no scenario": (lambda: mtfp.apply_scenarios(read(), None), TypeError, "a Lever or a Scenario, not None"),
    "a scenario that is a number": (lambda: mtfp.Planner(PLAN).project(1), TypeError, "a Lever or a Scenario, not 1"),
    "no scenario to compare": (lambda: mtfp.Planner(PLAN).compare(), ValueError, "name at least one scenario"),
    "one scenario twice": (
        lambda: mtfp.compare(PLAN, "step-down", "step-down"), ValueError, "`step-down` is there twice"
    ),
    "a lever's name": (lambda: mtfp.project(PLAN, {"shft": {}}), mtfp.Refused, "did you mean `shift`"),
    "words of no plan": (lambda: mtfp.project(PLAN, "pay_nsh +1%"), mtfp.Refused, "did you mean `pay_nhs`"),
    "a table of a result": (lambda: mtfp.project(PLAN).to_frame("statment"), Unknown, "did you mean `statement`"),
    "a figure of a result": (lambda: mtfp.project(PLAN)["gpa"], Unknown, "did you mean `gap`"),
    "a year of a figure": (lambda: mtfp.figures(projection())["gap", "2040/41"], Unknown, "did you mean 2030/31"),
    "a year of a comparison": (
        lambda: mtfp.compare(PLAN, "step-down", year="2040/41"), Unknown, "did you mean 2030/31"
    ),
    "a plan by number": (lambda: mtfp.Planner(1), TypeError, "a path, a Plan or what read_plan returned, not 1"),
    "a plan with errors": (lambda: mtfp.Planner(PLAN.with_fields(deflator="cpy")), mtfp.Refused, "E301"),
    "an empty path": (lambda: mtfp.read_plan(""), FileNotFoundError, "the path of the plan is empty"),
    "no path": (lambda: mtfp.read_plan(None), TypeError, "NoneType"),
    "a sampler": (lambda: mtfp.Sampling(1, "sobl"), ValueError, "did you mean `sobol`"),
    "no sampler": (lambda: mtfp.Sampling(1, None), ValueError, "None is not a sampler; use one of random, sobol"),
    "a statistic": (lambda: StoppingRule("men", "gap", 1, 5.0), ValueError, "did you mean `mean`"),
    "a stopping figure": (lambda: StoppingRule("p90", "gpa", 1, 5.0).is_met(run()), Unknown, "`gap`"),
    # years
    "a year beyond the last": (lambda: values(year=7), Unknown, r"no year 7: use 0 \(2025/26\) to 5 \(2030/31\)"),
    "a year before the first": (lambda: values(year=-1), Unknown, "no year -1"),
    "a label beyond the last": (lambda: values(year="2040/41"), Unknown, "did you mean 2030/31"),
    "a label before the first": (lambda: values(year="2019/20"), Unknown, "did you mean 2025/26"),
    "a year in another form": (lambda: values(year="27-28"), Unknown, "did you mean 2027/28"),
    "a calendar year": (lambda: values(year=2027), Unknown, "no year 2027"),
    "a calendar year as text": (lambda: values(year="2027"), Unknown, "write 2027/28 if the year begins in April 2027"),
    "all years": (lambda: values(year="all"), Unknown, "its years are 2025/26 to 2030/31"),
    "a year that is true": (lambda: values(year=True), TypeError, "a label such as 2030/31, not True"),
    "no year": (lambda: values(year=None), TypeError, "not None"),
    "a year with decimals": (lambda: values(year=1.0), TypeError, "not 1.0"),
    "a year to compare": (lambda: compare("2040/41"), Unknown, "did you mean 2030/31"),
    "a position to compare": (lambda: compare(5), TypeError, "not 5"),
    "years that are one text": (
        lambda: mtfp.compare(scenario_run(), [], "2027/28"), TypeError, "must be a list, such as"
    ),
    "a stopping year": (lambda: StoppingRule("p90", "gap", 6, 5.0).is_met(run()), Unknown, "no year 6"),
    # draws, numbers
    "no draws": (lambda: simulate(draws=0), ValueError, "use at least 1"),
    "negative draws": (lambda: simulate(draws=-5), ValueError, "use at least 1"),
    "half a draw": (lambda: simulate(draws=2.5), TypeError, "whole number, not 2.5"),
    "draws as text": (lambda: simulate(draws="100"), TypeError, "whole number, not '100'"),
    "draws that are true": (lambda: simulate(draws=True), TypeError, "not True"),
    "draws that are None": (lambda: simulate(draws=None), TypeError, "not None"),
    "no threads": (lambda: simulate(threads=0), ValueError, "threads must be 1 or more"),
    "half a thread": (lambda: simulate(threads=1.5), TypeError, "threads must be a whole number"),
    "a limit as text": (lambda: Limits(memory="1GB"), TypeError, "not '1GB'"),
    "a negative limit": (lambda: Limits(disk=-1), ValueError, "zero or more"),
    "a limit of another kind": (lambda: simulate(limits=10**9), TypeError, "the limits must be of the class Limits"),
    "a seed below zero": (lambda: mtfp.Sampling(-1), ValueError, "zero or more"),
    "a seed with decimals": (lambda: mtfp.Sampling(1.5), TypeError, "whole number, not 1.5"),
    "a seed that is true": (lambda: mtfp.Sampling(True), TypeError, "not True"),
    "no seed": (lambda: mtfp.Sampling(None), TypeError, "not None"),
    "a seed in place of a sampling": (lambda: simulate(sampling=1), TypeError, "mtfp.Sampling"),
    "a stopping rule without a number": (lambda: simulate(enough=100), TypeError, "must be a function, not 100"),
    "a margin of nothing": (lambda: StoppingRule("p90", "gap", 1, 0), ValueError, "above zero"),
    "a draw beyond the last": (lambda: projection().draws.alone(1), Unknown, "there is no draw 1"),
    "a draw before the first": (lambda: projection().draws.alone(-1), Unknown, "there is no draw -1"),
    "a replicate": (lambda: run().part("base", "gap", 1, 1, 0, 5), Unknown, "no replicate 1"),
    "draws beyond the last": (lambda: run().part("base", "gap", 1, 0, 15, 25), Unknown, "has 20 draws"),
    "draws before the first": (lambda: run().part("base", "gap", 1, 0, -5, 5), Unknown, "has 20 draws"),
    "a confidence in percent": (lambda: mtfp.ReportOptions((90,)), ValueError, "write 0.9 for 90%"),
    "a confidence of all": (lambda: mtfp.ReportOptions((1.0,)), ValueError, "between 0 and 1, not 1"),
    "a confidence below zero": (lambda: mtfp.ReportOptions((-0.1,)), ValueError, "between 0 and 1"),
    "a confidence that isn't a number": (lambda: mtfp.ReportOptions((float("nan"),)), ValueError, "not nan"),
    "a confidence as text": (lambda: mtfp.ReportOptions(("90%",)), TypeError, "not '90%'"),
    "a confidence that is true": (lambda: mtfp.ReportOptions((True,)), TypeError, "not True"),
    "one confidence": (lambda: mtfp.ReportOptions(0.9), TypeError, r"such as \(0.9,\), not 0.9"),
    "an amount without end": (lambda: mtfp.ReportOptions(over=(float("inf"),)), ValueError, "not inf"),
    "labels as a list": (lambda: mtfp.ReportOptions(labels=["a"]), TypeError, "by name"),
    # plans and projections
    "no plans": (lambda: simulate({}), ValueError, "there is no plan to simulate"),
    "plans by number": (lambda: simulate({0: PLAN}), TypeError, "must be text, not 0"),
    "a national file by its name": (lambda: mtfp.read_plan("x", "national.yaml"), TypeError, "with `.national`"),
    "plans of other years": (lambda: simulate({"a": PLAN, "b": SHORTER}), ValueError, "the same years"),
    "plans of other units": (lambda: simulate({"a": PLAN, "b": IN_MILLIONS}), ValueError, "the same years"),
    "draws of other years": (
        lambda: mtfp.project(SHORTER, projection().draws), ValueError, "draws belong to another plan"
    ),
    "draws of another plan": (
        lambda: mtfp.project(PLAN, mtfp.central_draws(PLAN.with_fields(risk_events={}))), ValueError, "no values for"
    ),
    "no draws to project": (lambda: mtfp.project(PLAN, draws=None), TypeError, "make them with central_draws"),
    "no projection": (lambda: mtfp.figures(projection().gap), TypeError, "make it with project"),
    "a scenario without a projection": (lambda: mtfp.ScenarioRun("a", "A", PLAN), TypeError, "make it with project"),
    "a scenario without a name": (lambda: mtfp.ScenarioRun(None, "A", projection()), TypeError, "must be text"),
    "one name twice": (lambda: compare(others=[scenario_run("other")]), ValueError, "is there twice"),
    "a scenario of other years": (lambda: compare(others=[of_other_years()]), ValueError, "the same years"),
    "other prices": (
        lambda: compare(others=[mtfp.ScenarioRun("real", "Real", projection(), real=True)]), ValueError, "prices"
    ),
    "a projection in place of a scenario": (lambda: compare(others=[projection()]), TypeError, "ScenarioRun"),
    "one scenario": (lambda: mtfp.compare(scenario_run(), scenario_run("b")), TypeError, "must be a list"),
    # changes
    "a field": (lambda: PLAN.but(yrs=3), Unknown, "no field is called `yrs`: did you mean `years`"),
    "a section of files": (lambda: PLAN.but(risks={}), Unknown, "no field is called `risks`"),
    "a field of a line": (lambda: PLAN.lines["care_at_home"].but(bugdet=1), Unknown, "did you mean `budget`"),
    "years that amounts name": (lambda: PLAN.but(years=3), mtfp.Refused, "is it 5, not 3"),
    "no years": (lambda: PLAN.but(years=0), mtfp.Refused, "E213"),
    "years as text": (lambda: PLAN.but(years="3"), mtfp.Refused, "E203"),
    "a unit": (lambda: PLAN.but(unit="£bn"), mtfp.Refused, "E204"),
    "a year of another form": (lambda: PLAN.but(base_year="2025"), mtfp.Refused, "E210"),
    "an assumption that there isn't": (lambda: PLAN.but(deflator="cpy"), mtfp.Refused, "did you mean `cpi`"),
    "a line that others name": (lambda: PLAN.but(lines={}), mtfp.Refused, "E301"),
    "a line below zero": (lambda: PLAN.lines["care_at_home"].but(budget=-5), mtfp.Refused, "budget: error"),
    "a component in a dictionary": (
        lambda: PLAN.but(lines={**PLAN.lines, "more": {"partner": "nhs"}}), mtfp.Refused, "lines.more: error"
    ),
    "another file": (lambda: PLAN.but(population={"file": "people.csv"}), mtfp.Refused, "E317"),
    "another national file": (lambda: PLAN.but(national_file="national.yaml"), mtfp.Refused, "E317"),
    "a field of a lever's copy": (lambda: PLAN.with_fields(yrs=3), Unknown, "did you mean `years`"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_with_what_there_is(case):
    act, kind, words = REFUSED[case]
    with pytest.raises(kind, match=words):
        act()


def test_an_unknown_name_is_a_key_error_of_a_mapping():
    figures = mtfp.figures(projection())
    assert figures.get("gpa") is None
    assert "gpa" not in figures
    assert mtfp.TABLES.get("statment") is None
    assert (
        str(Unknown("no figure is called `gpa`", "did you mean `gap`?"))
        == "no figure is called `gpa`: did you mean `gap`?"
    )


@given(st.one_of(st.integers(), st.integers(0, 5), st.text(), st.sampled_from(PLAN.timeline.labels)))
def test_a_year_is_a_year_of_the_plan_or_refused(year):
    labels = PLAN.timeline.labels
    if year in labels or year in range(len(labels)):
        assert year in (PLAN.timeline.position(year), labels[PLAN.timeline.position(year)])
    else:
        with pytest.raises(Unknown):
            values(year=year)


@given(st.text())
def test_a_name_is_recorded_or_refused(name):
    recorded = name in recorded_figures(PLAN)
    assert run().has("base", name) is recorded
    if not recorded:
        with pytest.raises(Unknown, match="figure"):
            values(figure=name)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.builds(object),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner, inner),
    max_leaves=6,
)


@given(st.sampled_from(sorted(type(PLAN).model_fields)), ANYTHING)
def test_a_change_is_a_sound_plan_or_refused(field, value):
    try:
        changed = PLAN.but(**{field: value})
    except mtfp.Refused as refused:
        codes = {finding.code[0] for finding in refused.findings}
    else:
        codes = {"E"} if isinstance(changed, mtfp.Plan) else set()
    assert codes == {"E"}


def parts_of(value):
    """Yield one part of each class in a value."""
    if isinstance(value, Part):
        yield value
    inner = [each for _, each in value] if isinstance(value, BaseModel) else []
    inner = list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, tuple) else inner
    for each in inner:
        yield from parts_of(each)


PARTS = list({type(each): each for each in parts_of(mtfp.read_plan(GOLDEN).plan)}.values())


@given(st.data())
def test_a_change_of_any_part_is_of_its_class_or_refused(data):
    part = data.draw(st.sampled_from([part for part in PARTS if type(part).model_fields]))
    field = data.draw(st.sampled_from(sorted(type(part).model_fields)))
    try:
        kind = type(part.but(**{field: data.draw(ANYTHING)}))
    except mtfp.Refused as refused:
        kind = type(part) if refused.findings else None
    assert kind is type(part)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_an_unchanged_part_is_the_same(part):
    assert part.but() == part


def test_no_year_and_no_figure_shows_another_ones_draws():
    plans = {"base": PLAN, "step-down": stepped_down().plan}
    seen = {run().values(s, f, y).tobytes() for s in plans for f in recorded_figures(plans[s]) for y in range(6)}
    rows = sum(len(recorded_figures(plan)) for plan in plans.values()) * 6
    assert len(seen) <= rows
    for scenario, plan in plans.items():
        for figure in recorded_figures(plan):
            for label, position in zip(plan.timeline.labels, range(6), strict=True):
                by_label, by_position = (run().values(scenario, figure, year) for year in (label, position))
                np.testing.assert_array_equal(by_label, by_position)
            with pytest.raises(LookupError):
                run().values(scenario, figure, 6)


def test_a_change_takes_what_files_may_say_and_keeps_the_rest():
    home = PLAN.lines["care_at_home"].but(components={"cpi": "100%"}, budget="9_300")
    changed = PLAN.but(title="Other", lines={**PLAN.lines, "care_at_home": home}, scheme={"steps": [{"carry": {}}]})
    assert (changed.title, changed.lines["care_at_home"].budget, len(changed.scheme.order)) == ("Other", 9300.0, 2)
    assert PLAN.but(lines=changed.lines).lines == changed.lines
    assert PLAN.but() == PLAN
    assert PLAN.but(title=PLAN.title).digest() == PLAN.digest()


def test_a_change_of_a_scenarios_plan_is_checked_alike():
    changed = stepped_down().plan
    assert changed.but(title="Again").digest() == changed.with_fields(title="Again").digest()


def test_errors_that_a_plan_had_before_are_its_own():
    unsound = PLAN.with_fields(deflator="cpy")
    assert unsound.but(title="Other").deflator == "cpy"
    with pytest.raises(mtfp.Refused, match="E301"):
        unsound.but(lines={})
