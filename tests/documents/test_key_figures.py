"""Key figures: programs read them as a table, and a row holds no more than fit a page."""

import json

import pytest

from mtfp.documents.blocks import KeyFigure, KeyFigures
from mtfp.documents.document import Document
from mtfp.reports.deliver import text_of

GAP = KeyFigure(
    "gap", "Gap in 2028/29", "£3.0 million", 3_012.4, "9 in 10 draws: £1 million to £5 million", year="2028/29"
)
CHANCE = KeyFigure("p_gap", "Chance of a gap", "81 in 100", 0.81, unit="share", year="2028/29", statistic="probability")


def row_of(*figures: KeyFigure) -> KeyFigures:
    return KeyFigures("key_figures", "Key figures", "Glenshire", "£k", figures)


def test_programs_read_each_figure_with_its_unit_year_and_statistic():
    records = json.loads(text_of(Document("Plan", (row_of(GAP, CHANCE),)), "json"))["result"]
    assert [(each["row"], each["year"], each["unit"], each["values"]) for each in records] == [
        ("gap", "2028/29", "£k", {"central": 3_012.4}),
        ("p_gap", "2028/29", "share", {"probability": 0.81}),
    ]


@pytest.mark.parametrize("format", ["table", "markdown", "html"])
def test_people_read_the_words_and_not_the_number(format):
    text = text_of(Document("Plan", (row_of(GAP, CHANCE),)), format)
    assert all(word in text for word in ("£3.0 million", "Gap in 2028/29", "9 in 10 draws", "81 in 100"))
    assert "3,012" not in text


def test_a_row_has_at_most_four():
    with pytest.raises(ValueError, match="found 5"):
        row_of(*[GAP] * 5)
