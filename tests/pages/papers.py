"""Documents that pages are tried with: real, hostile, wide, and with every block of a paper."""

from collections.abc import Callable

import real
from every_block import HOSTILE, every_block
from tables import comparison, statement

from mtfp.documents.blocks import Heading, KeyFigure, KeyFigures, Listing, Manifest, Notice, Prose, Sources, Tables
from mtfp.documents.document import Document
from mtfp.results.table import Column, Row, Table

SCENARIOS = 12


def hostile() -> Document:
    blocks = tuple(block for text in HOSTILE for block in every_block(text).blocks)
    return Document(HOSTILE[0], blocks)


def wide() -> Document:
    """Ten years, and more scenarios with long names than fit any page."""
    columns = tuple(
        Column(f"Scenario {number}: prevention and early intervention", "2035/36", f"s{number}")
        for number in range(SCENARIOS)
    )
    rows = tuple(
        Row(
            f"row{number}",
            f"Additional contributions of partner {number}",
            tuple(1_000.0 * at + number for at in range(SCENARIOS)),
            strong=number % 4 == 0,
            depth=number % 3,
        )
        for number in range(12)
    )
    table = Table("scenarios", "Twelve scenarios in 2035/36", "glenshire", "£k", columns, rows)
    return Document("A plan of ten years", (Tables((statement(11, scale=18), table)),))


def paper() -> Document:
    """Blocks of a board's paper."""
    figures = (
        KeyFigure(
            "gap", "Gap in 2028/29", "£3.0 million", 3_012.4, "Between £1.2 million and £4.8 million in 8 of 10 draws"
        ),
        KeyFigure("p_gap", "Chance of a gap", "81 in 100", 0.81, "Very likely", unit="share"),
        KeyFigure("reserves", "Reserves above their minimum", "£1.6 million", 1_600.0),
        KeyFigure("council", "The council would have to find", "£451,000", 451.0),
    )
    blocks = (
        Notice("Draft, not approved"),
        Heading("How big is the gap?"),
        Prose("The plan has a gap of £3.0 million in 2028/29; `mtfp project` shows it."),
        KeyFigures("key_figures", "Key figures", "glenshire", "£k", figures),
        Heading("What are we asked to decide?"),
        Listing(("Whether to step down.", "Whether to ask the partners.")),
        Heading("For checking"),
        Heading("The scenarios", 3),
        Tables((comparison(),)),
        Heading("The plan", 3),
        Tables((statement(6),)),
        Sources(("National Records of Scotland, 2026",)),
        Manifest(
            {"plan": "Glenshire Integration Joint Board"},
            "mtfp, central case",
            "Open Government Licence",
            "Illustrative",
        ),
    )
    return Document("Glenshire Integration Joint Board: the plan to 2030/31", blocks)


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "project": lambda: real.document("projected"),
    "simulate": lambda: real.document("simulated"),
    "hostile": hostile,
    "wide": wide,
    "paper": paper,
}
"""Documents by the name of their page."""
