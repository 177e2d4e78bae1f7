"""What an editor underlines: slips that a person makes, each refused by reading too."""

import pytest
from pydantic import ValidationError

from mtfp.model.consistency import complaints as complaints_of_meaning
from mtfp.model.plan import Plan
from mtfp.scenarios.options.file import Options
from mtfp.scenarios.scenario import Scenario

WRONG_OPTIONS = (
    ("scale", {}),
    ("options", {}),
    ("options.rotas.impact", "high"),
    ("options.rotas.saving", None),
    ("options.rotas.levers", [{"saving": {"name": "mix", "drop": True}}]),
    ("options.rotas.people", {"who": "staff"}),
    ("options.rotas.impact_assessment", {"status": "done"}),
    ("options.rotas.earliest", "soon"),
    ("options.fewer.needs", 5),
    ("options.fewer.delivery", 0.8),
)
WRONG = (
    ("assumption", {}),
    ("years", "five"),
    ("years", 11),
    ("unit", "£bn"),
    ("mtfp", 2),
    ("base_year", "2025-26"),
    ("base_year", 2025),
    ("lines", None),
    ("lines", ["homes"]),
    ("reserves", "no"),
    ("population", {"area": "Fife", "file": "people.csv"}),
    ("population", {"variant": "principal"}),
    ("population.variant", {"principle": "100%"}),
    ("assumptions.Prices", {"unit": "rate", "central": "2%", "source": "s"}),
    ("assumptions.cpi.unit", "rates"),
    ("assumptions.cpi.central", 3.4),
    ("assumptions.cpi.central", "3.4"),
    ("assumptions.cpi.central", {"2026/27": "3%", "then": 2}),
    ("assumptions.cpi.central", {"2026": "3%"}),
    ("assumptions.cpi.central", {"2026/2027": "3%"}),
    ("assumptions.cpi.central", {"years": {"2026/27": "3%"}, "then": "2%"}),
    ("assumptions.cpi.central", {"then": {"then": "2%"}}),
    ("assumptions.cpi.cap", 20),
    ("assumptions.grant.central", "5%"),
    ("assumptions.energy.central", {"2025/26": "100%", "then": 110}),
    ("assumptions.cpi.source", None),
    ("assumptions.cpi.reviewed", 2026),
    ("assumptions.cpi.spread", {"interval": ["1%"]}),
    ("assumptions.cpi.spread", {"interval": ["1%", "2%"], "uniform": ["1%", "2%"]}),
    ("assumptions.cpi.spread", {"around": "central"}),
    ("assumptions.cpi.spread", {"years": {"2026/27": {"uniform": ["1%", "2%"]}}}),
    ("assumptions.cpi.spread", {"2026": {"uniform": ["1%", "2%"]}}),
    ("assumptions.cpi.spread", {"discrete": {"low": "100%"}}),
    ("correlations", [["cpi", "pay"]]),
    ("correlations", [["cpi", "pay", "Strong"]]),
    ("lines.homes.settings", "community"),
    ("lines.homes.setting", "comunity"),
    ("lines.homes.budget", "£12k"),
    ("lines.homes.budget", "62%"),
    ("lines.homes.budget", True),
    ("lines.homes.cost", 5),
    ("lines.homes.set_aside", "yes"),
    ("lines.homes.fixed_share", 0.1),
    ("lines.homes.fixed_share", "10"),
    ("lines.homes.components.pay", 0.62),
    ("lines.homes.components.pay", {"shares": "62%"}),
    ("lines.homes.components.pay", {"share": 0.62}),
    ("lines.homes.adjust", {"amount": 5, "share": "5%", "reason": "both"}),
    ("lines.homes.adjust", "5"),
    ("lines.homes.localities", {"shares": {"North": "100%"}}),
    ("lines.homes.localities", {"North": "50%", "then": "rest"}),
    ("lines.homes.service_level", {"level": "85%", "from_": "2026/27"}),
    ("lines.homes.service_level", [{"level": "85%", "from": "year 1"}]),
    ("lines.homes.activity", {"unit": "hours"}),
    ("commitments.rent.lines", {"settings": "hospital"}),
    ("commitments.rent.lines", ["Care homes"]),
    ("commitments.rent.amount", 5),
    ("commitments.rent.amount", {"then": 5}),
    ("commitments.rent.amount", {"2026/27": "unknown"}),
    ("funding.nhs.uplift", "uplift"),
    ("funding.nhs.stated", None),
    ("funding.nhs.type", "payments"),
    ("funding.rise.follows", {"share": "70%"}),
    ("funding.council.status", {"2026/27": "agreed"}),
    ("investments.telecare.spend", {}),
    ("risk_events.storm.impact", {"spread": {"interval": [1, 2]}}),
    ("risk_events.storm.impact", "1%"),
    ("risk_events.storm.once", {"from_": "2027/28"}),
    ("reserves.general.class_", "legacy"),
    ("reserves.general.floor", "2%"),
    ("reserves.general.floor", 500),
    ("reserves.general.floor", "2"),
    ("reserves.general.floor", {"2026/27": 500, "then": "2% of expenditure"}),
    ("reserves.general.floor", "2% of spend"),
    ("scheme.steps", [{"offset": "arms", "carry": {}}]),
    ("scheme.steps", [{}]),
    ("scheme.steps", ["carry"]),
    ("scheme.surplus", {"to": "general", "cap": "4%"}),
    ("scheme.steps", [{"additional_payments": {"who": "somebody"}}]),
    ("scheme.steps", [{"additional_payments": {"who": "own_arm", "shares": {"nhs": "100%"}}}]),
    ("scheme.steps", [{"additional_payments": {"who": "nested", "rules": [{"lines": "homes"}]}}]),
    ("scheme.steps", [{"recovery_plan": {"fails": "30%"}}]),
    ("checks", [{"name": "n", "of": "gap"}]),
    ("checks", [{"name": "n", "of": "gap", "at_most": 0, "in_": "2026/27"}]),
)
LEVERS = (
    {"shift": {"assumption": "cpi", "by": "one point"}},
    {"shift": {"assumption": "cpi", "by": "1%", "from": "year one"}},
    {"shift": {"by": "1%"}},
    {"shift": {"assumption": "cpi", "assumptions": ["pay"], "by": "1%"}},
    {"shift": {"assumptions": {"drive": "payments"}, "by": "1%"}},
    {"set": {"assumption": "cpi", "central": {"year 11": "1%"}}},
    {"set": {"assumption": "cpi", "central": {"years": {"year 1": "1%"}}}},
    {"scale": {"assumption": "cpi", "by": 0.9}},
    {"service_level": {"lines": "homes", "level": "85%"}},
    {"service_level": {"lines": "homes", "level": "85%", "from": "year 1", "profile": "s"}},
    {"move": {"out_of": "homes", "into": "nurses", "activity": "5%", "from": "year 1"}},
    {"funding": {"flat": True}},
    {"funding": {"streams": {"kind": "payment"}, "flat": True}},
    {"population": {"variant": "low"}},
    {"tax": {}},
    {},
    {"shift": {"assumption": "cpi", "by": "1%"}, "scale": {"assumption": "cpi", "by": "90%"}},
)


@pytest.mark.parametrize(("path", "value"), WRONG, ids=[f"{path}: {value}" for path, value in WRONG])
def test_a_slip_is_refused_by_the_schema_and_by_reading(path, value, plan, rich, changed, complaints):
    said = changed(rich, path, value)
    assert complaints(plan, said)
    assert refused(said)


@pytest.mark.parametrize("key", ["mtfp", "name", "base_year", "years", "unit", "lines", "funding"])
def test_a_key_that_must_be_there(key, plan, rich, complaints):
    del rich[key]
    assert complaints(plan, rich) == [f"'{key}' is a required property"]


@pytest.mark.parametrize("value", [{"names": ["homes"]}], ids=str)
def test_what_parts_hold_inside_is_not_for_files(value, plan, rich, changed, complaints):
    assert complaints(plan, changed(rich, "commitments.rent.lines", value))


@pytest.mark.parametrize("value", [{"amount": 5}, {"money": 5, "share": "2%"}], ids=str)
def test_a_threshold_is_one_value(value, plan, rich, changed, complaints):
    assert complaints(plan, changed(rich, "reserves.general.floor", value))


@pytest.mark.parametrize("lever", LEVERS, ids=str)
def test_a_slip_in_a_lever_is_refused_by_the_schema_and_by_reading(lever, scenario, complaints):
    said = {"mtfp": 1, "scenario": "s", "levers": [lever]}
    assert complaints(scenario, said)
    with pytest.raises(ValidationError):
        Scenario.model_validate(said)


def refused(said):
    """Whether reading refuses a plan, for the shape of a value or for what it means."""
    try:
        return any(complaint.code.startswith("E") for complaint in complaints_of_meaning(Plan.model_validate(said)))
    except ValidationError:
        return True


@pytest.mark.parametrize(("path", "value"), WRONG_OPTIONS, ids=str)
def test_a_slip_in_options_is_underlined_and_refused(path, value, options, every_option, changed, complaints):
    said = changed(every_option, path, value)
    assert complaints(options, said)
    with pytest.raises(ValidationError):
        Options.model_validate(said)
