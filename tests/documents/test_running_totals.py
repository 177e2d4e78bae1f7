"""What the read-back says of amounts that may be running totals, and of reductions."""

import pytest

from mtfp.documents.blocks import Listing
from mtfp.documents.read_back.savings import RUNNING_TOTALS
from mtfp.documents.read_back.words import read_back
from mtfp.model.plan import Plan

HOME = {"partner": "council", "setting": "community", "budget": 9_000, "components": {"pay": "100%"}}
PAYMENT = {"partner": "council", "type": "payment", "base": 9_000, "uplift": "pay"}
HEAD = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "source": "s"}
PAY = {"unit": "rate", "central": "0%", "source": "s"}


def said(**sections):
    plan = {**HEAD, "assumptions": {"pay": PAY}, "lines": {"home": HOME}, "funding": {"council": PAYMENT}, **sections}
    blocks = read_back(Plan.model_validate(plan))
    return [item for block in blocks if isinstance(block, Listing) for item in block.items]


def saving(*amounts, **keys):
    planned = dict(zip(("2026/27", "2027/28", "2028/29"), amounts, strict=False))
    *_, line = said(savings={"drugs": {"line": "home", "planned": planned, **keys}})
    return line


@pytest.mark.parametrize("amounts", [(700, 1_400, 2_100), (1, 2, 3), (0.1, 10, 10.5)])
def test_three_amounts_that_rise_may_be_running_totals(amounts):
    assert saving(*amounts).endswith(RUNNING_TOTALS)


@pytest.mark.parametrize("amounts", [(700, 700, 700), (700, 1_400), (700, 1_400, 1_400), (900, 700, 1_400), (0, 7, 9)])
def test_other_amounts_are_what_each_year_adds(amounts):
    assert RUNNING_TOTALS not in saving(*amounts)


def test_the_sum_of_running_totals_is_the_last_of_them():
    assert "adding up to £2,100,000" in saving(700, 1_400, 2_100, cumulative=True)
    assert "adding up to £4,200,000" in saving(700, 1_400, 2_100)
    assert RUNNING_TOTALS not in saving(700, 1_400, 2_100, cumulative=True)


def test_a_reduction_is_read_back_below_zero_and_taken_off_the_funding():
    cut = {"partner": "council", "type": "payment", "kind": "reduction", "base": 500, "uplift": "pay"}
    items = said(funding={"council": PAYMENT, "cut": cut})
    assert "Its funding is less by £500,000" in items[0]
    (funding,) = (item for item in items if item.startswith("Funding with the set-aside"))
    assert "£8,500,000" in funding
    assert "Cut takes off £500,000 in 2025/26, and grows with Pay." in items
