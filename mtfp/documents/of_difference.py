"""Make the document of `mtfp diff`: the movement of the gap, and every input that changed with both its places."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from mtfp.analysis.plan_difference import PlanDifference
from mtfp.documents.blocks import Block, Findings, Heading, Listing, Manifest, Prose, Tables
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.findings.finding import Finding, in_order
from mtfp.findings.place import Document as PlanDocument
from mtfp.findings.place import Place
from mtfp.reading.plan import ReadPlan
from mtfp.results.table import Table
from mtfp.scenarios.changes import Change
from mtfp.scenarios.words import NONE
from mtfp.views.compared.movement import movement_in_words

WHOLE_ITEM = 2
"""Number of steps in the path of a whole item of the plan."""


def moved(
    difference: PlanDifference,
    old: ReadPlan,
    new: ReadPlan,
    tables: Iterable[Table],
    warnings: Iterable[Finding] = (),
    *,
    opening: bool = True,
) -> Document:
    """Return the document of the difference between two versions of a plan."""
    found = Findings(tuple((difference.new.name, finding) for finding in in_order(warnings)))
    first = (Prose(movement_in_words(difference)),) if opening else ()
    blocks = (*first, Tables(tuple(tables)), *_inputs(difference, old, new), found, _manifest(difference))
    return Document(f"{difference.new.name}: what changed between two plans", blocks)


def _manifest(difference: PlanDifference) -> Manifest:
    return manifest_of(difference.new, [], {"case": "difference", "old_digest": difference.old.digest()})


def _inputs(difference: PlanDifference, old: ReadPlan, new: ReadPlan) -> Iterator[Block]:
    """Yield the inputs that changed, by group of changes; those that change no figure by themselves come last."""
    groups: dict[int | None, list[str]] = {number: [] for number in (*range(len(difference.players)), None)}
    for change in difference.changes_that_count:
        groups[difference.player_of(change)].append(_line(change, old.document, new.document))
    yield Heading("Inputs that changed" if difference.changes else "No input changed")
    if difference.rolls_forward:
        yield Prose(f"Values of years up to {difference.new.base_year} are left out: its budgets hold them.")
    for number, lines in groups.items():
        if lines:
            yield Prose(f"{'Other inputs' if number is None else difference.players[number].label}:")
            yield Listing(tuple(lines))


def _line(change: Change, old: PlanDocument, new: PlanDocument) -> str:
    """Return a change in words, with its places in both plans."""
    before, after = (line_of(document.place(change.path)) for document in (old, new))
    if len(change.path) == WHOLE_ITEM and change.old == NONE:
        return f"{change.label} (new): {change.new} ({after})"
    if len(change.path) == WHOLE_ITEM and change.new == NONE:
        return f"{change.label} (dropped): {change.old} ({before})"
    return f"{change} ({before} → {after})"


def line_of(place: Place) -> str:
    """Return a place in short: the name of its file, with the git revision if there is one, and the line.

    >>> line_of(Place("plans/2026/plan.yaml", 41, 9)), line_of(Place("HEAD~1:plan.yaml", 3, 1))
    ('plan.yaml:41', 'HEAD~1:plan.yaml:3')
    """
    file = place.file if ":" in place.file else PurePosixPath(place.file).name
    return f"{file}:{place.line}" if place.line else file
