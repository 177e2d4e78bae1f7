"""Parts of the site's extension: examples in its docstrings, links, and a page of keys for each kind of file."""

import doctest
import importlib
import sys

import pytest
from documents import ROOT, text_of

from mtfp.cli.runs.schema import SCHEMAS

sys.path.insert(0, str(ROOT / "tools"))
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", ["docstrings", "keys"])
def test_examples_run(name):
    found = doctest.testmod(importlib.import_module(f"docs_site.{name}"))
    assert (found.failed, found.attempted > 0) == (0, True)


def test_every_kind_of_file_has_a_page_of_keys():
    told = {
        line.split()[1]
        for page in (DOCS / "reference" / "keys").glob("*.md")
        for line in text_of(page).splitlines()
        if line.startswith("```{keys}")
    }
    assert told == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_key_says_in_words_what_it_takes(name):
    keys = importlib.import_module("docs_site.keys")
    schema = SCHEMAS[name]()
    parts = [schema, *schema.get("definitions", {}).values()]
    words = [keys.accepts(value) for part in parts for value in part.get("properties", {}).values()]
    assert words
    assert [each for each in words if each != each.strip() or each.endswith(" or") or " a a" in f" {each}"] == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a](../../README.md#install-and-run)", "[a](../project/readme.md#install-and-run)"),
        ("[a](../../mtfp/engine/project.py)", "a"),
        ("[a](ci.md#x) [b](https://example.org)", "[a](../tutorials/ci.md#x) [b](https://example.org)"),
    ],
)
def test_links_lead_to_pages_of_the_site_or_nowhere(written, shown):
    links = importlib.import_module("docs_site.links")
    assert links.within(written, DOCS, DOCS / "tutorials" / "finance-officer.md") == shown
