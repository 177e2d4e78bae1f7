"""Likely slips in levers are asked about once; what scenarios usually say is not."""

import pytest

BEDS = "capacity: {{lines: care_homes, {change}, unit: places, from: year 2}}"


@pytest.mark.parametrize(
    ("lever", "code", "words"),
    [
        # 50 places cost 1,000: £20,000 each
        (BEDS.format(change="close: 5, release: 100"), "W575", "each of the places releases £100,000 a year"),
        (BEDS.format(change="open: 5, cost: 200"), "W575", "costs £20,000 today"),
        ("shift: {assumption: cpi, by: 5%}", "W578", "is it 0.5%?"),
        ("shift: {assumptions: {pressure: pay}, by: -10%}", "W578", "is it −1%?"),
        ("shift: {assumption: cpi, by: 0.01%}", "W578", "shipped scenarios add −0.75% to 1%"),
    ],
)
def test_a_slip_is_asked_about(applied, lever, code, words):
    (objection,) = applied(lever).objections
    assert objection.complaint.code == code
    assert words in objection.complaint.message


@pytest.mark.parametrize(
    "lever",
    [
        BEDS.format(change="close: 5, release: 15"),
        BEDS.format(change="open: 5, cost: 25"),
        "shift: {assumption: cpi, by: 2%}",
        "shift: {assumption: delivery, by: -10%}",
    ],
)
def test_usual_levers_bring_no_question(applied, lever):
    assert applied(lever).objections == ()
