"""Pictures of charts: every text is readable and inside, hostile texts stay texts, words have the chart's figures."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from every_block import HOSTILE, WIDE, every_chart
from pictures import NAMESPACE, coordinates, require_readable, root_of, words_of

from mtfp.documents.charts.bars import Amount, Bar, Bars, Tornado, Waterfall
from mtfp.documents.charts.ranges import Band, FanChart, SCurve
from mtfp.documents.charts.series import Lines, Series, StackedBars
from mtfp.reports.svg import palette
from mtfp.reports.svg.layout import NARROW
from mtfp.reports.svg.layout import WIDE as WIDE_PAGE
from mtfp.reports.svg.picture import svg_of

WIDTHS = (NARROW, WIDE_PAGE)
TEN = tuple(f"{year}/{year % 100 + 1:02}" for year in range(2026, 2036))
LONG = "Uplift of the NHS board's payment for the integrated budget, with the money for pay awards"
SAME = {"figure": "gap", "plan": "Fife", "title": LONG, "sentence": "A sentence.", "unit": "£k"}


def band(label: str, middle: float, wide: float, year: str = "2030/31") -> Band:
    return Band(label, (middle - wide, middle + wide), (middle - wide / 2, middle + wide / 2), middle, middle + 1, year)


def hard_charts():
    """Charts that are hard to lay out: ten years, long labels, amounts below zero, all zero, alike and very large."""
    rising = tuple(200.0 * at - 900 for at in range(10))
    yield FanChart(name="fan", bands=tuple(band(y, v, 300 + v) for y, v in zip(TEN, rising, strict=True)), **SAME)
    yield FanChart(name="alike", bands=tuple(band(year, 100.0, 2.0, year) for year in TEN), **SAME)
    yield FanChart(name="flat", bands=tuple(band(year, 0.0, 0.0, year) for year in TEN), **SAME)
    ladder = tuple(band(LONG, 1e6 * at, 4e6)._replace(scenario=f"s{at}") for at in range(6))
    yield FanChart(name="ladder", bands=ladder, **SAME)
    for amounts in ((-4e6, 0.0, 9e6), (-90.0, -60.0), (0.0, 1.0)):
        steps = tuple((amount, at / len(amounts)) for at, amount in enumerate(amounts))
        yield SCurve(name="curve", year="2030/31", steps=steps, central=steps[-1], **SAME)
        yield SCurve(name="curve", year="2030/31", steps=steps, central=steps[0], **SAME)
    bars = (Bar("a", LONG, -1e7, 2e7, 4e7), Bar("b", "B", 0.0, 0.0, -3e7), Bar("c", "C" * 80, -5.0, -2.0))
    yield Tornado(name="t", year="2030/31", heads=(LONG,) * 3, statistics=("a", "b", "c"), bars=bars, **SAME)
    for values in ((5e6, -4e6, 0.0), (0.0, 0.0, 0.0), (-1.0, -2.0, -3.0)):
        found = tuple(Amount(str(at), LONG, value, "4,544 → 4,297 people") for at, value in enumerate(values))
        yield Bars(name="b", year="2030/31", head="Change", bars=found, signed=True, **SAME)
        total = Amount("total", LONG, 10.0 + sum(values))
        start = Amount("start", "Start", 10.0)
        yield Waterfall(name="w", year="2030/31", head="Gap", opening=start, changes=found, closing=total, **SAME)
    parts = tuple(Series(str(at), LONG, tuple((-1) ** at * value for value in rising)) for at in range(8))
    yield StackedBars(name="s", years=TEN, parts=parts, total="Total", **SAME)
    yield StackedBars(name="s", years=TEN, parts=(Series("a", "A", (None,) * 10),), total="Total", **SAME)
    for other in (rising, tuple(value + 1 for value in rising), (0.0,) * 10):
        lines = (Series("a", LONG, rising), Series("b", LONG, other))
        yield Lines(name="l", years=TEN, lines=lines, **SAME)
    yield Lines(name="l", years=TEN[:1], lines=(Series("a", "A", (0.0,)),), **SAME)


HARD = list(hard_charts())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", range(len(HARD)))
def test_no_text_is_small_outside_or_over_another(number, width):
    require_readable(svg_of(HARD[number], width=width))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", range(len(HARD)))
def test_no_shape_is_outside(number, width):
    svg = svg_of(HARD[number], width=width)
    across, down = coordinates(svg)
    height = float(root_of(svg).attrib["height"])
    assert min(across) >= 0
    assert max(across) <= width
    assert min(down) >= 0
    assert max(down) <= height


@pytest.mark.parametrize("text", [*HOSTILE, *WIDE, ""])
@pytest.mark.parametrize("width", WIDTHS)
def test_any_label_is_a_text_that_fits(text, width):
    for chart in every_chart(text):
        svg = svg_of(chart, width=width)
        allowed = {"svg", "title", "desc", "rect", "path", "text", "circle", "pattern"}
        assert {each.tag.removeprefix(NAMESPACE) for each in root_of(svg).iter()} <= allowed
        require_readable(svg)


def test_a_picture_has_no_style_no_script_and_refers_to_nothing_outside():
    for chart in (*HARD, *every_chart("Care")):
        for each in root_of(svg_of(chart)).iter():
            assert not {"style", "class", "href"} & set(each.attrib)
            assert not any(name.startswith("on") for name in each.attrib)
            assert all(value.startswith("url(#") for value in each.attrib.values() if "url(" in value)


def test_the_name_and_the_description_are_the_charts():
    for chart in every_chart("Care"):
        root = root_of(svg_of(chart, "7"))
        ids = {each.attrib["id"]: each.text for each in root.iter() if "id" in each.attrib}
        name, about = root.attrib["aria-labelledby"].split()
        assert root.attrib["role"] == "img"
        assert ids[name] == chart.title
        assert ids[about].startswith(chart.sentence)


def test_two_pictures_with_their_own_keys_share_no_identifier():
    for chart in every_chart("Care"):
        both = [re.findall(r' id="([^"]*)"', svg_of(chart, key)) for key in ("1", "2")]
        assert both[0]
        assert not set(both[0]) & set(both[1])
        assert len(set(both[0])) == len(both[0])


def test_every_reference_in_a_picture_is_to_an_identifier_of_it():
    stacked = next(chart for chart in HARD if isinstance(chart, StackedBars))
    svg = svg_of(stacked)
    used = set(re.findall(r"url\(#([^)]*)\)", svg))
    assert used
    assert used <= set(re.findall(r' id="([^"]*)"', svg))


def description(chart) -> str:
    return next(each.text or "" for each in root_of(svg_of(chart)).iter(f"{NAMESPACE}desc"))


def test_descriptions_by_hand():
    fan = FanChart(name="f", bands=(band("2026/27", 1_500.0, 1_000.0, "2026/27"), band("2027/28", -1e4, 8.0)), **SAME)
    assert description(fan) == (
        "A sentence. 2026/27: middle future £1.5m, 8 in 10 futures from £1.0m to £2.0m, plan £1.5m; 2027/28: "
        "middle future −£10.0m, 8 in 10 futures from −£10.0m to −£10.0m, plan −£10.0m."
    )
    changes = (Amount("pay", "Pay", 300.0), Amount("beds", "Beds", -100.0))
    total = Amount("gap", "Gap", 200.0)
    fall = Waterfall(name="w", year="2030/31", head="Gap", opening=None, changes=changes, closing=total, **SAME)
    assert description(fall) == "A sentence. Pay: +£300k; Beds: −£100k; Gap: +£200k."
    years = {"years": ("2026/27", "2027/28"), **SAME}
    lines = Lines(name="l", lines=(Series("a", "Cost", (1.0, None)), Series("b", "Funding", (2.0, 3.0))), **years)
    assert description(lines) == ("A sentence. 2026/27: Cost £1k, Funding £2k; 2027/28: Cost not known, Funding £3k.")
    parts = (Series("a", "Savings", (1.0, 2.0)), Series("b", "Surplus", (-3.0, None)))
    stacked = StackedBars(name="s", parts=parts, total="Gap", **years)
    assert description(stacked) == (
        "A sentence. 2026/27: Savings £1k, Surplus −£3k, Gap −£2k; 2027/28: Savings £2k, Surplus not known, Gap £2k."
    )


def test_bars_are_as_long_as_their_amounts():
    """From -100 to 300, over 320 pixels without two edges of 6 and two insets of 7."""
    bars = (Amount("a", "A", 300.0), Amount("b", "B", -100.0), Amount("c", "C", 0.0))
    svg = svg_of(Bars(name="b", year="2030/31", head="Change", bars=bars, **SAME))
    boxes = [each.attrib for each in root_of(svg).iter(f"{NAMESPACE}rect")][1:]
    step = (320 - 2 * 6 - 2 * 7) / 400
    assert [float(each["width"]) for each in boxes] == pytest.approx([300 * step, 100 * step], abs=0.06)
    assert float(boxes[0]["x"]) == pytest.approx(13 + 100 * step, abs=0.06)
    assert float(boxes[1]["x"]) == pytest.approx(13, abs=0.06)


def test_a_waterfall_goes_on_where_the_bar_before_it_ends():
    changes = (Amount("a", "A", 100.0), Amount("b", "B", 50.0), Amount("c", "C", -30.0))
    total = Amount("t", "T", 120.0)
    chart = Waterfall(name="w", year="2030/31", head="Gap", opening=None, changes=changes, closing=total, **SAME)
    boxes = [each.attrib for each in root_of(svg_of(chart)).iter(f"{NAMESPACE}rect")][1:]
    ends = [(float(each["x"]), float(each["x"]) + float(each["width"])) for each in boxes]
    assert ends[1][0] == pytest.approx(ends[0][1], abs=0.1)
    assert ends[2][1] == pytest.approx(ends[1][1], abs=0.1)
    assert ends[3] == pytest.approx((ends[0][0], ends[2][0]), abs=0.1)


def test_invented_figures_are_marked_also_under_a_title_of_the_page():
    for chart in every_chart("Care"):
        marked, plain = replace(chart, illustrative=True), svg_of(chart, with_title=False)
        assert words_of(svg_of(marked))[0].text == "Illustrative: Care"
        assert words_of(svg_of(marked, with_title=False))[0].text == "Illustrative"
        assert "Illustrative" not in plain


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_are_far_enough_apart():
    marks = [each.colour for each in palette.SERIES]
    for colour in (*marks, palette.MIDDLE_BLUE, palette.AXIS):
        assert contrast(colour, palette.WHITE) >= 3
    assert all(contrast(one, other) >= 3 for one, other in pairwise(marks))
    assert contrast(palette.TEXT, palette.WHITE) >= 7
    assert contrast(palette.DARK_BLUE, palette.BAND) >= 7
    assert contrast(palette.MIDDLE_BLUE, palette.BAND) >= 3
    assert contrast(palette.PURPLE, palette.BAND) >= 3


def test_parts_differ_also_without_colours():
    """Neighbours differ in lightness, and two parts that are alike in it in their pattern."""
    seen = [(luminance(each.colour) < 0.1, each.pattern) for each in palette.SERIES]
    assert len(set(seen)) == len(seen)


def test_a_picture_is_small_and_the_same_every_time():
    for chart in every_chart("Care at home"):
        assert len(svg_of(chart)) < 4_000
        assert svg_of(chart) == svg_of(chart)
