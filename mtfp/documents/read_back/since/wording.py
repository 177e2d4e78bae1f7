"""Words for a changed item: its old and new values, their places, the slip that they look like, and what they move."""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from mtfp.analysis.one_by_one.entries import Entry
from mtfp.analysis.one_by_one.movement import Transfer
from mtfp.documents.of_difference import WHOLE_ITEM, line_of
from mtfp.documents.read_back.phrases import joined
from mtfp.documents.read_back.since.likely_slips import likely_slip, swapped
from mtfp.documents.read_back.since.movements import movements
from mtfp.findings.place import Document, Place
from mtfp.model.base.money_in_words import in_money
from mtfp.model.consistency.scale.likely import in_figures
from mtfp.model.plan import Plan
from mtfp.scenarios.changes import Change
from mtfp.scenarios.words import NONE

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


class Wording:
    """Words for the changes between two versions of a file, by what they move in the years of a plan."""

    def __init__(
        self, entries: Sequence[Entry], plan: Plan, years: Sequence[str], old: Document, new: Document
    ) -> None:
        self.years, self.unit = years, plan.unit
        self.old, self.new = old, new
        self.swaps = swapped(entries)

    def line(self, entry: Entry, *, moves: bool = True) -> str:
        """Return the changes of an entry, their places, the slip that they look like, and what they move if known."""
        slip = self._slip(entry)
        moved = f": {self._moves(entry)}" if moves else ""
        return f"{self.inputs(entry)}{f', {slip}' if slip else ''}{moved}.{_traces(entry)}"

    def _slip(self, entry: Entry) -> str:
        if entry.twin:
            return f"the same as {entry.twin} but for its name"
        if entry.id in self.swaps:
            return f"the same as {self.swaps[entry.id]} had, and the other way round"
        return likely_slip(entry.values)

    def inputs(self, entry: Entry) -> str:
        """Return the changes of an entry and their places."""
        if entry.renamed:
            at = self.new.place((entry.renamed.section, entry.renamed.new), of_key=True)
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
            place = self.old.place(change.path)
            return "was ", replace(place, file=place.file.rpartition(":")[2])
        return "", self.new.place(change.path)

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
