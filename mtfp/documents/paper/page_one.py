"""Page one of a paper: six questions with their answers, four key figures and one chart."""

from collections.abc import Iterable, Iterator

from mtfp.documents.blocks import Block, Heading, KeyFigure, KeyFigures, Prose
from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper import deciding, gap, no_action, paying, people, sureness
from mtfp.views.paper.amounts import LastSpare, Spare, as_card, gap_range, money_range
from mtfp.views.paper.case import Evidence, Range

MOST_WORDS = 300
"""Most words of the six questions and answers together; key figures and the chart don't count."""
Answers = dict[str, list[str]]
"""Sentences of the answer to each question."""


def answers_of(evidence: Evidence, *, of_partners: bool = True) -> Answers:
    """Return the answers of page one by question. Sentences that may go are left out if there is no room.

    of_partners : False leaves out the question who would pay
    """
    base = evidence.base
    found: Answers = {
        gap.QUESTION: list(gap.how_big(base)),
        sureness.QUESTION: list(sureness.how_sure(evidence)),
        no_action.QUESTION: list(no_action.nothing_more(evidence, of_partners=of_partners)),
        **({paying.QUESTION: list(paying.who_pays(evidence))} if of_partners else {}),
        people.QUESTION: list(people.what_changes(base)),
        deciding.QUESTION: list(deciding.what_to_decide(base)),
    }
    return _fitted(found)


def _fitted(answers: Answers) -> Answers:
    """Return the answers without the sentences that may go and for which there is no room.

    Decisions have room first, then the others in order.
    """
    spare = [text for said in answers.values() for text in said if isinstance(text, Spare)]
    room = MOST_WORDS - words_in(answers) + sum(len(text.split()) for text in spare)
    left_out = set()
    for text in sorted(spare, key=lambda text: not isinstance(text, LastSpare)):
        if len(text.split()) <= room:
            room -= len(text.split())
        else:
            left_out.add(id(text))
    return {question: [text for text in said if id(text) not in left_out] for question, said in answers.items()}


def words_in(answers: Answers) -> int:
    """Return the number of words of questions and answers.

    >>> words_in({"How big is the gap?": ["There is no gap."]})
    9
    """
    return sum(len(text.split()) for question, said in answers.items() for text in (question, *said))


def page_one(evidence: Evidence, charts: Iterable[Block], *, of_partners: bool = True) -> Iterator[Block]:
    """Yield the blocks of page one: the answers, then the key figures and the chart."""
    for question, said in answers_of(evidence, of_partners=of_partners).items():
        yield Heading(question)
        yield Prose(" ".join(said))
    yield key_figures(evidence, of_partners=of_partners)
    yield from charts


def key_figures(evidence: Evidence, *, of_partners: bool = True) -> KeyFigures:
    """Return the four numbers of page one."""
    plan = evidence.plan
    figures = [_gap(evidence), *_middle(evidence), *_unfunded(evidence), *(_extra(evidence) if of_partners else ())]
    return KeyFigures("key_figures", "The plan in four numbers", plan.name, plan.unit, tuple(figures))


def _gap(evidence: Evidence) -> KeyFigure:
    base, last = evidence.base, evidence.plan.timeline.last
    amount = base.central("gap")
    return KeyFigure(
        "gap", f"Plan's own case, {last}", as_card(amount, base.plan.unit), amount, year=last, scenario=base.name
    )


def _middle(evidence: Evidence) -> Iterator[KeyFigure]:
    base, last = evidence.base, evidence.plan.timeline.last
    found = base.range("gap")
    if found:
        note = f"8 in 10 futures: between {gap_range(found, base.plan.unit)}"
        text = as_card(found.middle, base.plan.unit)
        yield KeyFigure("gap", f"Middle future, {last}", text, found.middle, note, year=last, statistic="p50")


def _unfunded(evidence: Evidence) -> Iterator[KeyFigure]:
    case, last = evidence.no_action, evidence.plan.timeline.last
    if case:
        amount, unit = case.unfunded(), case.plan.unit
        note = _note(case.range_of_unfunded(), unit)
        label = f"Not funded in {last} with no further action"
        yield KeyFigure("unfunded", label, in_money(amount, unit), amount, note, year=last, scenario=case.name)


def _extra(evidence: Evidence) -> Iterator[KeyFigure]:
    base = evidence.base
    amount, labels = base.total("additional_payments"), base.plan.timeline.labels
    found, unit = base.range_of_total("additional_payments"), base.plan.unit
    note = f"Middle future: {in_money(found.middle, unit)}; {_note(found, unit)}" if found else ""
    span = f"{labels[1]} to {labels[-1]}" if base.plan.years > 1 else labels[-1]
    label = f"Extra from partners, {span}"
    yield KeyFigure("additional_payments", label, in_money(amount, unit), amount, note, year="all")


def _note(found: Range | None, unit: str) -> str:
    return f"8 in 10 futures: {money_range(found, unit)}" if found else ""
