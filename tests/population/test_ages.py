"""Age bands: reading labels, middles, and bands inside wider ones."""

import pytest

from mtfp.population.ages import FIVE_YEARS, SINGLE_YEARS, AgeBands, parse_band


@pytest.mark.parametrize(
    ("label", "band"),
    [
        ("0-17", (0, 17)),
        (" 65 - 74 ", (65, 74)),
        ("65–74", (65, 74)),
        ("65 to 74 years", (65, 74)),
        ("85+", (85, None)),
        ("85 plus", (85, None)),
        ("90 years and over", (90, None)),
        ("Age90plus", (90, None)),
        ("Age7", (7, 7)),
        ("7", (7, 7)),
    ],
)
def test_labels_are_read_as_publishers_write_them(label, band):
    assert parse_band(label) == band


@pytest.mark.parametrize("label", ["", "all", "-5", "74-65", "2025", "130+", "5-", "7.5", "0-999"])
def test_other_labels_are_refused(label):
    with pytest.raises(ValueError, match="age"):
        parse_band(label)


def test_single_years_and_five_years():
    assert SINGLE_YEARS.labels[0] == "0"
    assert SINGLE_YEARS.labels[-2:] == ("89", "90+")
    assert len(FIVE_YEARS) == 19
    assert FIVE_YEARS.labels[-2:] == ("85-89", "90+")


def test_the_open_band_stands_five_years_above_its_start():
    assert SINGLE_YEARS.midpoints[[0, 65, 90]].tolist() == [0.5, 65.5, 95]
    assert AgeBands.parse(["0-17", "18-64", "65-74", "75-84", "85+"]).midpoints.tolist() == [9, 41.5, 70, 80, 90]


@pytest.mark.parametrize("labels", [["0-17", "19+"], ["0-17", "17+"], ["0-17", "18-64"], ["18+"], []])
def test_bands_have_no_gaps_or_overlaps_and_end_open(labels):
    with pytest.raises(ValueError, match="bands"):
        AgeBands.parse(labels)


def test_every_band_lies_inside_itself_and_inside_everyone():
    assert SINGLE_YEARS.within(SINGLE_YEARS).tolist() == list(range(91))
    assert set(SINGLE_YEARS.within(AgeBands((0,))).tolist()) == {0}


@pytest.mark.parametrize(
    ("narrow", "wide", "says"),
    [
        ((0, 16, 65), (0, 18), "16-64 lies across 0-17 and 18+"),
        ((0, 85), (0, 80, 90), "0-84 lies across 0-79 and 80-89"),
        ((0, 80), (0, 80, 90), r"80\+ lies across 80-89 and 90\+"),
    ],
)
def test_a_band_across_two_is_refused_with_all_three_named(narrow, wide, says):
    with pytest.raises(ValueError, match=says):
        AgeBands(narrow).within(AgeBands(wide))
