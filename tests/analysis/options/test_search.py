"""Search for packages: closed forms, limits, swaps, the picture, and what is said if no package is enough."""

import numpy as np
import pytest

from mtfp.analysis.options.effects import measured, probes
from mtfp.analysis.options.limits import APART, Limits
from mtfp.analysis.options.question import Question
from mtfp.analysis.options.rank import best_first, criteria, value
from mtfp.analysis.options.search import Search, answered, search_of
from mtfp.analysis.options.trial import passes, tried
from mtfp.findings.suggest import Unknown
from mtfp.scenarios.options.file import Options
from mtfp.views.options.in_words import EARLY, answer_in_words
from tests.analysis.options.made import asked, savings


def gaps(question: Question) -> np.ndarray:
    return np.sort(question.values(frozenset(), question.fresh)["gap"][-1])


def test_a_certain_saving_moves_the_gap_and_its_chance_by_what_it_saves():
    question = asked(savings(300.0))
    trial = tried(question, frozenset("a"))
    assert trial.chance == np.mean(gaps(question) <= 300)
    adjusted = (100 * trial.chance + 2) / 104  # two draws more with, and two without
    assert trial.error == pytest.approx(np.sqrt(adjusted * (1 - adjusted) / 104))
    assert trial.short_by == pytest.approx(gaps(question)[79] - 300)


def test_adding_what_it_is_short_by_is_enough():
    question = asked(savings(300.0))
    more = tried(question, frozenset("a")).short_by
    enough = asked(savings(300.0 + more + 1e-6))
    assert tried(enough, frozenset("a")).chance >= 0.8 > tried(asked(savings(299.0 + more)), frozenset("a")).chance


def test_one_option_of_the_worst_impact_is_worse_than_all_the_others():
    options = savings(*[200.0] * 5, 1_000.0)
    assert search_of(asked(options, at=0.5)).best(Limits()).package == frozenset("abcd")


def test_scores_that_add_are_added():
    options = savings(*[200.0] * 5, 1_000.0)
    options["scale"]["adds"] = True
    assert search_of(asked(options, at=0.5)).best(Limits()).package == frozenset("f")


def test_of_equal_impacts_the_fewest_people_decide_and_then_money():
    same = {"impact": 3}
    options = savings(800.0, 800.0, 900.0, a={**same, "people": {"who": "x", "number": 9}}, b=same, c=same)
    assert search_of(asked(options, at=0.5)).best(Limits()).package == frozenset("c")


def test_the_rank_counts_options_from_the_highest_impact_down():
    options = Options.model_validate(savings(1.0, 1.0, 1.0, a={"impact": 2}, b={"impact": 5}, c={"impact": 5}))
    chosen = np.array([[0, 1, 1], [1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]], bool)
    assert best_first(criteria(options, [0.0] * 3), chosen).tolist() == [4, 2, 3, 1, 0]


@pytest.mark.parametrize("scores", [(1, 2, 3), (1.1, 2.2, 3.3)])
def test_scores_with_the_same_sum_are_as_bad_as_each_other(scores):
    options = savings(1.0, 1.0, 1.0, **{name: {"impact": score} for name, score in zip("abc", scores, strict=True)})
    options["scale"]["adds"] = True
    chosen = np.array([[1, 1, 0], [0, 0, 1]], bool)
    total = criteria(Options.model_validate(options), [0.0] * 3)[0]
    assert value(total, chosen)[0] == value(total, chosen)[1]


def test_packages_that_are_found_really_differ():
    found = answered(asked(savings(*[250.0] * 7), at=0.5))
    packages = [trial.package for trial in found.packages]
    assert len(packages) == 3
    for at, one in enumerate(packages):
        for other in packages[:at]:
            assert not one <= other
            assert not other <= one
            assert len(one ^ other) >= APART


def test_what_must_be_in_is_in_with_its_needs_and_what_is_out_is_out():
    options = savings(*[300.0] * 5, e={"needs": "d"})
    found = answered(asked(options, at=0.5, must=["e"], without=["a"]))
    assert found.packages
    for trial in found.packages:
        assert {"d", "e"} <= trial.package
        assert "a" not in trial.package
    assert not {"d", "e"} & found.swaps.keys()


@pytest.mark.parametrize(
    ("more", "wrong", "words"),
    [
        ({"must": ["z"]}, Unknown, "no option is called `z`"),
        ({"must": ["a"], "without": ["a"]}, ValueError, "`a` is needed, but left out"),
        ({"must": ["a", "b"]}, ValueError, "A and B can't all be chosen together"),
        ({"at": 1.2}, ValueError, "the confidence must be a share between 0 and 1"),
        ({"balance": "gap = 0"}, ValueError, "write `<=` for at most"),
    ],
)
def test_questions_that_can_t_be_asked(more, wrong, words):
    with pytest.raises(wrong, match=words.replace("(", r"\(")):
        asked(savings(100.0, 100.0, b={"excludes": "a"}), **more)


def test_a_swap_keeps_the_other_options_and_what_nothing_replaces_is_known():
    options = savings(500.0, 400.0, 450.0, b={"needs": "a"})
    found = answered(asked(options, at=0.5))
    assert found.packages[0].package == frozenset("ab")
    assert found.swaps["b"].package == frozenset("ac")
    assert found.swaps["a"] is None


def test_if_no_package_is_enough_the_surest_is_named_and_what_would_help():
    found = answered(asked(savings(300.0, 200.0, 900.0), at=0.8, without=["c"]))
    assert found.packages == ()
    assert found.surest.package == frozenset("ab")
    assert found.surest.short_by > 0
    assert found.relaxed["c"].package == frozenset("abc")
    assert found.relaxed["c"].passes


def test_the_picture_gets_surer_with_the_impact_allowed():
    found = answered(asked(savings(100.0, 200.0, 300.0, 400.0)))
    chances = [trial.searched for trial in found.picture]
    assert chances == sorted(chances)
    assert found.surest.package == frozenset("abcd")


def test_an_option_is_measured_on_top_of_what_it_needs():
    found = answered(asked(savings(300.0, 200.0, b={"needs": "a"})))
    assert found.alone["b"].central[-1] == pytest.approx(200)
    assert found.alone["a"].low[-1] == pytest.approx(300)


def test_what_an_option_adds_to_two_that_act_on_each_other_is_counted_once():
    level = {"levers": [{"service_level": {"lines": "homes", "level": "50%", "from": "2026/27"}}], "impact": 1}
    options = savings(0.0, 0.0, 100.0, 50.0, c={"needs": ["a", "b"]})
    options["options"] |= {"a": level, "b": level}
    question = asked(options)
    effects = measured(question)
    both = question.excess(frozenset("ab"), question.search)
    added = dict(zip(effects.names, effects.alone, strict=True))
    assert added["c"] == pytest.approx(-100.0)
    package = question.excess(frozenset("abcd"), question.search)
    assert package == pytest.approx(both - 150.0)
    draws = np.argsort(question.excess(frozenset(), question.search)[0], kind="stable")
    assert effects.plan + effects.parts.sum(axis=0) == pytest.approx(package[:, draws])


def test_effects_of_pairs_are_exact_for_options_that_act_on_each_other():
    level = {"levers": [{"service_level": {"lines": "homes", "level": "80%", "from": "2026/27"}}]}
    options = savings(100.0, 100.0, 100.0)
    for name in ("a", "b"):
        del options["options"][name]["saving"]
        options["options"][name] |= level
    question = asked(options, draws=400)
    effects = measured(question)
    for package in map(frozenset, ("a", "ab", "ac", "bc")):
        assert effects.chance(package) == question.chance(question.excess(package, question.search))


def test_the_model_is_compared_with_the_engine_near_the_confidence():
    question = asked(savings(*[200.0] * 8), at=0.6)
    gap = question.values(frozenset(), question.search)["gap"][-1]
    nearest = min(range(1, 9), key=lambda number: abs(np.mean(gap <= 200 * number) - 0.6))
    assert {len(package) for package in probes(measured(question), question)} == {nearest}


class Blind:
    """A finder that yields packages in an order that no model has checked."""

    ended_early = False

    def __init__(self, *packages: str) -> None:
        self._packages = [frozenset(each) for each in packages]

    def first(self, limits: Limits, least: float) -> frozenset[str] | None:
        return next((each for each in self._packages if each not in limits.failed), None)

    def surest(self, limits: Limits) -> None:
        return None


def test_a_package_that_fails_on_the_engine_is_cut_and_the_search_goes_on():
    question = asked(savings(100.0, 900.0), at=0.5)
    search = Search(question, measured(question), Blind("a", "b"))
    assert search.best(Limits()).package == frozenset("b")
    assert search.tries == 2
    assert not search.given_up


def test_a_search_that_fails_too_often_says_so(monkeypatch):
    monkeypatch.setattr("mtfp.analysis.options.search.TRIES", 1)
    question = asked(savings(100.0, 900.0), at=0.5)
    search = Search(question, measured(question), Blind("a", "b"))
    assert search.best(Limits()) is None
    assert search.given_up


def test_a_search_that_ends_early_denies_no_better_package(monkeypatch):
    monkeypatch.setattr("mtfp.analysis.options.search.TRIES", 0)
    found = answered(asked(savings(900.0), at=0.5))
    assert found.packages == ()
    first = next(answer_in_words(found))
    assert first.startswith("No package was found that is enough for the gap to be at most £0 in 2028/29 at 50%.")
    assert first.endswith(EARLY)


def test_figures_that_take_too_much_memory_are_worked_out_again(monkeypatch):
    options = savings(300.0, 400.0, 500.0)
    every = answered(asked(options, at=0.5))
    size = sum(figure.nbytes for figure in every.question.values(frozenset(), every.question.search).values())
    monkeypatch.setattr("mtfp.analysis.options.question.KEPT", 4 * size)
    few = answered(asked(options, at=0.5))
    assert len(few.question._values) <= 4 < len(every.question._values)
    assert [trial.package for trial in few.packages] == [trial.package for trial in every.packages]
    assert (few.surest.package, few.surest.chance) == (every.surest.package, every.surest.chance)


def test_a_plan_that_needs_no_option_says_so():
    assert answered(asked(savings(100.0), "gap <= 9_000 in 2028/29")).packages[0].package == frozenset()


@pytest.mark.parametrize(("searched", "fresh", "holds"), [(0.8, 0.775, True), (0.79, 0.85, False), (0.85, 0.77, False)])
def test_a_package_passes_in_the_search_and_not_clearly_less_in_fresh_draws(searched, fresh, holds):
    assert passes(asked(savings(1.0)), searched, fresh, 0.01) is holds


def test_fresh_draws_are_others_than_those_of_the_search():
    question = asked(savings(300.0))
    assert question.fresh.seed != question.search.seed
    trial = tried(question, frozenset("a"))
    assert trial.searched != trial.chance
