"""Areas: every official one, found by code and by the names people use."""

from collections import Counter

import pytest

from mtfp.population.areas import areas, find_area


def test_31_partnerships_32_councils_14_boards_and_scotland():
    assert Counter(area.kind for area in areas()) == {
        "partnership": 31,
        "council": 32,
        "health_board": 14,
        "country": 1,
    }
    assert len({area.code for area in areas()}) == len(areas())


@pytest.mark.parametrize("kind", ["partnership", "council", "health_board", "country"])
def test_each_kind_is_made_of_every_council_once(kind):
    codes = [code for area in areas() if area.kind == kind for code in area.councils]
    assert sorted(codes) == sorted(area.code for area in areas() if area.kind == "council")


def test_every_area_is_found_by_its_code_and_a_namesake_by_its_name():
    for area in areas():
        assert find_area(area.code.lower()) == area
        assert set(find_area(area.name.upper()).councils) == set(area.councils)


def test_clackmannanshire_and_stirling_are_one_partnership_of_two_councils():
    both = find_area("Clackmannanshire & Stirling")
    assert (both.code, both.kind) == ("S37000005", "partnership")
    assert both.councils == (find_area("Clackmannanshire").code, find_area("Stirling").code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("City of Edinburgh", "S37000012"),
        ("Edinburgh", "S37000012"),
        ("Edinburgh City", "S37000012"),
        ("City of Edinburgh Council", "S12000036"),
        ("Na h-Eileanan Siar", "S37000031"),
        ("Western Isles", "S37000031"),
        ("Eilean Siar", "S37000031"),
        ("Comhairle nan Eilean Siar", "S37000031"),
        ("Argyll & Bute", "S37000004"),
        ("  argyll AND bute ", "S37000004"),
        ("Shetland", "S37000026"),
        ("Shetland Islands Integration Joint Board", "S37000026"),
        ("Shetland Islands Council", "S12000027"),
        ("NHS Shetland", "S08000026"),
        ("Fife HSCP", "S37000032"),
        ("Scotland", "S92000003"),
    ],
)
def test_the_names_people_use(text, code):
    assert find_area(text).code == code


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Shetlnd", "did you mean `Shetland`"),
        ("Stirlng", "did you mean `Stirling`"),
        ("Narnia", "write the name or code"),
    ],
)
def test_an_unknown_area_is_refused_with_the_repair(text, hint):
    with pytest.raises(LookupError, match=hint):
        find_area(text)
