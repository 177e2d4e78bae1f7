"""A law: a scenario that is built in memory is its file, to the bit and finding by finding."""

import copy
import shutil
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import mtfp
from mtfp.reading.scenario import read_scenario
from mtfp.scenarios.shipped import shipped
from mtfp.text.write_yaml import yaml_text
from mtfp.text.yaml import read_yaml
from tests.evidence import examples
from tests.library.made import SHETLAND, planner

FIRST = "2027/28"
OWN = [
    {"set": {"assumption": "cpi", "central": {FIRST: "4%", "then": "2%"}}},
    {"shift": {"assumption": "pay_nhs", "by": "1%", "from": FIRST}},
    {"shift": {"assumptions": ["pay_nhs", "cpi"], "by": "-1.5%", "to": FIRST}},
    {"scale": {"assumption": "savings_delivery", "by": 0.6}},
    {"service_level": {"lines": {"setting": "community"}, "level": "95%", "from": "year 1"}},
    {"saving": {"name": "locums", "delay": 1}},
    {"saving": {"all": True, "scale": "50%"}},
    {"commitment": {"all": True, "drop": True}, "optional": True},
    {"funding": {"source": "council", "add": {FIRST: -250}}},
    {"reserves": {"name": "change_fund", "add": {FIRST: 50}}},
    {"population": {"variant": "high_migration"}},
]
LEVERS = [lever for file in shipped() for lever in read_yaml(file).value["levers"]] + OWN
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3000), st.floats(-2, 2), st.sampled_from(("3%", "cpi", "", "no-such")),
    st.sampled_from(("2031/32", "year 9", "£5k")), st.just([]), st.just({}),
)  # fmt: skip


def places(value, path=()):
    """Yield the path of every value inside a lever."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key)
            yield from places(inner, (*path, key))


@st.composite
def levers(draw):
    """Draw a lever of a shipped scenario or of one's own, sometimes with one value or one key changed."""
    lever = copy.deepcopy(draw(st.sampled_from(LEVERS)))
    if draw(st.booleans()):
        *above, last = draw(st.sampled_from(list(places(lever))))
        inside = lever
        for step in above:
            inside = inside[step]
        if isinstance(inside, dict) and draw(st.integers(0, 3)) == 0:
            inside[f"{last}s"] = inside.pop(last)
        else:
            inside[last] = draw(ODD)
    return lever


def outcome(scenario):
    """Return the changed plan with what is said about it, or what is refused, with the path of each finding.

    Findings are in the order of their words: a file has them in the order of its lines, and memory has no lines.
    """
    try:
        found = planner().apply(scenario)
    except mtfp.Refused as refused:
        return None, sorted(refused.findings, key=words_of)
    return (found, tuple(str(made) for made in found.changes)), sorted(found.warnings, key=words_of)


def words_of(finding):
    return finding.code, finding.message, finding.fix, str(finding.place).partition("levers")[2]


def said(findings):
    return [words_of(each)[:3] for each in findings]


def lines_of(place, document):
    """Return the lines in the file of a key, and of its value, that memory names by their path."""
    path = place.file.partition(": ")[2]
    steps = [int(step) if step.isdigit() else step for step in path.split(".")] if path else []
    return [document.place(tuple(steps), of_key=of_key).line for of_key in (True, False)]


@examples(ordinary=120, long=2000)
@given(st.lists(levers(), min_size=1, max_size=3))
def test_a_scenario_in_memory_is_its_file(tmp_path_factory, written):
    values = {"mtfp": 1, "scenario": "mine", "levers": written}
    file = tmp_path_factory.mktemp("law") / "mine.yaml"
    file.write_text(yaml_text(values), encoding="utf-8")
    of_file, of_dict = outcome(file), outcome(values)
    assert said(of_file[1]) == said(of_dict[1])
    assert same(of_file[0], of_dict[0])
    document = read_yaml(file)
    for there, here in zip(of_file[1], of_dict[1], strict=True):
        if there.place.file.endswith("mine.yaml") and "levers" in here.place.file:
            assert there.place.line in lines_of(here.place, document)
    try:
        scenario = mtfp.Scenario.model_validate(values)
    except ValidationError:
        assert of_file[0] is None
    else:
        assert said(outcome(scenario)[1]) == said(of_file[1])
        assert same(outcome(scenario)[0], of_file[0])


def same(one, other):
    """Return True if both were refused, or made the same changes and the same figures to the bit."""
    if one is None or other is None:
        return one is other
    figures = [mtfp.project(found.plan, mtfp.central_draws(found.plan)).gap.gap.tobytes() for found, _ in (one, other)]
    return one[1] == other[1] and one[0].plan == other[0].plan and figures[0] == figures[1]


@settings(deadline=None, max_examples=30)
@given(levers())
def test_a_lever_object_is_the_lever_as_a_dict(written):
    try:
        lever = mtfp.Lever.model_validate(written)
    except ValidationError:
        return
    of_dict, of_object = outcome(written), outcome(lever)
    assert [each.code for each in of_dict[1]] == [each.code for each in of_object[1]]
    assert of_dict[0] is None or of_dict[0][0].plan == of_object[0][0].plan


def test_the_finding_of_a_dict_names_the_path():
    with pytest.raises(mtfp.Refused) as refused:
        planner().project({"mtfp": 1, "scenario": "mine", "levers": [{"shift": {"assumption": "cpy", "by": "1%"}}]})
    (finding,) = refused.value.findings
    assert str(finding.place) == "scenario mine: levers.0.shift.assumption"


def test_no_file_of_the_plan_is_read_again(tmp_path):
    shutil.copytree(SHETLAND, tmp_path / "plan")
    mine = mtfp.Planner(tmp_path / "plan")
    shutil.rmtree(tmp_path / "plan")
    assert mine.project(["step-down", OWN[0], "pay_nhs +1%"])["gap"]["2030/31"]


def cpu(call, times=7):
    """Return the least CPU time of several calls, so that other work on the machine doesn't count."""
    found = []
    for _ in range(times):
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return min(found)


def test_a_new_combination_takes_less_than_reading_the_plan():
    """The plan's own checks, nearly half of reading it, are not run again; with them it would take as long."""
    mine = planner()
    by = iter(range(1, 100))
    mine.project("pay_nhs +0.5%")
    reading = cpu(lambda: mtfp.read_plan(SHETLAND))
    combining = cpu(lambda: mine.project(f"pay_nhs +{next(by) / 100}%"))
    assert combining < 0.85 * reading


def test_shipped_scenarios_are_the_same_from_their_keys():
    for file in shipped():
        values = read_scenario(file.stem).document.value
        assert same(outcome(values)[0], outcome(file.stem)[0])
