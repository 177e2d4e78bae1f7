"""Papers: page one in few and plain words, amounts that are those of the tables, sections that fit the readers."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from mtfp import Planner
from mtfp.documents.blocks import Heading, KeyFigures, Notice, Prose, Tables
from mtfp.documents.document import Document
from mtfp.documents.paper.audiences import AUDIENCES
from mtfp.documents.paper.page_one import MOST_WORDS, answers_of, words_in
from mtfp.library.paper import Paper
from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper import deciding, gap, no_action, paying, people, sureness
from tests.kinds import ROOT

DRAWS = 300
PLANS = (
    "shetland",
    "gateshead-2025",
    "shetland-2019",
    "scotland/plans/fife.yaml",
    "schemes/highland.yaml",
    "schemes/west-lothian-2023.yaml",
)
QUESTIONS = (gap, sureness, no_action, paying, people, deciding)
MOST_IN_SENTENCE, HARDEST = 25, 9.0
STOP_WORDS = re.compile(
    r"\b(percentile|quantile|median|p5|p10|p50|p90|p95|recurring|non-recurring|b/f|arms?|usable|stochastic)\b", re.I
)
MONEY = re.compile(r"£[0-9][0-9,]*(?:\.[0-9]+)?(?: million)?")


@cache
def paper(plan: str, audience: str = "board") -> Paper:
    found = Planner(ROOT / "examples" / plan)
    return found.report(*(("step-down",) if plan == "shetland" else ()), audience=audience, draws=DRAWS)


@cache
def document(plan: str, audience: str = "board") -> Document:
    return paper(plan, audience).document()


def sentences(texts: list[str]) -> list[str]:
    return [each for text in texts for each in re.split(r"(?<=[.?!])\s+(?=[A-Z(])", text)]


def hardness(texts: list[str]) -> float:
    """Automated Readability Index, by letters and words."""
    words = " ".join(texts).split()
    letters = sum(letter.isalnum() for word in words for letter in word)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences(texts)) - 21.43


@pytest.mark.parametrize("plan", PLANS)
def test_page_one_answers_six_questions_in_few_and_plain_words(plan: str) -> None:
    answers = answers_of(paper(plan).evidence)
    texts = [text for question, said in answers.items() for text in (question, *said)]
    assert tuple(answers) == tuple(each.QUESTION for each in QUESTIONS)
    assert all(answers.values())
    assert words_in(answers) <= MOST_WORDS
    assert max(len(each.split()) for each in sentences(texts)) <= MOST_IN_SENTENCE
    assert hardness(texts) <= HARDEST
    assert not STOP_WORDS.search(" ".join(texts))


@pytest.mark.parametrize("plan", PLANS)
def test_amounts_of_page_one_are_figures_of_the_tables(plan: str) -> None:
    unit = paper(plan).evidence.plan.unit
    known = {in_money(abs(amount), unit) for amount in amounts(document(plan))}
    said = [text for said in answers_of(paper(plan).evidence).values() for text in said]
    found = {amount for text in said for amount in MONEY.findall(text)} - {"£1"}  # of each £1 spent
    assert found - typed(plan)
    assert found - typed(plan) <= known


def typed(plan: str) -> set[str]:
    """Return the amounts that the plan's author states, in decisions."""
    return {amount for each in paper(plan).evidence.plan.decisions.values() for amount in MONEY.findall(each.text)}


def amounts(found: Document) -> Iterator[float]:
    """Yield every amount of the document's tables, and the sum of each row over the projected years."""
    for table in found.tables():
        for row in table.rows:
            values = [value for value in row.values if value is not None]
            yield from values
            yield sum(values)
            yield sum(values[1:])


def test_an_amount_that_is_no_figure_would_be_noticed() -> None:
    known = {in_money(abs(amount), "£k") for amount in amounts(document("shetland"))}
    assert in_money(1_234_567.0, "£k") not in known


@pytest.mark.parametrize("plan", PLANS)
def test_a_paper_has_its_status_and_says_that_figures_are_illustrative(plan: str) -> None:
    found, stated = document(plan), paper(plan).evidence.plan
    notices = [block.text for block in found.blocks if isinstance(block, Notice)]
    assert (stated.status is None) == any("Status not recorded" in text for text in notices)
    illustrative = "illustrative" in stated.source.casefold()
    assert illustrative == ("illustrative" in found.title)
    assert illustrative == any("invented" in text for text in notices)


def headings(found: Document) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Heading)]


def test_the_planning_group_reads_scenarios_first() -> None:
    behind = headings(document("shetland", "planning-group"))[len(QUESTIONS) :]
    assert behind[0] == "The scenarios side by side"


def test_a_consultation_leaves_out_what_partners_pay() -> None:
    found = document("shetland", "consultation")
    assert paying.QUESTION not in headings(found)
    assert "How to respond" in headings(found)
    rows = {row.id for table in found.tables() for row in table.rows}
    assert not [row for row in rows if row.startswith(("total_payments", "additional_payments", "would_find"))]
    assert "pays.council" not in rows


def test_only_the_full_papers_have_every_table() -> None:
    full = {table.name for table in document("shetland").tables()}
    assert {"statement", "assumptions", "risks", "who_pays", "scenarios", "middle", "outlook"} <= full
    assert "assumptions" not in {table.name for table in document("shetland", "planning-group").tables()}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_paper_names_options_of_the_command_line(audience: str) -> None:
    found = document("shetland", audience)
    texts = [block.text for block in found.blocks if isinstance(block, Prose)]
    texts += [note for table in tables(found) for note in (*table.notes, *(row.about for row in table.rows))]
    assert not [text for text in texts if "`--" in text]


def tables(found: Document) -> list:
    return [table for block in found.blocks if isinstance(block, Tables) for table in block.tables]


def test_four_numbers_at_most() -> None:
    for plan in PLANS:
        (figures,) = (block for block in document(plan).blocks if isinstance(block, KeyFigures))
        assert 1 <= len(figures.figures) <= 4


def test_without_draws_a_paper_says_so_and_has_no_range() -> None:
    found = Planner(ROOT / "examples" / "shetland").report(draws=0)
    (said,) = answers_of(found.evidence)[sureness.QUESTION]
    assert "without trying other futures" in said
    assert "middle" not in {table.name for table in found.document().tables()}


def test_parts_between_plan_and_average_add_up() -> None:
    found = paper("shetland").evidence.average
    assert found is not None
    assert found.plan + sum(found.groups.values()) + found.together == pytest.approx(found.average)
    (table,) = (table for table in document("shetland").tables() if table.name == "middle")
    by_row = {row.id: row.values[0] for row in table.rows}
    parts = [value for row, value in by_row.items() if row.startswith("group.") or row == "together"]
    assert by_row["plan"] + sum(parts) == pytest.approx(by_row["average"])
    assert by_row["average"] + by_row["middle_less_average"] == pytest.approx(by_row["middle"])


def test_no_further_action_is_the_shipped_scenario_and_costs_at_least_as_much() -> None:
    planner = Planner(ROOT / "examples" / "shetland")
    own = paper("shetland").evidence.no_action
    assert own is not None
    assert own.central("gap") == pytest.approx(planner.project("no-further-action")["gap"].iloc[-1])
    assert own.unfunded() > paper("shetland").evidence.base.unfunded()
