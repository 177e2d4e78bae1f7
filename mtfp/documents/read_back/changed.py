"""Inputs that changed since an earlier version of the plan, with what each moves, for the read-back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import shorten

import numpy as np

from mtfp.analysis.one_by_one.entries import LEAST, Entry, OneByOne
from mtfp.analysis.one_by_one.movement import Transfer
from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.of_difference import WHOLE_ITEM, line_of
from mtfp.documents.read_back.likely_slips import likely_slip, swapped
from mtfp.documents.read_back.movements import movements
from mtfp.documents.read_back.phrases import joined
from mtfp.findings.place import Place
from mtfp.findings.short import counted
from mtfp.model.base.money_in_words import UNITS, in_money
from mtfp.model.consistency.scale.likely import in_figures
from mtfp.reading.plan import ReadPlan
from mtfp.reading.versions.earlier import Earlier
from mtfp.results.table import Column, Row, Table
from mtfp.scenarios.changes import Change
from mtfp.scenarios.words import NONE
from mtfp.views.plan.registers.words import day_in_words

NAME, TITLE = "changed", "Movement of the gap by each change since the earlier version"
"""Name and title of the table."""
MOST = 20
"""Most changed items of which people read each."""
SEVERAL = 2
"""Fewest changed items of which people read what they do together."""
FEW = 4
"""Most changes of one item that are shown."""
WORDS = {"reviewed": "date of review"}
"""Words in place of keys."""
NAMED = 2
"""Most parts of a whole that are named, where there are more than one more."""
UNMOVED = "leaves the gap, payments, spending, reserves and activity as they are"
"""Words for changes that move none of the figures that are compared."""
DIGITS = 3
"""Digits of an amount that isn't money, such as places."""
LONGEST = 160
"""Most characters of a value."""


def changed_since(earlier: Earlier, found: OneByOne, old: ReadPlan, new: ReadPlan, command: str) -> tuple[Block, ...]:
    """Return the blocks that ask of each change since an earlier version if it is meant, the largest first.

    `command` shows every change, and both places of each.
    """
    since = version(earlier)
    if not found.entries:
        return (Prose(f"No input changed since {since}."),)
    wording = _Wording(found, old, new)
    rest = found.entries[MOST:]
    more = f"{counted(len(rest), 'further change')} move{'s' if len(rest) == 1 else ''} no more. " if rest else ""
    return (
        Heading(f"Changed since {since}: is each meant?"),
        *_together(found),
        Listing(tuple(map(wording.line, found.entries[:MOST]))),
        *((Prose(f"{more}`{command}` shows all."),) if rest or found.by_section else ()),
        Tables((_table(found, wording),)),
    )


def not_compared(earlier: Earlier, reason: str) -> tuple[Block, ...]:
    """Return the block that says why changes since an earlier version aren't listed."""
    return (Prose(f"Changes since {version(earlier)} aren't listed: {reason}."),)


def version(earlier: Earlier) -> str:
    """Return the name of an earlier version in words.

    >>> version(Earlier("HEAD:plan.yaml", commit="a1b2c3d", day="2026-11-28")), version(Earlier("old.yaml"))
    ('the version of 28 November 2026 (a1b2c3d)', 'old.yaml')
    """
    return f"the version of {day_in_words(earlier.day)} ({earlier.commit})" if earlier.commit else earlier.name


def _together(found: OneByOne) -> Iterator[Block]:
    """Yield what all changes together do to the gap, if there are several."""
    if len(found.entries) < SEVERAL:
        return
    gap = np.sum([entry.gap for entry in found.entries], axis=0)
    gap[np.abs(gap) <= LEAST / UNITS[found.difference.new.unit]] = 0.0
    moves = movements(gap, found.difference.years, found.difference.new.unit, ("raise", "lower"))
    yield Prose(f"Together they {joined(moves) or 'leave the gap as it is'}.")


def _table(found: OneByOne, wording: "_Wording") -> Table:
    """Return what each change moves the gap of each year, for programs."""
    plan, years = found.difference.new, found.difference.years
    rows = tuple(
        Row(each.id, wording.inputs(each), tuple(map(float, each.gap)), signed=True, for_machines=True)
        for each in found.entries
    )
    return Table(NAME, TITLE, plan.name, plan.unit, tuple(Column(year, year) for year in years), rows)


class _Wording:
    """Words for the changes between two versions of a plan."""

    def __init__(self, found: OneByOne, old: ReadPlan, new: ReadPlan) -> None:
        self.years, self.unit = found.difference.years, found.difference.new.unit
        self.old, self.new = old, new
        self.swaps = swapped(found.entries)

    def line(self, entry: Entry) -> str:
        """Return the changes of an entry, their places, the slip that they look like, and what they move."""
        slip = self._slip(entry)
        return f"{self.inputs(entry)}{f', {slip}' if slip else ''}: {self._moves(entry)}.{_traces(entry)}"

    def _slip(self, entry: Entry) -> str:
        if entry.twin:
            return f"the same as {entry.twin} but for its name"
        if entry.id in self.swaps:
            return f"the same as {self.swaps[entry.id]} had, and the other way round"
        return likely_slip(entry.values)

    def inputs(self, entry: Entry) -> str:
        """Return the changes of an entry and their places."""
        if entry.renamed:
            at = self.new.document.place((entry.renamed.section, entry.renamed.new), of_key=True)
            return f"{entry.label}, name: {entry.renamed.old} → {entry.renamed.new} ({line_of(at)})"
        if entry.items > 1 and len(entry.changes) > FEW:
            return f"{entry.label}, {len(entry.changes)} inputs"
        changes = entry.values or entry.changes
        shown = changes[:FEW]
        known = ["", *(change.label for change in shown)]
        words = "; ".join(_words(change, before) for change, before in zip(shown, known, strict=False))
        more = f"; and {len(changes) - FEW} more" if len(changes) > FEW else ""
        return f"{words}{more} ({_lines([self._place(change) for change in shown])})"

    def _place(self, change: Change) -> tuple[str, Place]:
        """Return the place of a change: in the new version, or in the old one if the new one lacks it."""
        if len(change.path) == WHOLE_ITEM and change.new == NONE:
            place = self.old.document.place(change.path)
            return "was ", replace(place, file=place.file.rpartition(":")[2])
        return "", self.new.document.place(change.path)

    def _moves(self, entry: Entry) -> str:
        gap, others = list(self._gap(entry)), [self._transfer(each) for each in entry.transfers]
        if gap:
            return joined([*gap, *others])
        return f"leaves the gap as it is, but {joined(others)}" if others else UNMOVED

    def _gap(self, entry: Entry) -> list[str]:
        """Return the largest rise of the gap and its largest fall, the larger one first."""
        return movements(entry.gap, self.years, self.unit, ("raises", "lowers"))

    def _transfer(self, moved: Transfer) -> str:
        units = in_figures(float(f"{moved.amount:.{DIGITS}g}"))
        amount = f"{units} {moved.unit}" if moved.unit else in_money(moved.amount, self.unit)
        if not moved.of:
            verb, preposition = ("adds", "to") if moved.targets else ("takes", "off")
            return f"{verb} {amount} in {moved.year} {preposition} {_parts(moved.targets or moved.sources)}"
        ends = f"from {_parts(moved.sources)} to {_parts(moved.targets)}"
        return f"shifts {amount} of {moved.of} {ends} in {moved.year}"


def _parts(names: Sequence[str]) -> str:
    """Return the names of parts; of many the largest, and the number of the others.

    >>> _parts(["North", "West"]), _parts(["North", "West", "South", "East"])
    ('North and West', 'North, West and 2 others')
    """
    return joined(names if len(names) <= NAMED + 1 else [*names[:NAMED], f"{len(names) - NAMED} others"])


def _words(change: Change, before: str) -> str:
    """Return a change with short values, without what its label has in common with the one before it."""
    old, new = (shorten(value, LONGEST, placeholder=" …") for value in (change.old, change.new))
    if len(change.path) == WHOLE_ITEM and NONE in (change.old, change.new):
        return f"{change.label} (new): {new}" if change.old == NONE else f"{change.label} (dropped): {old}"
    parts, known = change.label.split(", "), before.split(", ")
    own = next((n for n, pair in enumerate(zip(parts, known, strict=False)) if pair[0] != pair[1]), len(parts) - 1)
    return f"{', '.join(parts[own:])}: {old} → {new}"


def _lines(places: Sequence[tuple[str, Place]]) -> str:
    """Return places in short: the file of the first, and the line of each that is in this file."""
    (was, first), *others = places
    alike = (each for word, each in others if (word, each.file) == (was, first.file) and each.line != first.line)
    return ", ".join([f"{was}{line_of(first)}", *dict.fromkeys(str(each.line) for each in alike)])


def _traces(entry: Entry) -> str:
    """Return sentences on the words of an item whose values changed: those that stayed, and those that changed too."""
    stayed, changed = (
        [WORDS.get(key, key) for key in keys] for keys in (entry.same, entry.words if entry.values else ())
    )
    have = "has" if len(stayed) == 1 else "have"
    unchanged = f" Its {joined(stayed)} {have} not changed." if stayed else ""
    return f"{unchanged} Its {joined(changed)} changed too." if changed else unchanged
