"""Changes in a scenario's file since an earlier version, with what each moves, for the read-back."""

from collections.abc import Iterator

from mtfp.analysis.one_by_one.levers import LeverChanges
from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.of_difference import line_of
from mtfp.documents.read_back.since.changed import movements_table, together, version
from mtfp.documents.read_back.since.wording import Wording
from mtfp.reading.scenario import ReadScenario
from mtfp.reading.versions.committed import Version


def changed_in_scenario(
    earlier: Version, found: LeverChanges, old: ReadScenario, new: ReadScenario
) -> tuple[Block, ...]:
    """Return the blocks that ask of each change in a scenario's file if it is meant, the largest first.

    They are none if nothing but comments changed.
    """
    if not found.entries:
        return ()
    years, unit = found.plan.timeline.projected, found.plan.unit
    wording = Wording(found.entries, found.plan, years, old.document, new.document)
    whole = () if found.together is None else together(found.entries, found.together, years, unit)
    moves = (
        () if found.unknown else (movements_table(found.entries, found.plan, years, wording, new.scenario.scenario),)
    )
    return (
        Heading(f"Changed in {called(new)} since {version(earlier)}: is each meant?"),
        *_unknown(found),
        *whole,
        Listing(tuple(wording.line(each, moves=not found.unknown) for each in found.entries)),
        *((Tables(moves),) if moves else ()),
    )


def _unknown(found: LeverChanges) -> Iterator[Block]:
    """Yield the reason why it isn't known what each change moves."""
    if found.unknown:
        yield Prose(f"It isn't known what each moves: {found.unknown}.")


def new_scenario(earlier: Version, new: ReadScenario) -> tuple[Block, ...]:
    """Return the block that says that a scenario's file is newer than an earlier version."""
    where = line_of(new.document.place(()))
    return (Prose(f"T{called(new)[1:]} ({where}) is new since {version(earlier)}."),)


def called(scenario: ReadScenario) -> str:
    """Return a scenario in words, by its title."""
    return f"the scenario “{scenario.scenario.title}”"
