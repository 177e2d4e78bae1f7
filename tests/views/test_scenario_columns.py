"""Columns of scenarios have labels that fit, and names where a label is long, missing or not the only one."""

from mtfp.views.scenario_columns import LONGEST_HEAD, scenario_columns


def test_a_head_is_a_label_that_fits_and_no_other_scenario_has():
    labels = {"a": "Step down", "b": "x" * LONGEST_HEAD, "c": "x" * (LONGEST_HEAD + 1), "d": "", "e": "Two", "f": "Two"}
    columns = scenario_columns(labels, "2030/31")
    assert [column.label for column in columns] == ["Step down", "x" * LONGEST_HEAD, "c", "d", "e", "f"]
    assert [column.scenario for column in columns] == list(labels)
    assert {column.year for column in columns} == {"2030/31"}
