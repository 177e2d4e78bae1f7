"""Names that the engine gives to workings reach a workbook, and numbers that the plan's years set are kept."""

from pathlib import Path

import numpy as np
import pytest

from mtfp import apply_scenarios, read_plan
from mtfp.model.base.arrays import named, named_in, scheduled
from mtfp.model.base.years import Timeline
from mtfp.model.costs.pace import Pace
from mtfp.traced import Recorded, Recorder, replay, traced
from mtfp.traced.functions import boxed

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def record():
    """Record of Shetland's plan under a scenario with changes of service levels and a move."""
    return traced(apply_scenarios(read_plan(ROOT / "examples/shetland"), "minimum").plan).recorder


def level(recorder):
    return Recorded(recorder, np.asarray(0.8), boxed(recorder.input(("level",), 0.8)))


def test_a_schedule_is_kept_where_a_constant_would_be_left_out():
    recorder = Recorder()
    done = scheduled(np.array([0.0, 0.5, 1.0]), "share done", "share", like=level(recorder))
    found = np.add(1, (level(recorder) - 1) * done)
    assert [node.op for node in found.nodes] == [np.add] * 3
    assert not any(node.is_constant for node in done.nodes)
    assert all(node.is_fixed for node in done.nodes)
    assert found.value.tolist() == pytest.approx([1, 0.9, 0.8])
    assert replay({"level": found}, {("level",): 0.6})["level"].tolist() == pytest.approx([1, 0.8, 0.6])


def test_plain_arrays_pass_through_without_a_change():
    values = np.array([0.0, 1.0])
    assert scheduled(values, "share done", "share", like=0.8) is values
    assert named(values, "amount") is values
    assert named_in("2026/27", values, "amount") is values


def test_numbers_of_single_years_become_one_row():
    recorder = Recorder()
    for year in ("2026/27", "2027/28"):
        named_in(year, level(recorder), "overspend", step="reserves")
    ((key, by_year),) = recorder.in_years.items()
    assert key == ("overspend", "money", "reserves")
    assert list(by_year) == ["2026/27", "2027/28"]


def test_workings_of_several_items_say_whose_they_are(record):
    """Words alone are no name: those of moves and of amounts on lines come with their item."""
    words = {(each.words, each.of) for each in record.workings}
    assert ("money released by all moves", ("lines", "residential_care")) in words
    assert any(of[:1] == ("moves",) for said, of in words if said.startswith("activity that arrives, as a share"))
    assert all(of for said, of in words if said.startswith(("amount on", "share on")))


@pytest.mark.parametrize(
    ("start", "end", "profile", "changed", "span"),
    [
        ("2026/27", None, "step", [1], "2026/27"),
        ("2026/27", "2028/29", "linear", [1, 2, 3], "2026/27 to 2028/29"),
        ("2027/28", "2028/29", "step", [2], "2027/28 to 2028/29"),
    ],
)
def test_a_pace_knows_the_years_in_which_something_changes(start, end, profile, changed, span):
    pace = Pace(Timeline("2025/26", 5), start, end, profile)
    assert pace.years_of_change == changed
    assert pace.span == span
