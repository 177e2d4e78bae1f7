"""Sections of a paper behind page one: what a reader checks, each as a heading, sentences, charts and tables."""

from collections.abc import Iterator

from mtfp.analysis.moves.each import each_alone
from mtfp.analysis.moves.usual import usual_moves
from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.story import listed_changes
from mtfp.results.figures import figure_named
from mtfp.results.table import Table
from mtfp.views.compared.levers import levers
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.paper.case import Case, Evidence
from mtfp.views.paper.drives import title_of_causes, what_drives
from mtfp.views.paper.glossary import GLOSSARY
from mtfp.views.paper.middle import plan_and_middle
from mtfp.views.paper.no_action import no_further_action
from mtfp.views.paper.outlook import outlook
from mtfp.views.paper.paying import partners_in_all
from mtfp.views.paper.people import people_and_units
from mtfp.views.paper.side_by_side import scenarios_side_by_side
from mtfp.views.plan.closing.scheme_in_words import first_upper, title, words_of
from mtfp.views.plan.tables import TABLES
from mtfp.views.sensitivity.each import SHOWN, each

FULL = ("statement", "lines", "funding", "pressures", "savings", "commitments", "assumptions", "risks")
"""Tables of `project` at the end of a paper, for checking."""


def people_section(evidence: Evidence) -> Iterator[Block]:
    """Yield units of care today, needed and provided, and the plan with vacancies filled."""
    yield Heading("What changes for people")
    yield Tables((people_and_units(evidence.base), _table(evidence.base, "vacancies")))


def drives_section(evidence: Evidence) -> Iterator[Block]:
    """Yield what makes cost rise, what each small change costs, and why futures differ from the plan."""
    base = evidence.base
    yield Heading(title_of_causes(base.projection))
    yield Prose(" ".join(what_drives(base.projection)))
    yield Heading("What a small change costs", 3)
    gap, last = figure_named("gap"), base.plan.timeline.last
    alone = each_alone(base.plan, tuple(usual_moves(base.plan)), gap, last)
    yield Tables((each(alone, SHOWN),))
    if evidence.average:
        yield Heading("Why futures differ from the plan", 3)
        yield Tables((plan_and_middle(evidence.average, base.plan),))


def no_action_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the plan with no further action by year."""
    table = no_further_action(evidence)
    if table:
        yield Heading("With no further action")
        yield Tables((table,))


def scenarios_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the scenarios side by side, the outlook, and for each scenario its story and its changes."""
    if not evidence.scenarios:
        return
    yield Heading("The scenarios side by side")
    yield Tables((scenarios_side_by_side(evidence),))
    for case in evidence.scenarios:
        yield from _story(case)
    runs = [ScenarioRun(c.name, c.label, c.projection, levers=c.levers) for c in (evidence.base, *evidence.scenarios)]
    of_levers = levers(runs)
    if of_levers.rows:
        yield Heading("What each lever did", 3)
        yield Tables((of_levers,))


def outlook_section(evidence: Evidence) -> Iterator[Block]:
    """Yield best, likely and worst beside the range of the draws."""
    table = outlook(evidence)
    if table:
        yield Heading("Best, likely and worst")
        yield Tables((table,))


def _story(case: Case) -> Iterator[Block]:
    assert case.changed is not None
    yield Heading(case.label, 3)
    if case.changed.narrative:
        yield Prose(case.changed.narrative)
    yield Prose("What would have to be true:")
    yield from listed_changes(case.changed.changes, case.changed.plan)


def paying_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the scheme in words, each partner's payments, and reserves against their policy."""
    base = evidence.base
    yield Heading("Who pays")
    steps = base.plan.scheme.order
    if steps:
        yield Prose("The scheme closes a gap in this order:")
        yield Listing(tuple(f"{title(key)}: {words_of(key, step, base.plan)}" for key, step in steps.items()))
    yield Prose(_agreed(base))
    yield Tables((partners_in_all(evidence), _table(base, "scheme"), _table(base, "reserves")))


def _agreed(case: Case) -> str:
    agreed = case.plan.scheme.agreed
    if agreed is None:
        return "The scheme is not recorded as agreed."
    until = f", up to {agreed.up_to}" if agreed.up_to else ""
    return f"{first_upper(agreed.by)} agreed the scheme on {agreed.on}{until}."


def savings_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the savings programme, and the one-off money that closes the gap."""
    yield Heading("Savings")
    yield Tables((_table(evidence.base, "savings"), _table(evidence.base, "mix")))


def checking_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the full tables, and the terms that this paper uses."""
    yield Heading("For checking")
    yield Tables(tuple(_table(evidence.base, name) for name in FULL))
    yield from terms_section(evidence)


def terms_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the terms of this paper in plain words."""
    yield Heading("Terms", 3)
    yield Listing(tuple(f"{term}: {meaning}" for term, meaning in GLOSSARY.items()))


def _table(case: Case, name: str) -> Table:
    return TABLES[name](case.projection, case.name)
