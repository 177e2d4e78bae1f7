"""Check of the lines of a saving, cost, risk or ring-fenced payment, against the line that its name names."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.belongs.naming import Phrases, names_in, own_words, phrases_in, phrases_of, shared, words_of
from mtfp.model.costs.saving import Investment
from mtfp.model.plan import Plan

SECTIONS = ("savings", "commitments", "investments", "risk_events")
MOST_LINES = 2
"""Largest number of lines of an entry whose name may name one line."""
MOST_NAMED = 3
"""Largest number of lines that the name of ring-fenced money may mean."""
SHARES = {1: 0.34, 2: 0.5}
"""Least share of a line's words that an entry's name has, by the number of lines on which the entry is."""
FIX = "correct the line or the label; if both are right, say why in `note:`, with the word “checked”"


class _Names(NamedTuple):
    """Words that name each line, those that name one line alone, and all words of a line's name."""

    every: Mapping[str, frozenset[str]]
    own: Mapping[str, frozenset[str]]
    owners: Mapping[str, str]
    """Line that a word names alone."""
    plain: Mapping[str, frozenset[str]]
    phrases: Phrases


def check_lines_named(plan: Plan) -> Iterator[Complaint]:
    """Ask about entries whose name names a line of the plan, and no line on which they are.

    An investment may be in one thing, such as telecare, and save on the line of another.
    """
    every = names_in(plan, "lines")
    plain = {
        name: frozenset(re.findall(r"[a-z]{4,}", f"{plan.label('lines', name)} {name}".lower())) for name in plan.lines
    }
    own = own_words(every)
    owners = {word: line for line, words in own.items() for word in words}
    names = _Names(every, own, owners, plain, phrases_of(plan, "lines"))
    yield from _of_funding(plan, names)
    for section in SECTIONS:
        for name, item in getattr(plan, section).items():
            lines = tuple(line for line in item.targets(plan.lines) if line in plan.lines)
            if not lines or len(lines) > MOST_LINES or (isinstance(item, Investment) and item.saves):
                continue
            words = words_of(plan.label(section, name)) | words_of(name.replace("_", " "))
            other = _other(names, lines, words, _about(plan, lines)) or _by_phrase(
                names, plan.label(section, name), lines
            )
            if other:
                yield _asked(plan, section, name, lines[0], other)


def _of_funding(plan: Plan, names: _Names) -> Iterator[Complaint]:
    """Ask about ring-fenced money whose name, or note if the name says nothing, names other lines than its own."""
    by_word: dict[str, list[str]] = {}
    for line, words in names.every.items():
        for word in words:
            by_word.setdefault(word, []).append(line)
    for name, stream in plan.funding.items():
        lines = tuple(line for line in stream.lines.of(plan.lines) if line in plan.lines) if stream.lines else ()
        about = _about(plan, lines)
        for text in (f"{plan.label('funding', name)}, {name.replace('_', ' ')}", stream.note, stream.source):
            words, phrased = words_of(text), dict.fromkeys(phrases_in(names.phrases, text))
            own = frozenset[str]().union(about, *(names.every[line] for line in lines))
            if (
                not lines
                or any(plan.lines[line].set_aside for line in lines)
                or set(phrased) & set(lines)
                or shared(words, own)
            ):
                break
            found = phrased or dict.fromkeys(line for word in sorted(words) for line in by_word.get(word, ()))
            if 0 < len(found) <= MOST_NAMED:
                yield _asked(plan, "funding", name, lines[0], next(iter(found)))
                break


def _about(plan: Plan, lines: tuple[str, ...]) -> frozenset[str]:
    """Return the words of lines: of their notes, settings, groups and rates."""
    of = [plan.lines[line] for line in lines]
    texts = [f"{each.note} {each.report_as} {each.setting} {each.care_group}".replace("_", " ") for each in of]
    rates = [plan.label("assumptions", name) for each in of for name in each.components if name in plan.assumptions]
    return words_of(" ".join((*texts, *rates)))


def _other(names: _Names, lines: tuple[str, ...], words: frozenset[str], about: frozenset[str]) -> str | None:
    """Return the one line that words name, if they name none of an entry's lines."""
    if shared(words, about) or any(shared(words, names.every[line]) for line in lines):
        return None
    found = {}
    for line in dict.fromkeys(names.owners[word] for word in sorted(words) if word in names.owners):
        common = (names.own[line] & words) - _of_lines(names, names.own[line] & words, lines)
        if line not in lines and common and len(common) >= SHARES[len(lines)] * len(names.every[line]):
            found[line] = common
    best = max(map(len, found.values()), default=0)
    most = [line for line, common in found.items() if len(common) == best]
    return most[0] if len(most) == 1 else None


def _by_phrase(names: _Names, label: str, lines: tuple[str, ...]) -> str | None:
    """Return the one line whose name the label of an entry on another line has, in one piece."""
    found = set(phrases_in(names.phrases, label))
    return next(iter(found)) if len(found) == 1 and len(lines) == 1 and not found & set(lines) else None


def _of_lines(names: _Names, common: frozenset[str], lines: tuple[str, ...]) -> frozenset[str]:
    """Return the words that may be those of an entry's own lines, such as `carer` on a line for care at home."""
    return frozenset(word for line in lines for word in shared(common, names.plain[line]))


def _asked(plan: Plan, section: str, name: str, line: str, other: str) -> Complaint:
    message = (
        f"{plan.label(section, name)} is on {plan.label('lines', line)}, but its name is that of "
        f"{plan.label('lines', other)}: is it on `{other}`?"
    )
    key = "line" if getattr(getattr(plan, section)[name], "line", None) else "lines"
    return Complaint("W712", (section, name, key), message, FIX)
