"""Inputs that changed since an earlier version of the plan, with what each moves, for the read-back."""

from collections.abc import Iterator, Sequence

import numpy as np

from mtfp.analysis.one_by_one.entries import LEAST, Entry, OneByOne
from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.read_back.phrases import joined
from mtfp.documents.read_back.since.movements import movements
from mtfp.documents.read_back.since.wording import Wording
from mtfp.findings.short import counted
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan
from mtfp.reading.versions.committed import Version
from mtfp.results.table import Column, Row, Table
from mtfp.views.plan.registers.words import day_in_words

NAME, TITLE = "changed", "Movement of the gap by each change since the earlier version"
"""Name and title of the table."""
MOST = 20
"""Most changed items of which people read each."""
SEVERAL = 2
"""Fewest changed items of which people read what they do together."""


def changed_since(earlier: Version, found: OneByOne, old: ReadPlan, new: ReadPlan, command: str) -> tuple[Block, ...]:
    """Return the blocks that ask of each change since an earlier version if it is meant, the largest first.

    `command` shows every change, and both places of each.
    """
    since, (plan, years) = version(earlier), (found.difference.new, found.difference.years)
    if not found.entries:
        return (Prose(f"No input changed since {since}."),)
    wording = Wording(found.entries, plan, years, old.document, new.document)
    rest = found.entries[MOST:]
    more = f"{counted(len(rest), 'further change')} move{'s' if len(rest) == 1 else ''} no more. " if rest else ""
    return (
        Heading(f"Changed since {since}: is each meant?"),
        *together(found.entries, np.sum([entry.gap for entry in found.entries], axis=0), years, plan.unit),
        Listing(tuple(map(wording.line, found.entries[:MOST]))),
        *((Prose(f"{more}`{command}` shows all."),) if rest or found.by_section else ()),
        Tables((movements_table(found.entries, plan, years, wording),)),
    )


def not_compared(earlier: Version, reason: str, of: str = "") -> tuple[Block, ...]:
    """Return the block that says why changes since an earlier version aren't listed; `of` is what else than a plan."""
    return (Prose(f"Changes {of}since {version(earlier)} aren't listed: {reason}."),)


def version(earlier: Version) -> str:
    """Return the name of an earlier version in words.

    >>> version(Version("HEAD:plan.yaml", commit="a1b2c3d", day="2026-11-28")), version(Version("old.yaml"))
    ('the version of 28 November 2026 (a1b2c3d)', 'old.yaml')
    """
    return f"the version of {day_in_words(earlier.day)} ({earlier.commit})" if earlier.commit else earlier.name


def together(entries: Sequence[Entry], gap: Array, years: Sequence[str], unit: str) -> Iterator[Block]:
    """Yield what all changes together do to the gap, if there are several."""
    if len(entries) < SEVERAL:
        return
    moves = movements(np.where(np.abs(gap) <= LEAST / UNITS[unit], 0.0, gap), years, unit, ("raise", "lower"))
    yield Prose(f"Together they {joined(moves) or 'leave the gap as it is'}.")


def movements_table(
    entries: Sequence[Entry], plan: Plan, years: Sequence[str], wording: Wording, scenario: str = "base"
) -> Table:
    """Return what each change moves the gap of each year, for programs."""
    rows = tuple(
        Row(each.id, wording.inputs(each), tuple(map(float, each.gap)), signed=True, for_machines=True)
        for each in entries
    )
    columns = tuple(Column(year, year, scenario=scenario) for year in years)
    return Table(NAME, TITLE, plan.name, plan.unit, columns, rows)
