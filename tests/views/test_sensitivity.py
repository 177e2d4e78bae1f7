"""Tables and sentences of moves of single drivers."""

import re

import numpy as np
import pytest

from mtfp import Plan, Planner
from mtfp.analysis.moves.each import each_alone
from mtfp.analysis.moves.usual import pay_awards, usual_moves
from mtfp.results.figures import figures_of
from mtfp.views.sensitivity.each import MIRRORED, asked, each, from_zero
from mtfp.views.sensitivity.in_words import each_in_words, pay_in_words

PLAN = Planner("examples/shetland").plan


def found_in(plan, figure="gap", year=None):
    return each_alone(plan, list(usual_moves(plan)), figures_of(plan)[figure], year or plan.timeline.last)


@pytest.fixture(scope="module")
def found():
    return found_in(PLAN)


def test_programs_get_every_move_and_people_those_that_are_not_mirrored(found):
    rows = {row.id: row for row in each(found).rows}
    assert rows.keys() == {effect.move.id for effect in found.effects if found.moves_figure(effect)}
    last = {id: row.values[4] for id, row in rows.items()}
    for up, down in ((id, id.replace("+1%", "-1%")) for id in rows if id.endswith("+1%")):
        mirrored = abs(last[up] + last[down]) <= MIRRORED * max(abs(last[up]), abs(last[down]))
        assert rows[up].for_machines + rows[down].for_machines == mirrored


def test_the_sum_of_the_years_is_their_sum(found):
    for row in each(found).rows:
        assert sum(row.values[:-1]) == pytest.approx(row.values[-1])


def test_a_shortened_table_hides_rows_and_names_the_largest_of_them(found):
    short, whole = each(found, 3), each(found)
    assert [row.id for row in short.rows] == [row.id for row in whole.rows]
    drivers = found.by_driver()
    assert {row.id for row in short.shown_rows} <= {effect.move.id for moves in drivers[:3] for effect in moves}
    (note,) = (note for note in short.notes if "more driver" in note)
    assert note.startswith(f"{len(drivers) - 3} more drivers would move the figure in 2030/31 by at most £1.16 million")
    assert not any("more driver" in note for note in whole.notes)


def test_money_that_partners_are_asked_for_closes_the_change_of_the_gap(found):
    """Where reserves end as they were, what a move adds to gaps is asked of partners, left unfunded, or a surplus."""
    table = asked(found)
    row = next(row for row in table.rows if row.id == "complexity +1%")
    effect = next(effect for effect in found.effects if effect.move.id == row.id)
    council, nhs, unfunded, reserves = row.values
    assert council + nhs + unfunded == pytest.approx(np.nansum(effect.change["gap"][1:]), rel=0.01)
    assert reserves == pytest.approx(0.0, abs=1e-9)


def test_a_share_is_in_points_without_a_sum(found):
    table = each(found_in(PLAN, "community_share"))
    assert [column.label for column in table.columns] == list(PLAN.timeline.projected)
    assert {row.unit for row in table.rows} == {"points"}


HEAD = {"mtfp": 1, "name": "Moved", "base_year": "2025/26", "years": 2, "unit": "£k", "source": "worked by hand"}
RATE = {"unit": "rate", "central": "3%", "source": "worked by hand"}
HOME = {"partner": "council", "setting": "community", "budget": 10_000, "components": {"pay": "100%"}}


def test_the_sentence_by_hand():
    """Cost grows by 4% and not 3%: 10,400 − 10,300 = 100, then 10,816 − 10,609 = 207; no one is named to pay it."""
    plan = Plan.model_validate({**HEAD, "assumptions": {"pay": RATE}, "lines": {"home": HOME}, "funding": {}})
    assert list(each_in_words(found_in(plan))) == [
        "Moved alone, pay changes the gap in 2027/28 most: 1 point more in every year adds £207,000.",
        "Over 2026/27 to 2027/28, pay, 1 point more in every year, adds £307,000. In those years, £307,000 more would "
        "be unfunded.",
    ]


def test_the_sentence_names_what_comes_next_and_who_would_be_asked():
    paid = {"partner": "nhs", "type": "payment", "base": 10_000, "stated": 10_000}
    steps = [{"additional_payments": {"who": "fixed", "shares": {"council": "40%", "nhs": "60%"}}}]
    keys = {"assumptions": {"pay": RATE}, "lines": {"home": HOME}, "funding": {"nhs": paid}, "scheme": {"steps": steps}}
    _, following, last = each_in_words(found_in(Plan.model_validate({**HEAD, **keys})))
    assert last.endswith(
        "In those years, the council would be asked for £123,000 more and the NHS board for £184,000 more."
    )
    assert following == "Next comes NHS (1% less adds £100,000)."


def test_all_pay_awards_move_together_by_hand():
    """Each of two lines costs 10,000 · 1.04 − 10,000 · 1.03 = 100 more in the first year, and 207 in the second."""
    lines = {"home": HOME, "ward": {**HOME, "components": {"pay_nhs": "100%"}}}
    keys = {"assumptions": {"pay": RATE, "pay_nhs": {**RATE, "label": "NHS award"}}, "lines": lines, "funding": {}}
    plan = Plan.model_validate({**HEAD, **keys})
    together = each_alone(plan, [pay_awards(plan)], figures_of(plan)["gap"], "2027/28")
    assert list(pay_in_words(together)) == [
        "All pay awards together (pay and NHS award): 1 point more in every year adds £414,000 in 2027/28 (£200,000 in "
        "2026/27). Over 2026/27 to 2027/28, £614,000 more would be unfunded."
    ]
    assert pay_awards(plan.with_fields(assumptions={"pay": plan.assumptions["pay"]}, lines={})) is None


def test_a_guarantee_that_holds_zero_has_a_note():
    listed = found_by("pay_nhs 0%", "pay 0%", "pay_council 0%")
    assert from_zero(listed).notes == (
        "A guarantee (`at_least`) holds Agenda for Change pay award at 3.30% in 2026/27, also for the value of zero.",
    )
    assert from_zero(found_by("pay_council 0%")).notes == ()
    assert from_zero(found_by("pay_nhs 0% from 2027/28")).notes == ()


def found_by(*moves):
    return Planner("examples/shetland").sensitivity(moves=moves).listed


def test_a_word_for_several_assumptions_names_them_and_the_first_year():
    sentence, members = Planner("examples/shetland").sensitivity(moves=["pay +1%"]).sentences
    form = r"With pay \+1%, the gap in 2030/31 is £\S+ million more than planned \(£\d+,000 in 2026/27\)\."
    assert re.fullmatch(form, sentence)
    assert members == (
        "`pay` moves Agenda for Change pay award, council pay award and wage floor of commissioned care together."
    )


def test_a_plan_without_drivers_says_so():
    plan = Plan.model_validate({**HEAD, "lines": {}, "funding": {}})
    assert list(each_in_words(found_in(plan))) == ["No driver of the plan moves the gap in any year."]
