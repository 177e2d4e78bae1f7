"""Words that a form needs are in every text in which its expression finds anything.

The proof follows the tree of each expression, and keeps every end of text that holds no needed word. None may be left.
"""

import gc
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import pytest

import mtfp.model.consistency
import mtfp.scenarios.in_words
from mtfp.model.base.form import Form, as_compared

tree_of: Callable[..., Any] = importlib.import_module("re._parser").parse
"""Tree of an expression as `re` reads it, in every version of Python that mtfp supports."""
REPEATS, ONE = ("MAX_REPEAT", "MIN_REPEAT"), ("ANY", "IN", "NOT_LITERAL", "RANGE", "CATEGORY")
NOTHING = ("AT", "ASSERT", "ASSERT_NOT")

Ends = frozenset[str]


def modules(room: Any) -> Iterator[str]:
    return (found.name for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))


@cache
def forms() -> list[Form]:
    for name in (*modules(mtfp.model.consistency), *modules(mtfp.scenarios.in_words)):
        importlib.import_module(name)
    return [each for each in gc.get_objects() if isinstance(each, Form)]


class Without:
    """Ends of texts that hold no word: the longest end of each that may begin a word."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self.begun = {word[:length] for word in self.words for length in range(len(word) + 1)}

    def then(self, end: str, letter: str) -> Iterator[str]:
        """Yield the end after one more letter, unless it completes a word."""
        text = end + letter
        if not text.endswith(self.words):
            yield next(text[at:] for at in range(len(text) + 1) if text[at:] in self.begun)

    def after(self, tree: Any, ends: Ends) -> Ends:
        """Return the ends after what a tree finds."""
        for kind, value in tree:
            ends = self._after(str(kind), value, ends) if ends else ends
        return ends

    def _after(self, kind: str, value: Any, ends: Ends) -> Ends:
        if kind == "LITERAL":
            return frozenset(new for end in ends for new in self.then(end, as_compared(chr(value))))
        if kind in ONE:
            return frozenset({""})  # a sign that is in no word
        if kind == "BRANCH":
            return frozenset(end for each in value[1] for end in self.after(each, ends))
        if kind == "SUBPATTERN":
            return self.after(value[-1], ends)
        if kind in REPEATS:
            return self._repeated(value[-1], value[0], ends)
        assert kind in NOTHING, f"the proof must learn what {kind} finds"
        return ends

    def _repeated(self, tree: Any, least: int, ends: Ends) -> Ends:
        for _ in range(least):
            ends = self.after(tree, ends)
        while (more := ends | self.after(tree, ends)) != ends:
            ends = more
        return ends


def proven(pattern: str, flags: int, words: Iterable[str]) -> bool:
    return not Without(words).after(tree_of(pattern, flags), frozenset({""}))


def test_no_form_finds_anything_in_a_text_without_the_words_that_it_needs():
    named = [each for each in forms() if each.needs]
    assert len(named) > 20
    wrong = [(each.pattern, words) for each in named for words in each.needs
             if not proven(each.pattern, each.flags, words)]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(("pattern", "words"), [
    ("ends?", ["end"]), ("(?:by|at) noon", ["by", "at "]), ("deliver(?:ed|able)", ["delivered", "deliverable"]),
    (r"(?:\d+ beds?)+", ["bed"]), ("(?=later)then[^.]{2,4}(?<!x)", ["then"]), ("(?i:Open)|shut", ["open", "shut"]),
])  # fmt: skip
def test_the_proof_takes_words_that_are_needed_and_no_others(pattern, words):
    assert proven(pattern, 0, words)
    assert not proven(pattern, 0, [*words[:-1], f"{words[-1]}x"])


@pytest.mark.parametrize("pattern", ["(?:cost)?", "(?:cost)*", "cost|price", "c[aeo]st", "cos+t", "(?=cost)"])
def test_the_proof_takes_no_word_that_a_text_may_lack(pattern):
    assert not proven(pattern, 0, ["cost"])


def test_a_text_is_searched_only_if_it_has_a_word_of_each_group():
    form = Form(r"(?:\d+)% (?:spent|left)", re.IGNORECASE, ("%",), ("spent", "left"))
    for text in ("All spent", "5% sold"):
        assert form.search(text) is form.match(text) is form.fullmatch(text) is None
        assert form.findall(text) == list(form.finditer(text)) == []
        assert form.sub("x", text) == text
        assert form.split(text) == [text]
    assert "compiled" not in vars(form)
    assert form.search("Now 5% LEFT").group() == "5% LEFT"


def test_letters_that_match_without_regard_to_case_are_compared_as_one():
    every = "".join(map(chr, range(0xD800)))
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789 %£":
        found = re.findall(re.escape(letter), every, re.IGNORECASE)
        assert {as_compared(each) for each in found} == {letter}
