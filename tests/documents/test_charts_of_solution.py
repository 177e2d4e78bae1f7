"""The chart of pairs: the second number for each value of the first, as in its table."""

import pytest

from mtfp import Planner
from mtfp.documents.charts.bars import Tornado
from mtfp.library.solved import SolvedPlan

PLAN = "examples/three-versions/draft.yaml"


def solved(*find: str) -> SolvedPlan:
    return Planner(PLAN).solve(find, "gap <= 0 in 2028/29", at=[0.5, 0.8], draws=40)


def test_the_chart_of_pairs_has_the_numbers_of_its_table():
    found = solved("pay +?", "uplift +?")
    [chart] = [block for block in found.document().blocks if isinstance(block, Tornado)]
    [table] = [each for each in found.tables if each.name == "frontier"]
    rows = {row.id: row for row in table.rows}
    assert [bar.id for bar in chart.bars] == list(rows)
    for bar in chart.bars:
        central, half, most = rows[bar.id].values
        assert (bar.low, bar.high) == pytest.approx(tuple(sorted((central, most))))
        assert bar.mark == pytest.approx(half)
        assert bar.label == rows[bar.id].label
    assert len(chart.bars) > 2
    assert chart.heads == ("Central case", "80 of 100 draws", "50 of 100 draws")


def test_one_number_has_no_chart_of_pairs():
    assert not [block for block in solved("uplift +?").document().blocks if isinstance(block, Tornado)]
