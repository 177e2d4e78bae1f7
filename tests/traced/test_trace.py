"""Every figure of every plan re-adds from its parts, down to inputs of the plan."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from mtfp import apply_scenarios, central_draws, figures, project, read_plan, trace
from mtfp.analysis.trace.expand import opened
from mtfp.analysis.trace.trace import Numbers
from mtfp.analysis.trace.values import SEARCHED
from mtfp.findings.suggest import Unknown
from tests.evidence import examples
from tests.laws.plans import plans

ROOT = Path(__file__).parents[2]
SHETLAND = ROOT / "examples/shetland"


def numbers_of(plan):
    return Numbers.of(plan, plan)


def assert_figures_are_the_engine_s(numbers):
    """Asserts that every figure of the catalogue has its own value, to rounding errors that become zero."""
    plain = figures(project(numbers.plan, central_draws(numbers.plan)))
    for id, values in plain.items():
        for t, value in enumerate(values[:, 0]):
            traced = numbers.names.arrays[id][1][t].value
            if not math.isnan(value) and (value or plain.records[id].is_share):
                assert traced == value, (id, t)
            elif not math.isnan(value):
                assert abs(traced) <= numbers.known.slack, (id, t)


def assert_re_adds(numbers):
    """Asserts that every number below every named one is what its parts make, and that the last ones are inputs."""
    slack, seen, steps = numbers.known.slack, set(), []
    for _, column in numbers.names.arrays.values():
        steps += [node for node in column if node.value == node.value]
    while steps:
        node = steps.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        found = opened(node, numbers.names)
        assert found.how != "other", node.op
        if found.how != "value":
            np.testing.assert_allclose(found.again(), node.value, rtol=1e-9, atol=slack, err_msg=str(found.how))
        steps += [part for _, part in found.parts]


@examples(ordinary=20, long=1_000)
@given(plans())
def test_every_number_of_a_random_plan_re_adds(drawn):
    numbers = numbers_of(drawn.plan())
    assert_figures_are_the_engine_s(numbers)
    assert_re_adds(numbers)


@examples(ordinary=6, long=300)
@given(plans())
def test_every_figure_of_a_random_plan_has_a_tree_that_re_adds(drawn):
    """Looks at the parts that are shown, without zeros and ones, to any depth that fits."""
    numbers = numbers_of(drawn.plan())
    for id in numbers.known.records:
        for t, year in enumerate(numbers.plan.timeline.labels):
            if t and not math.isnan(numbers.names.arrays[id][1][t].value):
                for _, _, part in numbers.trace(id, year).root.walk():
                    assert_part_re_adds(part, numbers.known.slack)


def assert_part_re_adds(part, slack):
    values = [(each.sign, each.value) for each in part.parts]
    if not values:
        return
    if part.how == "sum":
        again = sum(-value if sign == "−" else value for sign, value in values)
    elif part.how == "product":
        again = math.prod(1 / value if sign == "÷" else value for sign, value in values)
    else:
        again = {"smallest": min, "largest": max, "same": max}[part.how](value for _, value in values)
    assert again == pytest.approx(part.value, rel=1e-9, abs=4 * slack), part.label


@pytest.mark.parametrize("name", ["shetland", "gateshead-2025", "schemes/caps-and-repayments.yaml"])
def test_every_number_of_an_example_re_adds(name):
    numbers = numbers_of(read_plan(ROOT / "examples" / name).plan)
    assert_figures_are_the_engine_s(numbers)
    assert_re_adds(numbers)


def test_inputs_have_a_place_a_source_and_an_owner():
    """Asserts it for each input of the gap that the file states; keys that it leaves out have no place."""
    found = trace(SHETLAND, "gap 2028/29", depth=12)
    inputs = [part for _, _, part in found.root.walk() if part.how == "value" and "." in part.id]
    places = {part.id: part.source.place for part in inputs}
    assert len(places) > 100
    assert all(part.source.source for part in inputs if part.source.place)
    assert places["assumptions.cpi"].endswith("plan.yaml:47:51")
    stated = [place for place in places.values() if place]
    assert len(stated) > 0.8 * len(places)
    lines = (SHETLAND / "plan.yaml").read_text(encoding="utf-8").splitlines()
    _, line, column = places["lines.care_at_home.budget"].rsplit(":", 2)
    assert lines[int(line) - 1][int(column) - 1 :].startswith("9_200")


def test_a_line_by_hand():
    """9,200 and 180 of adjustments grow by pay, prices and energy, and by demand and planned change."""
    found = trace(SHETLAND, "care_at_home", "2028/29").root
    base, price, volume = found.parts
    assert base.value == 9_380
    assert found.value == pytest.approx(9_380 * price.value * volume.value)
    by_hand = 0.78 * 1.035 * 1.0275**2 + 0.14 * 1.023 * 1.02**2 + 0.08 * 1.04 * 1.025**2
    assert price.value == pytest.approx(by_hand, abs=1e-4)


def test_levers_show_on_the_way_and_at_their_items():
    found = trace(SHETLAND, "gap 2028/29", scenario="step-down")
    assert found.scenario == "Step down"
    assert found.without == pytest.approx(trace(SHETLAND, "gap 2028/29").root.value)
    assert any("Residential care" in text and "step-down.yaml:12:5" in text for text in found.levers)
    (home,) = [part for _, _, part in found.root.walk() if part.id == "lines.residential_care"]
    assert "→ 85% of today's level" in home.source.changes[0]
    (bed,) = [part for _, _, part in found.root.walk() if part.id == "lines.prescribing"]
    assert not bed.source.changes


def test_a_changed_assumption_shows_old_and_new():
    read = read_plan(SHETLAND)
    changed = apply_scenarios(read, "high-pay")
    found = trace(read, "assumptions.pay_council 2028/29", scenario=changed)
    assert found.root.value > found.without
    assert "→" in found.root.source.changes[0]
    assert "high-pay.yaml" in found.root.source.changes[0]


def test_default_depth_fits_a_screen_and_a_half():
    for figure in ("gap", "recurring_gap", "reserves", "owed", "expenditure", "lines.care_at_home"):
        assert len(list(trace(SHETLAND, figure, "2028/29").root.walk())) <= 60


def test_searched_figures_say_so():
    found = trace(SHETLAND, "reserves_short 2029/30")
    assert found.root.parts[0].id.startswith(SEARCHED)
    assert "search" in found.root.parts[0].source.source


@pytest.mark.parametrize(
    ("figure", "year", "error", "message"),
    [
        ("gpa", "2028/29", Unknown, "did you mean `gap`"),
        ("surplus_into_pots", "2028/29", Unknown, "renamed in 0.3.0"),
        ("gap", "2034/35", ValueError, "2025/26 to 2030/31"),
        ("gap", "", ValueError, "the year is missing"),
        ("savings", "2025/26", ValueError, "no value in 2025/26"),
    ],
)
def test_a_wrong_name_or_year_is_refused_with_its_repair(figure, year, error, message):
    with pytest.raises(error, match=message):
        trace(SHETLAND, figure, year)


@pytest.mark.parametrize("depth", [0, 13, 2.0, True])
def test_a_wrong_depth_is_refused(depth):
    with pytest.raises((ValueError, TypeError), match="the depth must be"):
        trace(SHETLAND, "gap 2028/29", depth=depth)


def test_a_plan_without_a_file_has_sources_without_places():
    found = trace(read_plan(SHETLAND).plan, "cpi 2028/29")
    assert not found.root.source.place
    assert found.root.source.source.startswith("OBR")
    changed = trace(read_plan(SHETLAND).plan, "gap 2028/29", scenario="step-down")
    assert changed.root.value == trace(SHETLAND, "gap 2028/29", scenario="step-down").root.value


def test_to_frame_has_a_row_for_each_number():
    found = trace(SHETLAND, "gap 28-29")
    frame = found.to_frame()
    assert list(frame.path[:2]) == ["gap", "gap/expenditure"]
    assert len(frame) == len(list(found.root.walk()))
    assert frame.path.is_unique
    assert repr(found).startswith("<Trace: Gap 2028/29, 1,111.57")


def test_the_unit_of_every_input_is_that_of_its_field():
    """Money is money, shares are shares, and the amounts that make up money are money again."""
    numbers = numbers_of(read_plan(SHETLAND).plan)
    words = numbers._builder(3).words
    units = {path: words.origins.unit(path) for path in numbers.known.traced.recorder.inputs}
    assert units["lines", "care_at_home", "budget"] == "money"
    assert units["lines", "care_at_home", "fixed_share"] == "share"
    assert units["lines", "care_at_home", "components", "pay_council", "share"] == "share"
    assert units["assumptions", "cpi", "central", "then"] == "share"
    assert units["reserves", "contingency", "opening"] == "money"
    for name, column in numbers.names.arrays.values():
        for node in column[1:]:
            known = words.shown(node)
            if known.how == "sum" and name.unit == "money":
                assert {words.unit(part) for _, part in known.parts if part.value} <= {"money"}, name.id
