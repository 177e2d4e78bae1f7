"""Suggestions for a finding's repair: the nearest name, and the names to choose from."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from mtfp.findings.letters import in_latin, oddity, visible

LONGEST_NAME = 60
"""Longest name that is compared, in characters. The time to compare grows with the square of the length."""


def quoted(text: str, most: int = LONGEST_NAME) -> str:
    """Return a user's text in backticks, cut to `most` characters. A text with backticks is put in quotation marks.

    >>> quoted("care_at_home"), quoted("an endless name", most=8)
    ('`care_at_home`', '`an endl…`')
    """
    text = visible(text)
    shown = text if len(text) <= most else f"{text[: most - 1]}…"
    return f'"{shown}"' if "`" in shown else f"`{shown}`"


class Unknown(LookupError):
    """Raised when no item has the given name. Its text is the message, a colon and the repair."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(f"{message}: {fix}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name nearest to `word`, or None. Capitals, spaces, hyphens and underscores make no difference.

    >>> nearest("Care-at-home", ["care_at_home", "telecare"]), nearest("bugdet", ["budget", "label"])
    ('care_at_home', 'budget')
    >>> nearest("zebra", ["budget", "label"]) is None
    True
    """
    names: dict[str, str] = {}
    for name in known:
        names.setdefault(_letters(name), name)
    wanted = _letters(word)
    near = [wanted] if wanted in names else get_close_matches(wanted, names, n=1, cutoff=0.65)
    return names[near[0]] if near else None


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
    names = [quoted(name) for name in known]
    if len(names) > most + 1:
        names = [*names[:most], f"{len(names) - most} others"]
    if not names:
        return "nothing: there is none"
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


@lru_cache(maxsize=10_000)
def _letters(name: str) -> str:
    return re.sub(r"[\s_\"'-]+", "", in_latin(name[:LONGEST_NAME])).casefold()
