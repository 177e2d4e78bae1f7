"""Suggestions for a finding's repair: the name that was probably meant, and the names to choose from."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_NAME = 60
"""Limit on the length of compared names: the cost of comparing grows with its square."""


def quoted(text: str, most: int = LONGEST_NAME) -> str:
    """Return a user's text between backticks (quotation marks if it contains backticks), cut short at `most`.

    >>> quoted("care_at_home"), quoted("an endless name", most=8)
    ('`care_at_home`', '`an endl…`')
    """
    shown = text if len(text) <= most else f"{text[: most - 1]}…"
    return f'"{shown}"' if "`" in shown else f"`{shown}`"


class Unknown(LookupError):
    """Raised when no item has a name. As text: the message and the repair, with a colon between."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(f"{message}: {fix}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name nearest to `word`; None if none is near. Ignores case, spaces, hyphens and underscores.

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
    """Return a question that suggests the known name nearest to `word`; empty if none is near.

    >>> did_you_mean("bugdet", ["budget", "label"]), did_you_mean("zebra", ["budget", "label"])
    ('did you mean `budget`?', '')
    """
    meant = nearest(word, known)
    return "" if meant is None else f"did you mean {quoted(meant)}?"


def one_of(known: Iterable[str], most: int = 8) -> str:
    """Return a list of choices in words, in the order given.

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


def _letters(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name[:LONGEST_NAME]).casefold()
