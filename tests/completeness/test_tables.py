"""Each table of five small plans holds the figures that were worked by hand."""

import moves_by_hand
import paper_by_hand
import pytest
import registers_by_hand
import tables_by_hand
import views_by_hand

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.reading import read_plan
from mtfp.views.plan.tables import TABLES

BOOKS = {
    "tabled": tables_by_hand,
    "viewed": views_by_hand,
    "moved": moves_by_hand,
    "registered": registers_by_hand,
    "papered": paper_by_hand,
}


@pytest.fixture(scope="module")
def projections(tmp_path_factory):
    found = {}
    for book, worked in BOOKS.items():
        folder = tmp_path_factory.mktemp(book)
        for name, text in {**worked.FILES, "plan.yaml": worked.PLAN}.items():
            (folder / name).write_text(text, encoding="utf-8")
        plan = read_plan(folder).plan
        found[book] = project(plan, central_draws(plan))
    return found


@pytest.mark.parametrize(("book", "name"), [(book, name) for book in BOOKS for name in BOOKS[book].BY_HAND])
def test_table(book, name, projections):
    found = {row.id: row.values for row in TABLES[name](projections[book], "base").rows}
    for row, expected in BOOKS[book].BY_HAND[name].items():
        blank = [value is None for value in expected]
        assert [value is None for value in found[row]] == blank, row
        assert [value or 0.0 for value in found[row]] == pytest.approx([value or 0.0 for value in expected]), row
