"""Page one of a paper, on random plans and on plans at the edges: few, short, easy and plain words, and no blanks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.documents.paper.page_one import answers_of
from mtfp.library.evidence import evidence_of
from mtfp.library.runs import run_of
from mtfp.model.plan import Plan
from mtfp.reading.in_python import plan_of
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import plans, times
from tests.laws.test_drawn import uncertain

DRAWS = 50
MOST_WORDS, LONGEST, HARDEST = 300, 25, 9
"""Words of the page, words of a sentence, and the Automated Readability Index."""
STOPPED = ("percentiles?", "P10", "P50", "P90", "recurring", "b/f", "arms?", "usable", "medians?", "quantiles?")
"""Words that members of a board don't use, as regular expressions."""
END = re.compile(r"(?<=[.?!])\s+")


def sentences(answers):
    """Return the sentences of questions and answers."""
    return [each for question, said in answers.items() for text in (question, *said) for each in END.split(text)]


def law_there_are_six_questions_with_an_answer_each(answers):
    assert len(answers) == 6
    assert all(said and all(text.strip() for text in said) for said in answers.values())


def law_questions_and_answers_are_at_most_300_words(answers):
    assert sum(len(each.split()) for each in sentences(answers)) <= MOST_WORDS


def law_no_sentence_is_long(answers):
    assert [each for each in sentences(answers) if len(each.split()) > LONGEST] == []


def law_every_sentence_is_one(answers):
    for each in sentences(answers):
        assert each[0].isupper() or each[0] == "(", each
        assert each.rstrip(")")[-1] in ".?!", each
        assert "  " not in each, each


def law_the_page_is_easy_to_read(answers):
    said = sentences(answers)
    words = " ".join(said).split()
    letters = sum(sign.isalnum() for word in words for sign in word)
    assert 4.71 * letters / len(words) + 0.5 * len(words) / len(said) - 21.43 <= HARDEST


def law_no_word_needs_an_explanation(answers):
    for each in sentences(answers):
        assert not re.search(rf"(?<!\w)({'|'.join(STOPPED)})(?!\w)", each, re.IGNORECASE), each


def law_every_amount_is_known_and_has_its_number_of_years(answers):
    for each in sentences(answers):
        assert not re.search(r"nan|inf\b|None|[{}]|pays? −", each), each
        assert "Over 1 years" not in each, each


def page(plan):
    return answers_of(evidence_of(run_of(plan_of(plan)), [], DRAWS, 1))


LABELS = (
    "Care homes for older people",
    "Care at home for adults",
    "District nursing",
    "Prescribing",
    "Wards",
    "Day care",
)
"""Labels as long as those of real plans, so that the sentence on missing care is as long."""


@examples(ordinary=25, long=500)
@given(
    plans(max_years=10),
    st.sampled_from(("£", "£k", "£m")),
    st.sampled_from((1.0, 1e3, 37e3)),
    st.booleans(),
)
def test_page_one_of_random_plans(drawn, unit, size, wide):
    lines = drawn.document["lines"]
    labelled = {name: {**line, "label": f"{label}"} for (name, line), label in zip(lines.items(), LABELS, strict=False)}
    named = drawn.but(lines=labelled, unit=unit)
    larger = named.but(**times(named.document, size))
    hold(laws_in(globals()), page((uncertain(larger) if wide else larger).plan()))


# Plans at the edges


RATE = {"unit": "rate", "source": "drawn"}
WIDE = {"normal": {"mean": "3%", "sd": "2%"}}
HOME = {"partner": "council", "setting": "community", "budget": 80_000, "components": {"pay": "100%"}}
BEDS = {"partner": "nhs", "setting": "institutional", "budget": 40_000, "components": {"pay": "100%"}}
PAID = {"type": "payment", "uplift": "uplift"}


def plan_with(**sections):
    document = {
        "mtfp": 1,
        "name": "Edge",
        "base_year": "2025/26",
        "years": 5,
        "unit": "£k",
        "source": "drawn",
        "assumptions": {"pay": {**RATE, "central": "3%", "spread": WIDE}, "uplift": {**RATE, "central": "2%"}},
        "lines": {"home": {**HOME, "label": "Care at home"}, "beds": {**BEDS, "label": "Care homes"}},
        "funding": {
            "council": {**PAID, "partner": "council", "base": 80_000},
            "nhs": {**PAID, "partner": "nhs", "base": 40_000},
        },
        "reserves": {"general": {"class": "contingency", "opening": 3_000, "floor": "2% of expenditure"}},
        "scheme": {
            "steps": [{"reserves": {"order": ["general"]}}, {"additional_payments": {"who": "by_contribution"}}]
        },
    }
    return Plan.model_validate({**document, **sections})


STILL = {"pay": {**RATE, "central": "2%"}, "uplift": {**RATE, "central": "2%"}}
COUNTED = {
    name: {**line, "label": label, "activity": {"unit": "places", "base": 2_000}, "demand": {"growth": "growth"}}
    for name, line, label in (("home", HOME, LABELS[1]), ("beds", BEDS, LABELS[0]))
}
CUT = {"from": "2026/27", "level": "70%"}
DECISION = "Agree the plan of savings for care homes, and bring the rest of it back to the board in June"
"""Text of a decision; with its date, the longest sentence that page one may have."""
EVERYTHING = {
    "years": 10,
    "assumptions": {
        **STILL,
        "pay": {**RATE, "central": "3%", "spread": WIDE},
        "growth": {**RATE, "central": "2%", "spread": WIDE},
        "vacancy": {"unit": "share", "source": "drawn", "central": "4%"},
    },
    "lines": {
        **{name: {**line, "service_level": [CUT]} for name, line in COUNTED.items()},
        "posts": {**HOME, "label": "Posts", "components": {"pay": {"share": "100%", "vacancy": "vacancy"}}},
        "wards": {**BEDS, "setting": "hospital", "set_aside": True},
    },
    "deflator": "uplift",
    "savings": {"rotas": {"planned": {"2026/27": 900}, "status": "amber"}},
    "scheme": {
        "steps": [{"additional_payments": {"who": "by_contribution", "cap": {"council": 2_000, "nhs": 1_000}}}],
    },
    "decisions": {f"number_{each}": {"text": DECISION, "by": "2026-06-25"} for each in (1, 2, 3, 4)},
}
EDGES = {
    "as it is": {},
    "surplus": {"funding": {"council": {**PAID, "partner": "council", "base": 150_000}}},
    "no gap": {"assumptions": STILL, "reserves": {}, "scheme": {"steps": []}},
    "no NHS board": {
        "lines": {"home": HOME},
        "funding": {"council": {**PAID, "partner": "council", "base": 80_000}},
    },
    "lead agency": {"scheme": {"lead_agency": "nhs", "steps": [{"recovery_plan": {"achieves": "20%"}}]}},
    "one year": {"years": 1},
    "one year after an unknown one": {
        "years": 1,
        "funding": {"nhs": {"partner": "nhs", "type": "payment", "stated": {"2026/27": 90_000}}},
    },
    "ten years": {"years": 10},
    "millions": {"unit": "£m"},
    "pounds": {"unit": "£"},
    "nothing uncertain": {"assumptions": {**STILL, "pay": {**RATE, "central": "3%"}}},
    "huge gap": {"unit": "£m", "funding": {"council": {**PAID, "partner": "council", "base": 1}}},
    "no money and no cost": {"lines": {}, "funding": {}, "reserves": {}, "scheme": {"steps": []}},
    "partners take money back": {
        "funding": {"council": {**PAID, "partner": "council", "base": 150_000}},
        "scheme": {
            "steps": [{"additional_payments": {"who": "stated", "amounts": {"2026/27": {"council": -20, "nhs": -10}}}}]
        },
    },
    "everything": EVERYTHING,
}


@pytest.mark.parametrize("edge", EDGES)
def test_page_one_at_the_edges(edge):
    hold(laws_in(globals()), page(plan_with(**EDGES[edge])))
