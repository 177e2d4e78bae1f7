"""Tornadoes: the lines of the drivers that move a figure most, between their two moves or over their draws."""

import pytest

from mtfp import Planner
from mtfp.documents.charts.charts_of_sensitivity import BARS, tornado_of_alone, tornado_of_each


@pytest.fixture(scope="module")
def found():
    return Planner("examples/shetland").sensitivity(draws=200)


def test_a_line_ends_at_the_two_moves_of_its_driver(found):
    chart, drivers = tornado_of_each(found.each), found.each.by_driver()
    assert [bar.id for bar in chart.bars] == [moves[0].move.driver for moves in drivers[:BARS]]
    for bar, moves in zip(chart.bars, drivers, strict=False):
        ends = [found.each.of(effect) for effect in moves]
        assert (bar.low, bar.high) == (min(ends), max(ends))


def test_the_line_of_a_single_move_ends_at_no_change():
    chart = tornado_of_each(Planner("examples/shetland").sensitivity(of="savings").each)
    assert chart.bars
    assert all(bar.low < bar.high == 0.0 for bar in chart.bars if bar.id.startswith("delivery"))


def test_a_line_of_draws_has_the_ranges_of_the_table(found):
    chart, ranges = tornado_of_alone(found.alone), {each.id: each for each in found.alone.drivers}
    assert len(chart.bars) == BARS
    for bar in chart.bars:
        estimates = ranges[bar.id].estimates
        assert (bar.low, bar.high, bar.mark) == tuple(estimates[name].value for name in ("p10", "p90", "es90"))


def test_a_share_is_drawn_in_points():
    found = Planner("examples/shetland").sensitivity(of="community_share", draws=200)
    each, alone = tornado_of_each(found.each), tornado_of_alone(found.alone)
    assert {each.of, alone.of} == {"points"}
    assert each.bars[0].high == pytest.approx(100 * found.each.of(found.each.by_driver()[0][0]))


def test_a_figure_that_nothing_moves_has_no_tornado():
    found = Planner("examples/shetland").sensitivity(of="unmet", draws=200)
    assert tornado_of_each(found.each) is tornado_of_alone(found.alone) is None
