"""Causes of pressures are live: they add up after any edit, and are those of the engine."""

import copy

import pytest

from mtfp import Plan
from mtfp.traced.plan import with_numbers
from mtfp.workbook.build import values_of
from mtfp.workbook.engine import central_figures
from mtfp.workbook.formulas.agree import Disagreement, require_agreement
from mtfp.workbook.formulas.evaluate import Evaluated
from mtfp.workbook.formulas.terms import letters
from mtfp.workbook.of_plan import workbook_model
from mtfp.workbook.rows import Sheet
from mtfp.workbook.sheets.causes import OTHER
from mtfp.workbook.sheets.why import GAP, IS_ZERO

KEYS = {
    "mtfp": 1,
    "name": "A",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "assumptions": {
        "pay": {"unit": "rate", "central": "3%", "source": "illustrative"},
        "cpi": {"unit": "rate", "central": "0%", "source": "illustrative"},
        "need": {"unit": "rate", "central": "1%", "source": "illustrative"},
        "posts": {"unit": "share", "central": "5%", "source": "illustrative"},
    },
    "lines": {
        "home": {
            "partner": "council",
            "setting": "community",
            "budget": 1_000,
            "one_off": 50,
            "components": {"pay": {"share": "70%", "vacancy": "posts"}, "cpi": "30%"},
            "fixed_share": "10%",
            "demand": {"growth": "need"},
        },
        "charges": {
            "partner": "council",
            "setting": "community",
            "kind": "income",
            "budget": 100,
            "components": {"cpi": "100%"},
        },
    },
    "funding": {"council_payment": {"partner": "council", "type": "payment", "base": 900, "uplift": "cpi"}},
}


def model(**changes):
    """Returns the model of the plan with some keys changed, named like `lines__home__budget`."""
    keys = copy.deepcopy(KEYS)
    for path, value in changes.items():
        *above, last = path.split("__")
        at = keys
        for key in above:
            at = at[key]
        at[last] = value
    return workbook_model(Plan.model_validate(keys), [])


CASES = {
    "as it stands": {},
    "an index falls by 99%": {"assumptions__need__central": {"2026/27": "1%", "2027/28": "-99%", "then": "0%"}},
    "a price that hardly moves": {"assumptions__cpi__central": 1e-7},
    "a price a little above the limit": {"assumptions__cpi__central": 2e-5},
    "a line closes and opens": {"lines__home__service_level": {"level": "0%", "from": "2027/28", "profile": "step"}},
    "a stated cost begins": {
        "lines__new": {
            "partner": "nhs",
            "setting": "community",
            "cost": {"2025/26": 0, "2026/27": 0, "2027/28": 50, "2028/29": 60},
        }
    },
}


@pytest.mark.parametrize("case", CASES)
def test_causes_are_those_of_the_engine_and_explain_the_gap(case):
    """A model that disagrees with the engine's causes is refused when it is made."""
    found = model(**CASES[case])
    rows = {row.id: row for row in found.book.sheets[Sheet.STATEMENT]}
    assert {"pay", "other_growth"} <= rows.keys()
    assert all(abs(node.value) < 1e-9 for row in whys(found, IS_ZERO) for node in row.cells.values())
    (last, since) = whys(found, GAP)
    assert [each.cells[3].value for each in (last, since)] == pytest.approx([rows["gap"].cells[3].value] * 2)


def whys(found, label):
    return [row for row in found.book.sheets[Sheet.WHY] if row.label == label]


def test_a_line_that_an_edit_closes_counts_as_service_change():
    found = model(lines__home__service_level={"level": "80%", "from": "2027/28", "profile": "step"})
    path = ("lines", "home", "service_level", 0, "level")
    assert path in values_of(found.plan)
    closed = with_numbers(found.plan, lambda at, number: type(number)(0.0) if at == path else number)
    engine = central_figures(closed)
    assert engine["service_change"][2] < -800
    require_agreement(found.book, [engine], values_of(closed))


def test_a_cause_that_disagrees_is_refused():
    found = model()
    pay = found.book.row_of("pay", Sheet.STATEMENT)
    pay.formulas[2] = found.book.row_of("prices", Sheet.STATEMENT).formulas[2]
    with pytest.raises(Disagreement, match="Pay"):
        require_agreement(found.book, [central_figures(found.plan)])


def test_nothing_is_left_unexplained():
    found = model()
    cells = Evaluated(found.book, 1, values_of(found.plan))
    other = found.book.row_of(OTHER, Sheet.CAUSES)
    assert [cells.value(other, t) for t in other.cells] == pytest.approx([0, 0, 0], abs=1e-9)


def test_a_plan_without_funding_of_the_base_year_begins_with_its_cost():
    stated = {"partner": "council", "type": "payment", "stated": {"2026/27": 900, "then": 950}}
    found = model(funding={"council_payment": stated})
    labels = [row.label for row in found.book.sheets[Sheet.WHY]]
    assert "Expenditure of 2025/26" in labels
    assert "Less: funding" in labels
    assert min(whys(found, GAP)[0].cells) == 2
    assert all(abs(node.value) < 1e-9 for row in whys(found, IS_ZERO) for node in row.cells.values())


def test_the_total_of_the_bridge_is_the_sum_of_its_rows():
    found = model()
    (total, _), rows = whys(found, GAP), found.book.sheets[Sheet.WHY]
    assert total.texts[1] == f"=SUM({letters(1)}{rows[1].number + 1}:{letters(1)}{total.number})"
    pay = next(row for row in rows if row.label == "Pay")
    assert pay.texts[1].startswith("=Causes!")
