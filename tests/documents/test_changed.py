"""Changes since an earlier version in words, at the end of `mtfp check`."""

from pathlib import Path

import numpy as np
import pytest

from mtfp.analysis.one_by_one.entries import Entry, OneByOne, one_by_one
from mtfp.analysis.one_by_one.movement import Transfer
from mtfp.documents.blocks import Heading, Listing, Prose, Tables
from mtfp.documents.read_back.since.changed import MOST, changed_since, not_compared
from mtfp.documents.read_back.since.likely_slips import likely_slip, swapped
from mtfp.reading import read_plan
from mtfp.reading.versions.earlier import Earlier
from mtfp.scenarios.changes import Change

VERSIONS = Path(__file__).parents[2] / "examples" / "three-versions"
EARLIER = Earlier("HEAD:plan.yaml", commit="a1b2c3d", day="2026-11-28")
UNMOVED = "leaves the gap, payments, spending, reserves and activity as they are."
COMMAND = "mtfp diff HEAD:plan.yaml plan.yaml --by name"


@pytest.fixture(scope="module")
def plans():
    return [read_plan(VERSIONS / f"{name}.yaml") for name in ("draft", "budget")]


def blocks(plans, *entries):
    """Return the blocks about some entries, or about all changes between two versions."""
    found = one_by_one(*(each.plan for each in plans))
    if entries:
        found = OneByOne(found.difference, entries, by_section=False)
    return changed_since(EARLIER, found, *plans, COMMAND)


def lines(plans, *entries):
    return next(block.items for block in blocks(plans, *entries) if isinstance(block, Listing))


def gap(plans, *values, **more):
    """Return what is said of a change that moves the gap of 2026/27, 2027/28 and 2028/29."""
    change = Change(("lines", "care_at_home", "budget"), "Care at home, budget", "£24 million", "£25 million")
    entry = Entry("lines.care_at_home", "Care at home", (change,), values_of(values), **more)
    return lines(plans, entry)[0].partition("): ")[2]


def values_of(values):
    return np.array(values, dtype=float)


def test_each_change_has_its_place_and_what_it_moves(plans):
    # by hand in tests/analysis/test_plan_difference.py: a grant of £250k a year, £400k once, savings of £150k a year
    said = lines(plans)
    assert said[0].startswith(
        "Pay awards, 2026/27: 3.0% → 4.0% (budget.yaml:10): raises the gap by up to £452,000 (in 2"
    )
    assert said[0].endswith(" Its source has not changed. Its date of review changed too.")
    assert "one-off money, 2026/27: none → £400,000 (budget.yaml:38): lowers the gap of 2026/27 by £400,000." in said[2]
    assert any(line.endswith("(budget.yaml:40): lowers the gap by £250,000 in every year.") for line in said)
    assert said[-1].startswith("Title: ")
    assert said[-1].endswith(UNMOVED)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0, 12, 0), "raises the gap of 2027/28 by £12,000."),
        ((-5, -12, -7), "lowers the gap by up to £12,000 (in 2027/28)."),
        ((-45, 40, 5), "lowers the gap of 2026/27 by £45,000 and raises the gap by up to £40,000 (in 2027/28)."),
        ((7, 7.001, 7), "raises the gap by £7,000 in every year."),
        ((0, -7, -7), "lowers the gap by £7,000 in every year from 2027/28 on."),
        ((7, 7, 0), "raises the gap by £7,000 in each year from 2026/27 to 2027/28."),
        ((7, 0, 7), "raises the gap by up to £7,000 (in 2026/27)."),
        ((0, 0, 0), UNMOVED),
    ],
)
def test_movements_of_the_gap_in_words(values, words, plans):
    assert gap(plans, *values) == words


@pytest.mark.parametrize(
    ("transfer", "words"),
    [
        (
            Transfer("cost", ("the council",), ("the NHS board",), 1_200, "2027/28"),
            "leaves the gap as it is, but shifts £1.2 million of cost from the council to the NHS board in 2027/28.",
        ),
        (
            Transfer("cost", ("North",), ("East", "South", "West", "Isles"), 90, "2027/28"),
            "leaves the gap as it is, but shifts £90,000 of cost from North to East, South and 2 others in 2027/28.",
        ),
        (
            Transfer("", (), ("the set-aside gap",), 90, "2027/28"),
            "leaves the gap as it is, but adds £90,000 in 2027/28 to the set-aside gap.",
        ),
        (
            Transfer("", ("all reserves together",), (), 90, "2027/28"),
            "leaves the gap as it is, but takes £90,000 in 2027/28 off all reserves together.",
        ),
        (
            Transfer("", ("the activity of Day care",), (), 164.778, "2027/28", "people"),
            "leaves the gap as it is, but takes 165 people in 2027/28 off the activity of Day care.",
        ),
    ],
)
def test_other_movements_in_words(transfer, words, plans):
    assert gap(plans, 0, 0, 0, transfers=(transfer,)) == words


def test_traces_that_stayed_are_told(plans):
    said = gap(plans, 0, 12, 0, same=("source", "reviewed"))
    assert said == "raises the gap of 2027/28 by £12,000. Its source and date of review have not changed."
    assert gap(plans, 0, 12, 0, same=("note",)).endswith(" Its note has not changed.")


def test_of_many_changes_the_largest_are_read_and_the_command_shows_all(plans):
    entries = [
        Entry(f"title.{n}", "", (Change(("title",), "Title", "a", "b"),), values_of((0, 0, n))) for n in range(23)
    ]
    found = blocks(plans, *entries)
    assert len(lines(plans, *entries)) == MOST
    assert f"3 further changes move no more. `{COMMAND}` shows all." in [
        each.text for each in found if isinstance(each, Prose)
    ]


def test_programs_read_what_each_change_moves_by_year(plans):
    (table,) = next(block.tables for block in blocks(plans) if isinstance(block, Tables))
    assert all(row.for_machines for row in table.rows)
    row = next(row for row in table.rows if row.id == "funding.council_payment")
    assert (row.values, row.label) == (
        (-400, 0, 0),
        "Council payment, one-off money, 2026/27: none → £400,000 (budget.yaml:38)",
    )


def item(name, *values, gap=(0, 0, 0), section="reserves"):
    """Return the entry of an item whose opening changed, with an unchanged label."""
    pairs = [Change((section, name, key), f"{name}, {key}", old, new) for key, old, new in values]
    return Entry(f"{section}.{name}", name.title(), tuple(pairs), values_of(gap))


def test_values_swapped_between_two_items_are_told_in_both(plans):
    pair = [item("general", ("opening", "£3", "£2")), item("winter", ("opening", "£2", "£3"))]
    said = lines(plans, *pair)
    assert "the same as Winter had, and the other way round: leaves" in said[0]
    assert "the same as General had, and the other way round: leaves" in said[1]


def test_values_of_other_keys_or_sections_or_of_one_item_only_are_no_swap():
    one = item("a", ("opening", "£3", "£2"))
    for other in (
        item("b", ("floor", "£2", "£3")),
        item("b", ("opening", "£2", "£3"), section="savings"),
        item("b", ("opening", "£2", "£4")),
        item("b", ("opening", "£2", "£3"), ("floor", "£2", "£3")),
    ):
        assert swapped([one, other]) == {}


def test_several_changes_have_a_line_for_all_together(plans):
    pair = [item("a", ("b", "1", "2"), gap=(5, 0, 0)), item("c", ("b", "1", "3"), gap=(-2, 4, 0))]
    assert Prose("Together they raise the gap by up to £4,000 (in 2027/28).") in blocks(plans, *pair)
    pair = [item("a", ("b", "1", "2"), gap=(5, 0, 0)), item("c", ("b", "1", "3"), gap=(-5, 0, 0))]
    assert Prose("Together they leave the gap as it is.") in blocks(plans, *pair)
    assert not any("Together" in getattr(block, "text", "") for block in blocks(plans, pair[0]))


def test_the_version_has_its_day(plans):
    heading = next(block for block in blocks(plans) if isinstance(block, Heading))
    assert heading.text == "Changed since the version of 28 November 2026 (a1b2c3d): is each meant?"
    same = changed_since(EARLIER, one_by_one(plans[0].plan, plans[0].plan), plans[0], plans[0], COMMAND)
    assert same == (Prose("No input changed since the version of 28 November 2026 (a1b2c3d)."),)
    (why,) = not_compared(Earlier("HEAD:plan.yaml"), "git isn't installed")
    assert why == Prose("Changes since HEAD:plan.yaml aren't listed: git isn't installed.")


def by_year(**amounts):
    """Return changes of the amounts of years: `y2026="45 none"` is 45 in the old version and none in the new one."""
    return [
        Change(("savings", "a", "planned", year), f"A, planned, {year}", *words.split(), (year,))
        for key, words in amounts.items()
        for year in [f"{key[1:]}/{(int(key[1:]) + 1) % 100}"]
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (by_year(y2026="45 none", y2027="40 45", y2028="none 40"), "the same amounts a year later"),
        (by_year(y2026="none 45", y2027="45 40", y2028="40 none"), "the same amounts a year earlier"),
        (by_year(y2026="90 none", y2028="80 90", y2029="none 80"), "the same amounts a year later"),
        (by_year(y2026="45 none", y2027="40 46", y2028="none 40"), ""),
        (by_year(y2026="45 40", y2027="40 45"), "the same values the other way round"),
        (by_year(y2026="3.0% 0.3%"), "a tenth of what it was (was the point moved?)"),
        (by_year(y2026="0.4% 4.0%"), "ten times what it was (was the point moved?)"),
        (by_year(y2026="£14,200 £1.42million"), ""),
        (by_year(y2026="£360,000 £36,000"), "a tenth of what it was (a nought too many or too few?)"),
        (by_year(y2026="£4k £4m"), "a thousand times what it was (a nought too many or too few?)"),
        (by_year(y2026="10.5 1.5"), ""),
        (by_year(y2026="1.50 0.51"), ""),
        (by_year(y2026="£1.05m £1.5m"), "the same digits in another order"),
        (by_year(y2026="3.5% 5.3%"), "the same digits in another order"),
        (by_year(y2026="240 420"), "the same digits in another order"),
        (by_year(y2026="240 240"), ""),
        (by_year(y2026="4 5"), ""),
        (by_year(y2026="240 280"), ""),
    ],
)
def test_likely_slips(changes, words):
    assert likely_slip(changes) == words
