"""Texts of a board paper with figures in braces, and the effects of actions."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.place import Place
from mtfp.findings.suggest import Unknown
from mtfp.model.plan import Plan
from mtfp.results.doubts import doubts
from mtfp.results.filled import filled, names_in
from mtfp.results.unsound_checks import unsound

RATE = {"unit": "rate", "central": "0%", "source": "worked by hand"}
LINE = {"partner": "council", "setting": "community", "budget": 1100, "components": {"flat": "100%"}}
PAYMENT = {"label": "Grant", "partner": "council", "type": "payment", "base": 1000, "uplift": "flat"}
DEAR = {"label": "Dear", "class": "contingency", "opening": 40}


def projection(**sections):
    document = {
        "mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "assumptions": {"flat": RATE},
        "lines": {"home": LINE}, "funding": {"grant": PAYMENT}, "reserves": {"dear": DEAR}, **sections,
    }  # fmt: skip
    plan = Plan.model_validate(document)
    return project(plan, central_draws(plan))


def action(status="done", **moves):
    return {"actions": {"cut": {"text": "Cut.", "status": status, "moves": moves}}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{gap in 2026/27}", "£100,000"),
        ("{Gap in 26/27}; {gap\n  in 2027-28}", "£100,000; £100,000"),
        ("{grant in 2025/26} and {reserves.dear in 2026/27}", "£1 million and £40,000"),
        ("{contingency_share in 2026/27}", "3.6%"),
        ("no figure, {expenditure in 2028/29}", "no figure, £1.1 million"),
        ("a brace { alone", "a brace { alone"),
    ],
)
def test_figures_take_the_place_of_braces(text, expected):
    assert filled(text, projection()) == expected


def test_the_last_in_comes_before_the_year():
    assert names_in("{change in stock in 2026/27}") == (("change in stock", "2026/27"),)


@pytest.mark.parametrize("text", ["{gapp in 2026/27}", "{gap in 2031/32}", "{gap}", "{}"])
def test_an_unknown_figure_or_year_is_refused(text):
    with pytest.raises(Unknown):
        filled(text, projection())


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("{gapp in 2026/27}", "E680", "did you mean `gap`?"),
        ("{gap in 2031/32}", "E681", "name one of 2025/26 to 2028/29, as in `{gap in 2028/29}`"),
        ("{to_close in 2025/26}", "E681", "name one of 2026/27 to 2028/29, as in `{to_close in 2028/29}`"),
        ("{gap}", "E681", "name one of 2025/26 to 2028/29, as in `{gap in 2028/29}`"),
    ],
)
def test_every_text_is_checked(text, code, words):
    papers = [
        {"decisions": {"a": {"text": text}}},
        {"decisions": {"a": {"text": "A", "if_not": text}}},
        {"actions": {"a": {"text": text, "status": "done"}}},
        {"assurance": {"by": "CFO", "robustness": text}},
        {"assurance": {"by": "CFO", "adequacy": text}},
    ]
    for paper in papers:
        (finding,) = unsound(projection(**paper), lambda path: Place("/".join(map(str, path))))
        assert (finding.code, finding.fix) == (code, words)
        assert finding.place.file.startswith(next(iter(paper)))


@pytest.mark.parametrize(
    ("moves", "code"),
    [
        ({"gapp": "-5 in 2026/27"}, "E680"),
        ({"gap": "-5 in 2031/32"}, "E681"),
        ({"gap": "-5% in 2026/27"}, "E684"),
        ({"contingency_share": "-5 in 2026/27"}, "E684"),
        ({"gap": {"by": -5, "in": "2026/27", "from": "3%"}}, "E684"),
    ],
)
def test_an_effect_needs_a_known_figure_in_its_unit(moves, code):
    assert [each.code for each in unsound(projection(**action(**moves)), lambda path: Place(""))] == [code]


@pytest.mark.parametrize(
    ("status", "effect", "found"),
    [
        ("done", {"by": -20, "in": "2026/27", "from": 120}, False),
        ("done", {"by": -21, "in": "2026/27", "from": 120}, True),
        ("under way", {"by": -21, "in": "2026/27", "from": 120}, False),
        ("done", {"by": 20, "in": "2026/27", "from": 80}, False),
        ("done", {"by": 21, "in": "2026/27", "from": 80}, True),
        ("done", "-50 in 2026/27", False),
    ],
)
def test_a_done_action_whose_figure_has_not_moved_is_a_doubt(status, effect, found):
    """The gap is 100."""
    drifted = [each for each in doubts(projection(**action(status, gap=effect)), lambda path: Place(""))]
    assert [each.code for each in drifted] == (["W706"] if found else [])


@pytest.mark.parametrize("moves", [{"gapp": "-5 in 2026/27"}, {"gap": {"by": -5, "in": "2031/32", "from": 120}}])
def test_an_effect_on_an_unknown_figure_raises_no_doubt(moves):
    assert [*doubts(projection(**action(**moves)), lambda path: Place(""))] == []


def test_nothing_has_drifted_under_a_scenario():
    done = projection(**action(gap={"by": -50, "in": "2026/27", "from": 120}))
    (doubt,) = doubts(done, lambda path: Place(""))
    assert doubt.message == (
        "the action is done, but the gap in 2026/27 is £100,000: it was £120,000, and the action should lower it "
        "by £50,000"
    )
    assert [*doubts(done, lambda path: Place(""), "dear")] == []
