"""Each table of a small plan holds the figures that were worked by hand."""

import pytest
from tables_by_hand import BY_HAND, FILES, PLAN

from mtfp.analysis.tables import TABLES
from mtfp.engine import project
from mtfp.futures.draws import central_draws
from mtfp.reading import read_plan


@pytest.fixture(scope="module")
def projection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    for name, text in {**FILES, "plan.yaml": PLAN}.items():
        (folder / name).write_text(text, encoding="utf-8")
    plan = read_plan(folder).plan
    return project(plan, central_draws(plan))


@pytest.mark.parametrize("name", BY_HAND)
def test_table(name, projection):
    found = {row.id: row.values for row in TABLES[name](projection, "base").rows}
    for row, expected in BY_HAND[name].items():
        blank = [value is None for value in expected]
        assert [value is None for value in found[row]] == blank, row
        assert [value or 0.0 for value in found[row]] == pytest.approx([value or 0.0 for value in expected]), row
