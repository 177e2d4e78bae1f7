"""Every object of the library has a short form: one line, without arrays and without the objects inside it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache

import pytest
from pydantic import BaseModel

import mtfp
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.findings.short import Short
from tests.library import made

LONGEST = 100


@cache
def objects():
    """Yield an object for each public name, by the name."""
    first = Finding("E203", "budget must be zero or more, found -5 " * 9, Place("plan.yaml", 36, 15))
    return {
        "SIMULATED": mtfp.SIMULATED,
        "TABLES": mtfp.TABLES,
        "Lever": mtfp.Lever(shift={"assumption": "cpi", "by": "1%"}),
        "Plan": made.read().plan,
        "Planner": made.planner(),
        "Projection": made.projection(),
        "Refused": Refused([first, first.at(Place("other.yaml"))]),
        "ReportOptions": mtfp.ReportOptions(labels={f"scenario-{n}": "A label" for n in range(50)}),
        "Sampling": mtfp.Sampling(2**40, "sobol"),
        "Scenario": made.stepped_down().scenarios[0].scenario,
        "ScenarioRun": made.scenario_run(),
        "Simulation": made.run(),
        "apply_scenarios": made.stepped_down(),
        "central_draws": mtfp.central_draws(made.read().plan),
        "compare": mtfp.compare(made.scenario_run(), [made.scenario_run("other")])[0],
        "diff": made.planner().diff(made.read().plan.but(title="Draft")),
        "figures": mtfp.figures(made.projection()),
        "lever_bridge": made.planner().project("step-down").run.levers,
        "project": made.projection(),
        "read_plan": made.read(),
        "simulate": made.planner().simulate("step-down", draws=20),
        "simulate_with_levers": made.planner().simulate("step-down", draws=20, by_lever=True),
        "Trace": made.planner().trace("gap", "2028/29", depth=1),
        "trace": mtfp.trace(made.read(), "gap 2028/29", depth=1),
    }


def test_every_public_name_has_an_object():
    assert set(objects()) == set(mtfp.__all__)


@pytest.mark.parametrize("name", mtfp.__all__)
def test_short_form_of_every_public_object_and_of_what_it_holds(name):
    short = objects()[name]
    long = {type(each).__name__: repr(each) for each in within(short) if not is_short(repr(each))}
    assert long == {}
    assert is_short(str(short)) or isinstance(short, Refused | Mapping)


@pytest.mark.parametrize("name", [*mtfp.TABLES])
def test_short_form_of_every_table(name):
    table = mtfp.TABLES[name](made.projection(), "base")
    assert [each for each in map(repr, within(table)) if not is_short(each)] == []


def test_a_short_form_tells_what_it_is():
    assert repr(made.read().plan) == (
        "<Plan: Shetland Islands Integration Joint Board, 2025/26 to 2030/31 in £k, 20 lines>"
    )
    assert repr(made.projection().draws) == "<Draws: 1 draw, 2025/26 to 2030/31>"
    assert repr(made.stepped_down()) == "<ScenarioPlan: step-down, 3 changes, 0 warnings>"
    assert repr(made.stepped_down().changes[0].change).startswith(
        "<Change: Residential care, service level: as today → 8"
    )
    assert repr(made.read().warnings[0]).startswith("<Finding: warning W501 at ")


def test_a_name_with_line_breaks_stays_in_one_line():
    assert repr(made.read().plan.but(name="Two lines of\nwords")).startswith("<Plan: Two lines of words, 2025/26")


def is_short(text):
    return len(text) <= LONGEST and "\n" not in text and "array(" not in text


def within(value, seen=None):
    """Yield a value and the objects of this program inside it."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Short) or "mtfp" in type(value).__module__:
        yield value
    for inner in parts(value):
        yield from within(inner, seen)


def parts(value):
    if isinstance(value, BaseModel):
        return [each for _, each in value]
    if is_dataclass(value):
        return [getattr(value, each.name) for each in fields(value)]
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list | tuple) else []
