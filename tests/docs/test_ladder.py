"""The page on the ladder states what each lever of it does to the Shetland plan, in figures that are derived here."""

import re
from functools import cache

import numpy as np
import pytest
from documents import ROOT, text_of

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.reading import read_plan
from mtfp.reading.scenario import read_scenario
from mtfp.results.moves import moves
from mtfp.results.services import activity, bought_elsewhere, needed, spent_elsewhere
from mtfp.scenarios.scenario import apply_scenario

LADDER = ("minimum", "step-down", "step-up", "maximum")
TEXT = text_of(ROOT / "docs" / "deciding" / "ladder.md")
YEAR = re.compile(r"\b20\d\d/\d\d\b")
PLAN = read_plan(ROOT / "examples" / "shetland").plan


@cache
def of_plan():
    return project(PLAN, central_draws(PLAN))


@cache
def of_rung(name, *levers):
    """The plan under a rung, or under some of its levers alone."""
    scenario = read_scenario(name).scenario
    kept = tuple(scenario.levers[number] for number in levers) or scenario.levers
    plan = apply_scenario(PLAN, scenario.but(levers=kept)).plan
    return project(plan, central_draws(plan))


def gap(projection):
    return projection.gap.gap[-1, 0]


def last(values):
    return values[-1, 0]


def charges(projection):
    return -last(projection.costs.total(["charges"]))


def spoken(section):
    """The figures of each bullet of a rung's section, and those of the paragraph after the bullets."""
    body = re.search(rf"^## [^\n]*`{section}`\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)[1]
    bullets = [found[0] for found in re.finditer(r"^- .*?(?=^- |\n\n|\Z)", body, re.M | re.S)]
    rest = body[body.rindex(bullets[-1]) + len(bullets[-1]) :]
    return [figures(bullet) for bullet in bullets], figures(rest)


def figures(text):
    return re.findall(r"\d+(?:,\d{3})*", YEAR.sub("", text))


def shown(*values):
    return [f"{abs(value):,.0f}" for value in values]


def of_moves(projection, name):
    """Money of all moves together, the plan's own included: a lever's move leaves it less to move."""
    return sum(last(getattr(move, name)) for move in moves(projection).values())


def figures_of(name, number):
    """What a lever's bullet must say: units, then money in £k, and what the lever does to the gap alone."""
    lever, changed, plan = read_scenario(name).scenario.levers[number], of_rung(name, number), of_plan()
    lost = charges(plan) - charges(changed)
    to_gap = gap(changed) - gap(plan)
    if lever.move:
        released, reinvested = (of_moves(changed, name) - of_moves(plan, name) for name in ("released", "reinvested"))
        assert to_gap == pytest.approx(reinvested - released + lost)
        fewer, more = (
            last(activity(changed)[name]) - last(activity(plan)[name]) for name in ("residential_care", "care_at_home")
        )
        return shown(fewer, more, released, reinvested, lost, to_gap)
    lines = lever.service_level.lines.of(PLAN.lines)
    if not lines:
        assert to_gap == 0
        return []
    counted = next(line for line in lines if PLAN.lines[line].activity)
    units = [last(activity(plan)[counted]), last(activity(changed)[counted])]
    elsewhere = [last(each) for each in spent_elsewhere(changed).values()]
    cost_lines = [name for name, line in PLAN.lines.items() if line.kind == "cost" and not line.set_aside]
    saved = last(plan.costs.total(cost_lines)) - last(changed.costs.total(cost_lines)) + sum(elsewhere)
    assert to_gap == pytest.approx(sum(elsewhere) - saved + lost)
    if elsewhere:
        units.append(last(bought_elsewhere(changed)[counted]))
    return shown(*units, saved, *elsewhere, *([lost] if abs(lost) > 0.5 else []), to_gap)


@pytest.mark.parametrize("name", LADDER)
def test_figures_of_the_ladder(name):
    bullets, together = spoken(name)
    levers = range(len(read_scenario(name).scenario.levers))
    assert bullets == [figures_of(name, number) for number in levers]
    alone = sum(gap(of_rung(name, number)) - gap(of_plan()) for number in levers)
    total = gap(of_rung(name)) - gap(of_plan())
    rest = total - alone
    assert together == shown(alone, *([rest] if abs(rest) > 0.5 else []), total, gap(of_plan()), gap(of_rung(name)))


def test_places_of_the_page():
    (paragraph,) = re.findall(r"^\*\*A percentage.*?(?=\n\n)", TEXT, re.M | re.S)
    today, wanted = (values["residential_care"] for values in (activity(of_plan()), needed(of_plan())))
    provided = last(activity(of_rung("step-down", 0))["residential_care"])
    first, places = today[0, 0], last(wanted)
    assert round(last(today)) == round(first), "the plan provides as many places as exist"
    at_level = 0.85 * places
    counts = shown(first, places, places - first, at_level, at_level - provided, provided, first - provided)
    assert figures(paragraph) == [*counts[:3], "85", *counts[3:]]


def test_levers_on_different_lines_add_up():
    for name in ("minimum", "step-up", "maximum"):
        levers = range(len(read_scenario(name).scenario.levers))
        alone = sum(gap(of_rung(name, number)) - gap(of_plan()) for number in levers)
        assert gap(of_rung(name)) - gap(of_plan()) == pytest.approx(alone)


def test_gaps_rise_with_the_ladder():
    gaps = [gap(of_rung(name)) for name in LADDER]
    gaps.insert(2, gap(of_plan()))
    assert np.all(np.diff(gaps) > 0)


def test_step_down_closes_a_third_of_the_gap():
    assert (gap(of_plan()) - gap(of_rung("step-down"))) / gap(of_plan()) == pytest.approx(1 / 3, abs=0.02)
