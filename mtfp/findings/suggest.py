"""Suggestions for a finding's repair: the nearest name, and the names to choose from."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache
from heapq import nsmallest

from mtfp.findings.letters import in_latin, oddity, visible

LONGEST_NAME = 60
"""Longest name that is compared, in characters. The time to compare grows with the square of the length."""

MOST_COMPARED = 100
"""Most names that are compared with a word. Of more names, the likeliest are compared."""


def quoted(text: str, most: int = LONGEST_NAME) -> str:
    """Return a user's text in backticks, cut to `most` characters. A text with backticks is put in quotation marks.

    >>> quoted("care_at_home"), quoted("an endless name", most=8)
    ('`care_at_home`', '`an endl…`')
    """
    text = visible(text)
    shown = text if len(text) <= most else f"{text[: most - 1]}…"
    return f'"{shown}"' if "`" in shown else f"`{shown}`"


class Unknown(KeyError):
    """Raised when no item has the given name: a KeyError, so that mappings may raise it, and thus a LookupError.

    Its text is the message, a colon and the repair.
    """

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(message, fix)

    def __str__(self) -> str:
        return f"{self.message}: {self.fix}"


CLOSE, MOST_CLOSE = 0.65, 3
"""Least likeness of two names or words of which one may be meant, and most names that are looked at."""
LEAST_WORDS = 2
"""Least number of words of a name of which each must be like one of the other name."""
AT = frozenset({"at", "in", "out", "not", "no", "without", "off"})
"""Words that make a name that of another thing."""
LOOKS = str.maketrans("oli", "011")
"""Letters that look like digits."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name nearest to `word`, or None. Capitals, spaces, hyphens and underscores make no difference.

    A name of several words is near only if each word is near to one of the other name.

    >>> nearest("Care-at-home", ["care_at_home", "telecare"]), nearest("bugdet", ["budget", "label"])
    ('care_at_home', 'budget')
    >>> nearest("W6O4", ["W601", "W604", "W614"])
    'W604'
    >>> nearest("zebra", ["budget", "label"]) is None
    True
    """
    names, wanted = _by_letters(tuple(known)), _letters(word)
    alike = [name for name in names if name.translate(LOOKS) == wanted.translate(LOOKS)]
    close = get_close_matches(wanted, _likely(wanted, names), n=MOST_CLOSE, cutoff=CLOSE)
    near = [wanted] if wanted in names else alike or [name for name in close if _same_words(word, names[name])]
    return names[near[0]] if near else None


def _same_words(one: str, other: str) -> bool:
    """Return True unless two names have different words: `oral_care` isn't `day_care`, nor `care_home` `care_at_home`.

    >>> _same_words("comunity_nursing", "community_nursing"), _same_words("care_home", "residential_care")
    (True, False)
    """
    short, long = sorted((_words(one), _words(other)), key=len)
    if len(short) < LEAST_WORDS:
        return True
    if set(long) & AT - set(short):
        return False
    return all(get_close_matches(word, long, n=1, cutoff=CLOSE) for word in short)


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s_-]+", name.casefold()) if word]


@lru_cache(maxsize=16)
def _by_letters(known: tuple[str, ...]) -> dict[str, str]:
    """Return names by their letters, the first of those with the same letters."""
    return {_letters(name): name for name in reversed(known)}


def _likely(wanted: str, names: Collection[str]) -> Collection[str]:
    """Return the names to compare with a word: of very many, those of its length with its beginning or its end."""
    if len(names) <= MOST_COMPARED:
        return names

    def unlike(name: str) -> tuple[int, int]:
        begins = (name[:3] == wanted[:3]) + (name[:1] == wanted[:1])
        ends = (name[-3:] == wanted[-3:]) + (name[-1:] == wanted[-1:])
        return -begins - ends, abs(len(name) - len(wanted))

    return nsmallest(MOST_COMPARED, names, key=unlike)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    r"""Return a question that suggests the known name nearest to `word`. The text is empty if no name is near.

    >>> did_you_mean("bugdet", ["budget", "label"]), did_you_mean("zebra", ["budget", "label"])
    ('did you mean `budget`?', '')
    >>> did_you_mean("bud\u00adget", ["budget"])
    'type `budget` again: it has a soft hyphen (U+00AD)'
    """
    meant = nearest(word, known)
    if meant is None:
        return ""
    odd = oddity(word) if _letters(word) == _letters(meant) else ""
    return f"type {quoted(meant)} again: {odd}" if odd else f"did you mean {quoted(meant)}?"


def one_of(known: Iterable[str], most: int = 8) -> str:
    """Return a list of choices in words, in the order given. After `most` choices, the others are counted.

    >>> one_of(["council", "nhs"])
    '`council` or `nhs`'
    >>> one_of(["a", "b", "c", "d"], most=2)
    '`a`, `b` or 2 others'
    >>> one_of([])
    'nothing: there is none'
    """
    choices = list(known)
    others = [f"{len(choices) - most} others"] if len(choices) > most + 1 else []
    names = [*map(quoted, choices[:most] if others else choices), *others]
    if not names:
        return "nothing: there is none"
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


@lru_cache(maxsize=10_000)
def _letters(name: str) -> str:
    return re.sub(r"[\s_\"'-]+", "", in_latin(name[:LONGEST_NAME])).casefold()
