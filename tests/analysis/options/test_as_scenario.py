"""A package is a scenario: its file, its object and the search's own plan are one plan, to the bit."""

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtfp.findings.finding import Refused
from mtfp.reading.options import read_options
from mtfp.reading.scenario import read_scenario, with_scenarios
from mtfp.simulation.sample import Sample
from mtfp.text.write_yaml import yaml_text
from mtfp.views.options.narrative import words_of
from tests.analysis.options.made import SMALL, asked, every_package, random_options, savings
from tests.evidence import examples

EXAMPLES = settings(examples(ordinary=20, long=300), suppress_health_check=list(HealthCheck), derandomize=True)


@EXAMPLES
@given(random_options(), st.data())
def test_a_package_written_as_a_file_gives_the_same_figures(tmp_path_factory, options, data):
    try:
        question = asked(options, draws=20)
    except Refused:
        assume(False)
    package = data.draw(st.sampled_from(every_package(options)))
    read = question.options.scenario(package, "chosen", **words_of(question, package))
    file = tmp_path_factory.mktemp("packages") / "chosen.yaml"
    file.write_text(yaml_text(read.document.value), encoding="utf-8")
    from_file = with_scenarios(SMALL, (read_scenario(str(file)),)).plan
    assert from_file == with_scenarios(SMALL, (read,)).plan == question.plan_of(package)
    figures = [Sample(20).figures(plan, ["gap"])["gap"] for plan in (from_file, question.plan_of(package))]
    assert (figures[0] == figures[1]).all()


def test_a_delivery_is_that_of_the_saving_and_the_strength_of_levers():
    options = savings(100.0, 100.0, a={"delivery": "60%"})
    level = {"service_level": {"lines": "homes", "level": "90%", "from": "2026/27"}}
    options["options"]["b"] = {"levers": [level, {**level, "at": "50%"}], "delivery": "80%", "impact": 3}
    read = read_options(options).scenario(["a", "b"])
    saving, whole, half = read.document.value["levers"]
    assert saving["saving"]["add"]["delivery"] == "60%"
    assert (whole["at"], half["at"]) == ("80%", "40%")
    question = asked(savings(100.0, a={"delivery": "60%"}))
    off = question.central(frozenset())["gap"] - question.central(frozenset("a"))["gap"]
    assert np.allclose(off[1:, 0], 60)


def test_an_investment_takes_its_delivery_and_the_label_of_its_option():
    options = savings(100.0)
    invest = {"line": "homes", "spend": {"2026/27": 50}, "saves": {"amount": 100, "lag": 1}}
    options["options"]["a"] = {"label": "New rota", "investment": invest, "delivery": "50%", "impact": 1}
    question = asked(options)
    off = question.central(frozenset())["gap"] - question.central(frozenset("a"))["gap"]
    assert np.allclose(off[1:, 0], [-50, 50, 50])
    assert question.plan_of("a").label("investments", "a") == "New rota"


def test_findings_have_the_places_of_the_options_file(tmp_path):
    file = tmp_path / "options.yaml"
    file.write_text(
        "mtfp: 1\nscale: {name: harm}\noptions:\n"
        "  a:\n    impact: 1\n    levers:\n      - saving: {name: no_such, drop: true}\n"
        "  b: {impact: 2, saving: {line: hom, planned: {2026/27: 5}}}\n",
        encoding="utf-8",
    )
    try:
        asked(file)
        raise AssertionError("the options must be refused")
    except Refused as refused:
        found = [(each.code, each.place.line, each.place.column) for each in refused.findings]
    assert found == [("E401", 7, 24), ("E401", 8, 33)]
