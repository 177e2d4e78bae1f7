"""A year typed in another way is understood if it can mean one year only; else each year it may mean is offered."""

import re

import pytest

from mtfp.model.base.year_forms import financial_year, year_fix, year_meant
from mtfp.model.base.years import first_calendar_year

SPELLINGS = (
    "{0:02}/{1:02}", "{0:02}-{1:02}", "20{0:02}-{1:02}", "20{0:02}/20{1:02}", "20{0:02} / {1:02}", "20{0:02}–{1:02}",
    "FY{0:02}/{1:02}", "FY 20{0:02}-{1:02}", "20{0:02}_{1:02}", "20{0:02}.{1:02}", "20{0:02}{1:02}", "20{0:02}20{1:02}",
    "20{0:02} to 20{1:02}", "“20{0:02}/{1:02}”", "20{0:02}\u2044{1:02}", "Budget 20{0:02}/{1:02}", "20{0:02}-04-01",
    "20{1:02}-03-31", "31/03/20{1:02}", "March 20{1:02}", "Mar-{1:02}", "year ending 20{1:02}", "2O{0:02}/{1:02}",
)  # fmt: skip
"""Ways to type a year without a doubt, by the last two digits of its calendar years."""
IN_DOUBT = {
    "2027": {"2026/27", "2027/28"},
    "FY28": {"2027/28", "2028/29"},
    "2027/29": {"2027/28", "2028/29"},
    "28/27": {"2027/28", "2028/29"},
    "2027/27": {"2026/27", "2027/28"},
    "27": {"2026/27", "2027/28"},
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("first", [2024, 2027, 2035])
def test_a_year_without_a_doubt_is_named_alone(spelling: str, first: int) -> None:
    typed = spelling.format(first % 100, first % 100 + 1)
    assert year_meant(typed) == financial_year(first)
    assert year_fix(typed) == f"write it as {financial_year(first)}"


@pytest.mark.parametrize(("typed", "years"), IN_DOUBT.items())
def test_a_year_in_doubt_is_offered_both_ways(typed: str, years: set[str]) -> None:
    assert year_meant(typed) == ""
    assert set(re.findall(r"\d{4}/\d\d", year_fix(typed))) == years


@pytest.mark.parametrize("typed", ["", "soon", "5", "75", "12/05", "7/8", "2024/2025/2026", "0000", "99999", "-5"])
def test_no_year_is_made_up(typed: str) -> None:
    assert (year_meant(typed), year_fix(typed)) == ("", "write a financial year like 2026/27")


@pytest.mark.parametrize("first", range(1985, 2080))
def test_the_short_form_of_every_year_is_read_as_that_year(first: int) -> None:
    year = financial_year(first)
    assert first_calendar_year(year_meant(year[2:])) == first
