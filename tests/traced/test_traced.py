"""The engine can be traced: recording arrays pass through it with nothing lost, and no branch asks a value."""

import random
from pathlib import Path

import numpy as np
import pytest
import yaml

from mtfp.analysis.bridge import cost_bridge
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.results.figures import figures as figures_of
from mtfp.traced import Recorded, replay, traced
from mtfp.traced.functions import value_of
from mtfp.traced.plan import is_healthier_ageing, with_numbers
from tests.cases.test_cases import CASES, laid_over_minimal

ROOT = Path(__file__).parents[2]
PLANS = (
    "examples/shetland",
    "examples/gateshead-2025",
    "examples/schemes/caps-and-repayments.yaml",
    "examples/schemes/west-lothian-2023.yaml",
    "tests/golden/plan.yaml",
)
ALLOWED = {
    ("mtfp.draws.of_plan:values_of", "truth"): "counts the draws that were clipped, for a note beside the figures",
    ("mtfp.model.costs.cost:_amounts", "hash"): "works equal prices out once; an input equals only itself",
    ("mtfp.model.costs.cost:_weights", "hash"): "gives each of those prices its place",
    ("mtfp.model.costs.saving:Investment.saving", "truth"): "structure: the first year with spend places the saving",
    ("mtfp.model.scheme.closing_steps:RecoveryPlan.holds_centrally", "float"): "structure: 1 if it is likely to hold",
    ("mtfp.model.uncertainty.risk:RiskEvent.happens_centrally", "truth"): "structure: 1 if it is likely to happen",
}
"""Who may read a number, and why."""
OF_GAP = ("gap", "recurring_gap", "expenditure", "funding", "savings")
OF_CLOSING = (
    "left", "spare", "offset", "recovery_plan", "reserves_used", "additional_payments", "carried",
    "deficit", "outstanding", "put_back", "returned",
)  # fmt: skip
OF_SHOWN = {"unidentified_share", "reserves_needed", "reserves_held", "reserves_short", "falls_to_partners"}
"""Figures worked out from shown ones, or by closing the years again: not traced yet."""


def recorded_figures(plan):
    """Projects a plan with recorded numbers; returns its figures and the record."""
    found = traced(plan)
    return figures(found.projection), found.recorder


def figures(projection):
    """Returns the figures that are compared, by name."""
    known = figures_of(projection)
    gap, closing, bridge = projection.gap, projection.closing, cost_bridge(projection)
    return {
        **{name: getattr(gap, name) for name in OF_GAP},
        **{name: getattr(closing, name) for name in OF_CLOSING},
        **{f"reserve {name}": reserve.closing for name, reserve in projection.reserves.items()},
        "set-aside": projection.set_aside.gap,
        **{f"cause {name}": added for name, added in bridge.causes.items()},
        **{f"figure {name}": record.of(known) for name, record in known.records.items() if name not in OF_SHOWN},
    }


def edited(plan, seed, much):
    """Changes some of a plan's numbers at random; zero and rates beyond their limits are among the new ones."""
    chance = random.Random(seed)  # noqa: S311

    def change(path, value):
        return value if chance.random() > much else type(value)(_other(plan, path, value, chance))

    return with_numbers(plan, change)


def _other(plan, path, value, chance):
    unit = plan.assumptions[path[1]].unit if path[0] == "assumptions" else ""
    if (
        {"probability", "fails"} & {*path}
        or (path[0] == "scheme" and "shares" in path)
        or is_healthier_ageing(plan, path)
    ):
        return value  # structure, and shares that must add up to all
    if unit == "rate" and "weight" not in path:
        return chance.choice([value + chance.uniform(-0.03, 0.04), value + chance.uniform(-0.03, 0.04), -0.05, -1.2])
    if unit == "share" and "weight" not in path:
        return chance.choice([value * 0.5, value + 0.2, -0.1, 0.9])
    if unit:
        return value * chance.uniform(0.7, 1.4)
    if isinstance(value, Percent):
        return chance.choice([0.0, 1.0, chance.random(), value * 0.9])
    if {"spend", "stranded"} & {*path}:
        return value * chance.choice([0.5, 1.4])  # zero would be structure: the first year with spend, or no years
    return chance.choice([0.0, 0.5 * value, 1.4 * value, 3 * value, value + 5])


def assert_nothing_lost(plan, recorded, recorder):
    """Asserts the bits of a plain run, and no read that isn't allowed."""
    for name, plain in figures(project(plan, central_draws(plan))).items():
        np.testing.assert_array_equal(value_of(recorded[name]), plain, err_msg=name)
    assert recorder.reads <= set(ALLOWED)


def assert_follows(recorded, other):
    """Asserts that the record, worked out again with another plan's numbers, gives that plan's projection."""
    inputs = {}
    with_numbers(other, lambda path, value: inputs.setdefault(path, value))
    again = replay({name: array for name, array in recorded.items() if isinstance(array, Recorded)}, inputs)
    projection = project(other, central_draws(other))
    slack = 1e-9 * max(1.0, float(projection.largest.max()))
    for name, plain in figures(projection).items():
        np.testing.assert_allclose(again.get(name, recorded[name]), plain, rtol=1e-9, atol=slack, err_msg=name)


@pytest.fixture(scope="module", params=PLANS)
def plan(request):
    return read_plan(ROOT / request.param).plan


def test_a_plan_passes_through_with_nothing_lost(plan):
    assert_nothing_lost(plan, *recorded_figures(plan))


def test_every_allowed_read_still_happens():
    reads = set().union(*(traced(read_plan(ROOT / name).plan).recorder.reads for name in PLANS))
    assert reads == set(ALLOWED)


@pytest.mark.parametrize("much", [0.0, 0.4])
def test_figures_follow_every_input(plan, much):
    """Records edited plans too, so that what is zero in the record moves later, and the reverse."""
    recorded, _ = recorded_figures(edited(plan, 1, much))
    for seed, changes in ((2, 0.05), (3, 0.4), (4, 0.9)):
        assert_follows(recorded, edited(plan, seed, changes))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_case_passes_through_and_follows_its_inputs(file):
    """Covers every rule, step and kind of entry."""
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    if "files" in case:
        pytest.skip("reads files of its own, which are values")
    plan = Plan.model_validate(laid_over_minimal(case["plan"]))
    recorded, trace = recorded_figures(plan)
    assert_nothing_lost(plan, recorded, trace)
    for seed in (5, 6):
        assert_follows(recorded, edited(plan, seed, 0.5))
