"""The site that `make docs` has built, in a browser: accessible, and usable on a phone. `make test` builds it first."""

from pathlib import Path

import pytest

from tests.pages.test_pages import PHONE, RUN, axe

SITE = Path(__file__).parents[2] / "site"
PAGES = (
    "index.html",
    "tutorials/finance-officer.html",
    "deciding/what-if.html",
    "reference/keys/policy.html",
    "reference/api.html",
    "reference/findings/parts.html",
    "understanding/evidence.html",
    "decisions/levers.html",
)
pytestmark = pytest.mark.skipif(not (SITE / "index.html").is_file(), reason="the site isn't built: make docs")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", [{"width": 1280}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(browser, page, size):
    browser.open(SITE / page, **size)
    browser.ask(axe())
    rules, *violations = browser.wait_for(RUN)
    assert rules > 10
    assert violations == []


@pytest.mark.parametrize("page", PAGES)
def test_a_phone_shows_the_page_without_scrolling_sideways(browser, page):
    browser.open(SITE / page, **PHONE)
    assert browser.ask("return document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_site_shows_what_the_program_says():
    assert "Shares don’t add up to 100%" in (SITE / "reference" / "findings" / "parts.html").read_text(encoding="utf-8")
    keys = (SITE / "reference" / "keys" / "plan.html").read_text(encoding="utf-8")
    assert "base_year" in keys
    assert "at_least" in keys
    assert "mtfp.Planner" in (SITE / "reference" / "api.html").read_text(encoding="utf-8")
