"""Readers of a paper: for each, the title and the order of sections. One document each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from mtfp.documents.blocks import Block
from mtfp.documents.paper import sections
from mtfp.documents.paper.consulting import respond_section
from mtfp.documents.paper.governance import decisions_section, log_section, statement_section
from mtfp.views.paper.case import Evidence

Section = Callable[[Evidence], Iterator[Block]]


@dataclass(frozen=True)
class Audience:
    """Readers of a paper. `of_partners`: False leaves out the arithmetic between the partners."""

    title: str
    sections: tuple[Section, ...]
    of_partners: bool = True
    of_warnings: bool = True
    """False leaves out the warnings about the plan's file, which only its authors can use."""
    asks_for_decisions: bool = False
    """True if a paper without decisions is likely a slip."""
    asks_for_responses: bool = False
    """True if a paper that doesn't say how to respond is likely a slip."""


BOARD = Audience(
    "board paper",
    (
        sections.drives_section,
        sections.no_action_section,
        sections.scenarios_section,
        sections.outlook_section,
        sections.paying_section,
        sections.savings_section,
        sections.people_section,
        decisions_section,
        statement_section,
        sections.checking_section,
        log_section,
    ),
    asks_for_decisions=True,
)
PLANNING_GROUP = Audience(
    "paper for the planning group",
    (
        sections.scenarios_section,
        sections.people_section,
        sections.no_action_section,
        sections.drives_section,
        sections.savings_section,
        decisions_section,
        sections.terms_section,
    ),
    of_warnings=False,
)
FINANCE = Audience(
    "finance paper",
    (
        sections.drives_section,
        sections.paying_section,
        sections.savings_section,
        sections.no_action_section,
        sections.outlook_section,
        sections.scenarios_section,
        sections.people_section,
        decisions_section,
        statement_section,
        sections.checking_section,
        sections.every_table_section,
        log_section,
    ),
)
CONSULTATION = Audience(
    "consultation paper",
    (
        sections.people_section,
        partial(sections.scenarios_section, of_partners=False),
        sections.drives_section,
        sections.programme_section,
        respond_section,
        sections.terms_section,
    ),
    of_partners=False,
    of_warnings=False,
    asks_for_responses=True,
)
AUDIENCES = {"board": BOARD, "planning-group": PLANNING_GROUP, "finance": FINANCE, "consultation": CONSULTATION}
"""Audiences by their names on the command line."""
