"""Charts in plain characters: their marks are right, they fit any width and any encoding."""

from dataclasses import replace

import pytest

from mtfp.documents.charts.bars import Bar, Tornado
from mtfp.documents.charts.chart import scale
from mtfp.documents.charts.ranges import Band, FanChart, SCurve
from mtfp.reports.terminal.charts import draw_curve, draw_fan, draw_tornado
from mtfp.results.table import POINTS

FAN = FanChart(
    name="gap_by_year",
    figure="gap",
    plan="Fife",
    title="The median goes from here to there",
    sentence="8 in 10 draws fall in the darker band.",
    unit="£k",
    bands=(
        Band("2026/27", (0.0, 100.0), (20.0, 80.0), 50.0, 40.0, "2026/27"),
        Band("2027/28", (-100.0, 300.0), (0.0, 200.0), 100.0, 260.0, "2027/28"),
    ),
)
CURVE = SCurve(
    name="gap_s_curve",
    figure="gap",
    plan="Fife",
    year="2027/28",
    title="Chance that an amount is enough",
    sentence="In half of the draws.",
    unit="£m",
    steps=((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)),
)

TORNADO = Tornado(
    name="alone_tornado",
    figure="gap",
    plan="Fife",
    year="2027/28",
    title="Pay moves the gap most",
    sentence="An event that hardly ever happens has no range.",
    unit="£k",
    heads=("P10", "P90", "Worst tenth"),
    statistics=("p10", "p90", "es90"),
    bars=(Bar("pay", "Pay", -100.0, 200.0, 250.0), Bar("flood", "Flood", 0.0, 0.0, 300.0)),
)


def test_a_fan_by_hand():
    """From -100 to 300 in 41 places, ten to a place: zero is at place 10, 100 at 20, 260 at 36."""
    lines = draw_fan(FAN, 50).splitlines()
    assert lines[0] == FAN.title
    assert lines[2] == "2026/27" + "  " + " " * 10 + "░░▓▓◆┃▓▓▓░░"
    assert lines[3] == "2027/28" + "  " + "░" * 10 + "▓" * 10 + "┃" + "▓" * 10 + "░" * 5 + "◆" + "░" * 4
    assert lines[4] == "£k       −100      0   50   100  150  200  250"
    assert lines[-1] == FAN.sentence


def test_a_curve_by_hand():
    """Of 37 columns 3 are amounts, 2 and 6 spaces and percentages: 26 for a bar of 100%."""
    bars = [" £m", "0.0    0%", "0.5  " + "█" * 13 + "  50%", "1.0  " + "█" * 26 + "  100%"]
    assert draw_curve(CURVE, 37).splitlines()[2:6] == bars


def test_a_tornado_by_hand():
    """From -100 to 300 in 41 places, ten to 100: no change is at place 10, pay from 0 to 30, its worst tenth at 35."""
    lines = draw_tornado(TORNADO, 48).splitlines()
    assert lines[2] == "Pay  " + "  " + "█" * 10 + "┊" + "█" * 20 + " " * 4 + "◆"
    assert lines[3] == "Flood" + "  " + " " * 10 + "┊" + " " * 29 + "◆"
    assert "█ from P10 to P90   ┊ no change   ◆ worst tenth" in lines


def test_a_tornado_of_points_is_not_in_money():
    points = replace(TORNADO, of=POINTS, bars=(Bar("pay", "Pay", -1.0, 2.0),))
    assert "points  −1.0" in draw_tornado(points, 48)
    assert "£" not in draw_tornado(points, 48)


def test_a_tornado_as_a_table_has_a_row_a_line_and_leaves_out_marks_that_no_line_has():
    table = TORNADO.as_table()
    assert [(row.id, row.values) for row in table.rows] == [
        ("gap.pay", (-100.0, 200.0, 250.0)),
        ("gap.flood", (0.0, 0.0, 300.0)),
    ]
    unmarked = replace(TORNADO, bars=(Bar("pay", "Pay", -100.0, 200.0),)).as_table()
    assert [column.label for column in unmarked.columns] == ["P10", "P90"]


@pytest.mark.parametrize("width", [40, 80, 120, 240])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_they_fit_and_can_be_written(width, encoding):
    for draw, chart in ((draw_fan, FAN), (draw_curve, CURVE), (draw_tornado, TORNADO)):
        drawn = draw(chart, width, encoding)
        drawn.encode(encoding)
        assert "?" not in drawn
        assert max(len(line) for line in drawn.splitlines()) <= width


def test_each_mark_has_its_own_sign_in_ascii():
    """The inner and outer range, the median, the plan and zero must have different signs in ASCII too."""
    line = draw_fan(FAN, 50, "ascii").splitlines()[3]
    assert line == "2027/28" + "  " + "." * 10 + "#" * 10 + "|" + "#" * 10 + "." * 5 + "o" + "." * 4
    assert "# 8 in 10 draws" in draw_fan(FAN, 80, "ascii")


@pytest.mark.parametrize(
    ("lowest", "highest"), [(0.0, 1.0), (-1e6, 1e6), (3.0, 3.0), (0.0, 0.0), (1e-6, 2e-6), (-7.0, -5.0), (99.0, 101.0)]
)
def test_a_scale_covers_what_it_is_for_in_a_few_steps(lowest, highest):
    amounts = scale(lowest, highest)
    assert amounts[0] <= lowest <= highest <= amounts[-1]
    assert 2 <= len(amounts) <= 16
