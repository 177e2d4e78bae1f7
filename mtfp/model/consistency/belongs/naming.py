"""Words of labels that name one entry of a section and no other."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from mtfp.model.base.form import Form
from mtfp.model.consistency.asked.same_thing import PLAIN_WORDS
from mtfp.model.plan import Plan

ORDINARY = PLAIN_WORDS | frozenset(
    re.findall(
        r"\w+",
        """
        director manager head officer chief lead finance work worker workers working day days home homes general
        public primary central improvement development management other adult adults older young children living
        hospital area arm main unit units place places bed beds hour hours visit visits demand activity price prices
        island islands grants grant early self wider joint side time mainland opportunities opportunity use user users
        age ages ageing each every first second third later earlier than more less fewer higher lower half point
        own new empty planned level levels one two three four five six seven eight nine ten
        """,
    )
)
"""Words that labels of different things share."""
LEAST = 4
"""Least number of letters by which two words are the same word, such as `dental` and `dentist`."""


@cache
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that name something, in the singular.

    >>> sorted(words_of("Public dental services for children"))
    ['dental']
    """
    found = re.findall(r"[^\W\d_]{3,}", text.lower().replace("’s", "").replace("'s", ""))
    return frozenset(_singular(word) for word in found if word not in ORDINARY and _singular(word) not in ORDINARY)


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > LEAST and not word.endswith("ss") else word


def alike(one: str, other: str) -> bool:
    """Return True if two words have the same stem.

    >>> alike("dental", "dentistry"), alike("carer", "care"), alike("pay", "payment")
    (True, True, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    stem = max(LEAST, len(short) - 2)
    return len(short) >= LEAST and long[:stem] == short[:stem]


def names_in(plan: Plan, section: str) -> Mapping[str, frozenset[str]]:
    """Return the words that name each entry of a section: of its label and its key."""
    return {
        name: words_of(plan.label(section, name)) | words_of(name.replace("_", " ")) for name in getattr(plan, section)
    }


PHRASE_ENDS = Form(r",| and | of | for | in | to |\(|:| – ")


Phrases = Mapping[str, list[tuple[str, str]]]
"""First parts of labels, each with the name of its entry, by their first word."""


def phrases_of(plan: Plan, section: str) -> Phrases:
    """Return the first parts of a section's labels, of two words or more."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in getattr(plan, section):
        phrase = PHRASE_ENDS.split(plan.label(section, name).lower())[0].strip()
        words = re.findall(r"\w+", phrase)
        if " " in phrase and words:
            found.setdefault(words[0], []).append((phrase, name))
    return found


def phrases_in(phrases: Phrases, text: str) -> Iterator[str]:
    """Yield the entries of which a text has the first part of the label."""
    lower = text.lower()
    for word in dict.fromkeys(re.findall(r"\w+", lower)):
        for phrase, name in phrases.get(word, ()):
            if re.search(rf"\b{re.escape(phrase)}\b", lower):
                yield name


def own_words(names: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Return the words that name one entry alone.

    >>> sorted(own_words({"a": frozenset({"dental", "night"}), "b": frozenset({"night"})})["a"])
    ['dental']
    """
    often = Counter(word for words in names.values() for word in words)
    return {
        name: frozenset(word for word in words if often[word] == 1 and len(word) >= LEAST)
        for name, words in names.items()
    }


def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the words of one set that have the stem of a word of another."""
    return frozenset(word for word in one if any(alike(word, each) for each in other))
