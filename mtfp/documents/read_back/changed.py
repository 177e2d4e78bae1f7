"""Inputs that changed since an earlier version of the plan, with what each moves, for the read-back."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

import numpy as np

from mtfp.analysis.one_by_one.entries import Entry, OneByOne
from mtfp.analysis.one_by_one.transfers import Transfer, peak
from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.of_difference import WHOLE_ITEM, line_of
from mtfp.documents.read_back.likely_slips import likely_slip
from mtfp.documents.read_back.phrases import joined
from mtfp.findings.place import Place
from mtfp.findings.short import counted
from mtfp.model.base.money_in_words import in_money
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
FEW = 4
"""Most changes of one item that are shown."""
WORDS = {"reviewed": "date of review"}
"""Words in place of keys."""
NAMED = 2
"""Most parts of a whole that are named, where there are more than one more."""
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

    def line(self, entry: Entry) -> str:
        """Return the changes of an entry, their places, the slip that they look like, and what they move."""
        slip = f"the same as {entry.twin} but for its name" if entry.twin else likely_slip(entry.values)
        return f"{self.inputs(entry)}{f', {slip}' if slip else ''}: {self._moves(entry)}.{_traces(entry)}"

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

    def _place(self, change: Change) -> Place:
        """Return the place of a change: in the new version, or in the old one if the new one lacks it."""
        dropped = len(change.path) == WHOLE_ITEM and change.new == NONE
        return (self.old if dropped else self.new).document.place(change.path)

    def _moves(self, entry: Entry) -> str:
        gap, others = list(self._gap(entry)), [self._transfer(each) for each in entry.transfers]
        if gap:
            return joined([*gap, *others])
        if not others:
            return "moves no figure of the central case"
        return f"moves no gap, but {joined(others).removeprefix('moves ')}"

    def _gap(self, entry: Entry) -> Iterator[str]:
        """Yield the largest rise of the gap and its largest fall, the larger one first."""
        rise, fall = peak(entry.gap), peak(-entry.gap)
        ends = [
            (at, verb) for at, verb, sign in ((rise, "raises", 1), (fall, "lowers", -1)) if sign * entry.gap[at] > 0
        ]
        for at, verb in sorted(ends, key=lambda end: -abs(entry.gap[end[0]])):
            amount = in_money(abs(entry.gap[at]), self.unit)
            alike = np.sign(entry.gap) == np.sign(entry.gap[at])
            when = f"by up to {amount} (in {self.years[at]})" if alike.sum() > 1 else f"of {self.years[at]} by {amount}"
            yield f"{verb} the gap {when}"

    def _transfer(self, moved: Transfer) -> str:
        amount = in_money(moved.amount, self.unit)
        if not moved.of:
            verb, preposition = ("adds", "to") if moved.targets else ("takes", "off")
            return f"{verb} {amount} in {moved.year} {preposition} {_parts(moved.targets or moved.sources)}"
        ends = f"from {_parts(moved.sources)} to {_parts(moved.targets)}"
        return f"moves {amount} of {moved.of} in {moved.year} {ends}"


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


def _lines(places: Sequence[Place]) -> str:
    """Return places in short: the file of the first, and the line of each that is in this file."""
    first, *others = places
    lines = dict.fromkeys(str(each.line) for each in others if each.file == first.file and each.line != first.line)
    return ", ".join([line_of(first), *lines])


def _traces(entry: Entry) -> str:
    """Return sentences on the words of an item whose values changed: those that stayed, and those that changed too."""
    stayed, changed = (
        [WORDS.get(key, key) for key in keys] for keys in (entry.same, entry.words if entry.values else ())
    )
    as_before = f" Its {joined(stayed)} {'is' if len(stayed) == 1 else 'are'} as before." if stayed else ""
    return f"{as_before} Its {joined(changed)} changed too." if changed else as_before
