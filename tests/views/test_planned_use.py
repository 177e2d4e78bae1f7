"""Planned use that a reserve can't meet, or that takes it below its minimum level, has rows in words, by year."""

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.views.plan.closing.reserves import reserves

HOME = {"partner": "council", "setting": "community", "budget": 100, "components": {"flat": "100%"}}
FLAT = {"unit": "rate", "central": "0%", "source": "worked by hand"}


def table_of(**reserve):
    general = {"class": "contingency", "opening": 10, **reserve}
    paid = {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}
    document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {"home": HOME}}
    sections = {"assumptions": {"flat": FLAT}, "funding": {"council": paid}, "reserves": {"general": general}}
    plan = Plan.model_validate({**document, **sections, "scheme": {"steps": [{"reserves": {"order": ["general"]}}]}})
    return reserves(project(plan, central_draws(plan)), "base")


def row(table, name):
    return next((list(each.values[1:]) for each in table.rows if each.id == f"general.{name}"), None)


def test_use_through_the_floor_has_a_row_and_a_note():
    # 10 - 3 = 7, above the floor of 6; 7 - 5 = 2 leaves 4 less than 6; the last 2 are all below the floor
    table = table_of(floor={"amount": 6}, planned_use={"2026/27": 3, "2027/28": 5, "2028/29": 2})
    # the year needs no planned use, so what isn't needed is put back: each year starts with 10 again
    assert row(table, "put_back") == [3, 5, 2]
    # 10 - 5 = 5, so 1 of the 5 comes from below 6
    assert row(table, "planned_use_below_floor") == [0, 1, 0]
    assert row(table, "planned_use_short") is None
    (note,) = [note for note in table.notes if "planned use" in note]
    assert note == "General: £1,000 of the planned use in 2027/28 comes from below its minimum level of £6,000."


def test_use_of_more_than_the_reserve_holds_has_a_row():
    # 10 of the 16 are paid; 16 - 10 = 6; no minimum level, so nothing is below it
    table = table_of(planned_use={"2026/27": 16})
    assert row(table, "planned_use_short") == [6, 0, 0]
    assert row(table, "planned_use_below_floor") is None


def test_a_plan_within_its_reserves_has_neither_row():
    table = table_of(floor={"amount": 6}, planned_use={"2026/27": 4})
    assert row(table, "planned_use_short") is None
    assert row(table, "planned_use_below_floor") is None
