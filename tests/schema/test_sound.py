"""Whatever reads, validates: examples, shipped scenarios, cases worked by hand, and every short form."""

from pathlib import Path

import pytest

from mtfp.model.consistency import complaints as complaints_of_meaning
from mtfp.model.plan import Plan
from mtfp.scenarios.options.file import Options
from mtfp.scenarios.scenario import Scenario
from mtfp.scenarios.shipped import shipped
from mtfp.text.yaml import parse_yaml, read_yaml

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    {*ROOT.glob("examples/**/plan.yaml"), *ROOT.glob("examples/schemes/*.yaml"), *ROOT.glob("examples/*/plans/*.yaml")}
)
CASES = sorted(ROOT.glob("tests/cases/*.yaml"))
LEAST = {"mtfp": 1, "name": "", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}}

FORMS = (
    ("lines", "lines.csv"),
    *((section, f"{section}.csv") for section in ("commitments", "funding", "savings", "investments", "risk_events")),
    ("reserves", "Reserves 2026.CSV"),
    ("reserves", "none"),
    ("reserves", {}),
    ("deflator", None),
    ("population", {"file": "people.csv"}),
    ("population", {"area": "S37000026", "variant": "high_migration", "healthier_ageing": 0.1}),
    ("population", {"area": "S37000026", "healthier_ageing": "0.1"}),
    ("assumptions.cpi.central", "2%"),
    ("assumptions.cpi.central", {"then": "2%"}),
    ("assumptions.cpi.central", {"2026/27": "2%", "then": 0}),
    ("assumptions.cpi.floor", "0"),
    ("assumptions.cpi.floor", "1_000 %"),
    ("assumptions.cpi.reviewed", None),
    ("assumptions.energy.central", {"2025/26": "100", "then": 110.5}),
    ("assumptions.energy.central", "0%"),
    ("assumptions.wage.tracks.plus", {"2026/27": "1%", "then": "2%"}),
    ("assumptions.cpi.spread", {"then": {"uniform": ["0%", "4%"]}}),
    ("assumptions.cpi.spread", {"discrete": {"-1%": "20%", "0": "30%", "2_000.5": "50%"}}),
    ("assumptions.cpi.spread", {"interval": [0, "0%", "3%"], "normal": None}),
    ("correlations", [["cpi", "pay", "none"]]),
    ("lines.homes.components.wage", {"share": "28%"}),
    ("lines.homes.components.pay", "62%"),
    ("lines.homes.adjust", []),
    ("lines.homes.adjust", [{"share": "5%", "reason": "need"}]),
    ("lines.homes.service_level", []),
    ("lines.homes.localities", {"North": "100%"}),
    ("lines.homes.localities", {"then": "equal"}),
    ("lines.homes.cost", None),
    ("lines.fees.cost", {"2025/26": "40", "then": "1_040.5"}),
    ("commitments.both.lines", "homes"),
    ("commitments.both.lines", ["homes"]),
    ("commitments.both.lines", {"setting": "hospital", "partner": None}),
    ("commitments.rent.amount", {"2026/27": "tbc"}),
    ("funding.nhs.stated", 640),
    ("funding.nhs.stated", {"2026/27": "640", "then": 0}),
    ("funding.nhs.uplift", None),
    ("funding.rise.follows", {"lines": "hospital"}),
    ("risk_events.storm.impact", "600"),
    ("risk_events.storm.impact", {"assumption": "cpi", "by": "+1%"}),
    ("risk_events.storm.once", {"from": "2027/28"}),
    ("risk_events.storm.once", {}),
    ("reserves.general.floor", {"money": 500}),
    ("reserves.general.floor", {"money": "5_000.5"}),
    ("reserves.general.floor", {"share": "2%"}),
    ("reserves.general.floor", "2 %  of expenditure"),
    ("scheme", {}),
    ("scheme.steps", [{"offset": "arms"}, {"carry": {}}]),
    ("checks", [{"name": "n", "of": "gap", "at_least": "floor"}]),
)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_examples_validate(file, plan, complaints):
    assert complaints(plan, read_yaml(file).value) == []


@pytest.mark.parametrize("file", shipped(), ids=lambda file: file.stem)
def test_shipped_scenarios_validate(file, scenario, complaints):
    assert complaints(scenario, read_yaml(file).value) == []


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_cases_validate(file, plan, complaints):
    said = parse_yaml(file.read_text(encoding="utf-8"), file.name).value["plan"]
    assumptions = {name: {"source": "s", **a} for name, a in said.get("assumptions", {}).items()}
    assert complaints(plan, {**LEAST, **said, "assumptions": assumptions}) == []


def test_a_plan_that_says_everything_reads_and_validates(plan, rich, complaints):
    assert [c for c in complaints_of_meaning(Plan.model_validate(rich)) if c.code.startswith("E")] == []
    assert complaints(plan, rich) == []


def test_the_plan_that_says_everything_does(plan, rich):
    """Every key of the schema is in it, so that nothing goes untested."""
    offered = {
        key
        for definition in [plan, *plan["definitions"].values()]
        for shape in [definition, *definition.get("anyOf", [])]
        for key in shape.get("properties", {})
    }
    assert offered - set(keys(rich)) == {"file"}


def keys(said):
    if isinstance(said, dict):
        yield from said
    for inner in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from keys(inner)


@pytest.mark.parametrize(("path", "value"), FORMS, ids=[f"{path}: {value}" for path, value in FORMS])
def test_every_form_of_a_value_reads_and_validates(path, value, plan, rich, changed, complaints):
    said = changed(rich, path, value)
    if not str(value).lower().endswith(".csv"):
        Plan.model_validate(said)
    assert complaints(plan, said) == []


def test_every_lever_reads_and_validates(scenario, every_lever, complaints):
    Scenario.model_validate(every_lever)
    assert complaints(scenario, every_lever) == []


def test_every_key_of_options_reads_and_validates(options, every_option, complaints):
    Options.model_validate(every_option)
    assert complaints(options, every_option) == []


def test_the_options_of_the_examples_validate(options, complaints):
    files = sorted(ROOT.glob("examples/*/options.yaml"))
    assert files
    assert [complaints(options, read_yaml(file).value) for file in files] == [[]] * len(files)


def test_the_mapping_of_the_docs_validates(mapping, complaints):
    text = (ROOT / "docs/how-to/spreadsheets.md").read_text(encoding="utf-8")
    example = text.partition("<!-- file: mapping.yaml -->\n```yaml\n")[2].partition("```")[0]
    assert complaints(mapping, parse_yaml(example, "mapping.yaml").value) == []
    assert complaints(mapping, {"mtfp": 1, "plan": "plan.yaml", "sheets": {"A": {"section": "line", "columns": {}}}})
