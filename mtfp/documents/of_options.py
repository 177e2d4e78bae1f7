"""Make the document of `mtfp options`: the answer in words, the packages, swaps, the picture, and every option."""

from collections.abc import Iterator, Sequence

from mtfp.analysis.options.search import Found
from mtfp.documents.blocks import Block, Findings, Heading, Listing, Manifest, Prose, Tables
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.findings.finding import Finding, in_order
from mtfp.reading.scenario import ScenarioPlan
from mtfp.results.table import Table
from mtfp.views.options.in_words import about_in_words, answer_in_words, members_in_words
from mtfp.views.options.other_packages import others_in_words, swaps_in_words
from mtfp.views.options.tables import options_tables


def of_options(
    found: Found,
    scenario: ScenarioPlan | None = None,
    warnings: Sequence[Finding] = (),
    tables: Sequence[Table] | None = None,
    *,
    in_words: bool = True,
) -> Document:
    """Return the document of an answer about options, with all its tables or the chosen ones."""
    chosen = options_tables(found) if tables is None else tuple(tables)
    blocks = tuple(_in_words(found, chosen)) if in_words else (Tables(chosen),)
    name = found.question.plan.name
    every = Findings(tuple((name, finding) for finding in in_order([*warnings, *found.question.options.warnings])))
    return Document(f"{name}: which options", (*blocks, every, _manifest(found, scenario)))


def _in_words(found: Found, tables: tuple[Table, ...]) -> Iterator[Block]:
    yield from (Prose(text) for text in answer_in_words(found))
    yield from _listed("Options of the package", members_in_words(found))
    yield from (Prose(text) for text in about_in_words(found))
    yield from _listed("Other packages", others_in_words(found))
    yield Tables(tables[:1])
    yield from _listed("Swaps: what could replace a part of package 1", swaps_in_words(found))
    yield Tables(tables[1:])


def _listed(title: str, lines: Iterator[str]) -> tuple[Block, ...]:
    items = tuple(lines)
    return (Heading(title), Listing(items)) if items else ()


def _manifest(found: Found, scenario: ScenarioPlan | None) -> Manifest:
    question = found.question
    drawn = {
        "case": "options",
        "draws": question.search.draws,
        "seed": question.search.seed,
        "seed_of_trials": question.fresh.seed,
        "target": question.target.in_words,
        "confidence": question.at,
        "must": sorted(question.must),
        "without": sorted(question.without),
        "packages": [sorted(trial.package) for trial in found.packages],
        "packages_tried": found.tries,
    }
    return manifest_of(question.plan, [scenario] if scenario else [], drawn)
