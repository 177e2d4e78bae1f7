"""The name that was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.findings.catalogue import find_code
from mtfp.findings.suggest import did_you_mean, nearest, one_of, quoted

NAMES = ["care_at_home", "care_homes", "telecare", "pay_nhs", "pay_council", "Lerwick and Bressay"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("care-at-home", "care_at_home"),
        ("CareAtHome", "care_at_home"),
        ("care_at_hom", "care_at_home"),
        ("care_hmoes", "care_homes"),
        ("paynhs", "pay_nhs"),
        ("PAY COUNCIL", "pay_council"),
        ("lerwick_and_bressay", "Lerwick and Bressay"),
    ],
)
def test_the_nearest_name_is_suggested(word, meant) -> None:
    assert nearest(word, NAMES) == meant
    assert did_you_mean(word, NAMES) == f"did you mean `{meant}`?"


@pytest.mark.parametrize("word", ["", "x", "budget", "a" * 1_000_000])
def test_nothing_is_suggested_where_nothing_is_near(word) -> None:
    assert nearest(word, NAMES) is None
    assert did_you_mean(word, NAMES) == ""


def test_choices_in_words() -> None:
    assert one_of(["nhs"]) == "`nhs`"
    assert one_of("abc") == "`a`, `b` or `c`"
    assert one_of("abc", most=2) == "`a`, `b` or `c`"
    assert one_of("abcd", most=2) == "`a`, `b` or 2 others"


@given(st.text(), st.lists(st.text()))
def test_any_word_and_any_names(word, known) -> None:
    suggestion = did_you_mean(word, known)
    assert suggestion == "" or any(quoted(name) in suggestion for name in known)
    assert quoted(word).count("`") in (0, 2) or "`" in word


@pytest.mark.parametrize("typed", ["", "E", "E1", "E1011", "care", "E999", "X101"])
def test_a_code_that_is_none(typed) -> None:
    assert find_code(typed) is None
