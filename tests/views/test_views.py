"""What the tables beside the statement say in words, and what they say where there is nothing to show."""

import re

import numpy as np
import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.views.plan.comparators import in_words
from mtfp.views.plan.national import DELIVERY, MIX, NOT_STATED, ONE_OFF_PLANNED, SOURCES
from mtfp.views.plan.tables import TABLES

YEARS = ("2026/27", "2027/28", "2028/29", "2029/30")


def projected(**sections):
    rate = {"unit": "rate", "central": "0%", "source": "worked by hand"}
    line = {"partner": "council", "setting": "community", "budget": 100, "components": {"flat": "100%"}}
    document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "assumptions": {"flat": rate}}
    plan = Plan.model_validate({**document, "lines": {"home": line}, "funding": {}, **sections})
    return project(plan, central_draws(plan))


def test_the_published_mix_is_the_whole_gap():
    """53% of which a fifth is 11%, 24%, 16% and 7% not stated; 24% and 11% are one-off."""
    assert sum(each.share for each in MIX) + NOT_STATED == pytest.approx(1)
    assert pytest.approx(0.35) == ONE_OFF_PLANNED


def test_each_source_is_an_established_report():
    """Ranges whose report nobody could name were taken out: each source has publisher, title, date and paragraph."""
    for source in SOURCES:
        assert re.match(
            r"Accounts Commission, Integration Joint Boards: [^,]+ 20\d\d, \w+ 20\d\d, paragraphs? \d+", source
        )


def test_years_of_one_verdict_are_told_together():
    shares = np.array([0.8, 0.84, 0.84, 0.85])
    assert in_words(DELIVERY, shares, YEARS) == ("below in 2026/27, the same in 2027/28 and 2028/29, above in 2029/30")


def test_one_figure_is_met_or_missed():
    shares = np.array([0.84, 0.84, 0.84, np.nan])
    assert in_words(DELIVERY, shares, YEARS) == "the same in 2026/27 to 2028/29, no figure in 2029/30"


def test_an_investment_says_when_it_saves_and_what_is_not_cash():
    saves = {"amount": 10, "lag": 2, "cashable": "60%"}
    late = {"amount": 10, "lag": 3}
    once = {"amount": 10, "lag": 1, "recurring": False}
    p = projected(
        investments={
            "kit": {"spend": {"2026/27": 5}, "saves": saves},
            "later": {"spend": {"2026/27": 5}, "saves": late},
            "once": {"spend": {"2026/27": 5}, "saves": once},
            "spent": {"spend": {"2026/27": 5}},
        }
    )
    assert TABLES["savings"](p, "base").notes[:-1] == (
        "Kit: the planned saving is £10,000 a year from 2028/29, 2 years after its first cost; £4,000 of it is freed "
        "but not as cash, and isn't counted.",
        "Later: its saving begins after 2028/29.",
        "Once: the planned saving is £10,000 in 2027/28, a year after its first cost.",
    )


def test_a_scheme_says_what_it_is_and_whose():
    saving = {"planned": {"2026/27": 5}, "recurring": False, "status": "green", "owner": "Head of care"}
    table = TABLES["savings"](projected(savings={"freeze": saving, "other": {"planned": {"2026/27": 5}}}), "base")
    assert [row.label for row in table.rows if not row.id][:2] == [
        "Freeze (non-recurring, green, illustrative delivery, Head of care)",
        "Other",
    ]


def test_an_illustrative_delivery_is_said_with_its_money():
    # 70% of 5 and 3 is 5.6, so 2.4 is off; a share of the scheme or of the plan isn't illustrative
    share = {"unit": "share", "central": "50%", "source": "case"}
    flat = {"flat": {"unit": "rate", "central": "0%", "source": "case"}}
    savings = {
        "freeze": {"planned": {"2026/27": 5}, "status": "amber"},
        "other": {"planned": {"2027/28": 3}, "status": "amber"},
        "own": {"planned": {"2026/27": 5}, "status": "amber", "delivery": "half"},
        "red": {"planned": {"2026/27": 5}, "status": "red"},
        "to_find": {"label": "To be found", "planned": {"2026/27": 4}, "status": "unidentified"},
    }
    table = TABLES["savings"](
        projected(savings=savings, assumptions={**flat, "half": share, "delivery_red": share}), "base"
    )
    assert table.notes[0] == (
        "Freeze, Other: the delivery is the illustrative one of amber savings, which takes £2,400 off what is planned "
        "in 2028/29. Write the partnership's own under `assumptions` as `delivery_amber`."
    )
    rows = {row.id: row for row in table.rows}
    assert (rows["to_identify"].values[1:], rows["to_find.to_identify"].label) == ((4.0, 4.0, 4.0), "To be found")


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("hosted", "No line of the plan is a hosted service."),
        ("report_as", "No line of the plan has a category. Add `report_as` to its lines."),
    ],
)
def test_nothing_to_show_is_said(name, note):
    table = TABLES[name](projected(), "base")
    assert (table.rows, table.notes) == ((), (note,))


def test_a_part_of_nothing_is_blank():
    """Income alone, and no savings: there is no gap, no delivery and no share of what isn't spent."""
    income = {"partner": "council", "setting": "community", "kind": "income", "budget": 10, "report_as": "Fees"}
    p = projected(lines={"fees": {**income, "components": {"flat": "100%"}}})
    shares = {
        row.id: row.values for name in ("mix", "report_as", "comparators") for row in TABLES[name](p, "base").rows
    }
    assert shares["one_off_share"] == (None,) * 4
    assert shares["share.Fees"] == (None,) * 4
    assert shares["delivery_share"] == (None, None, None, 0.84)
