"""Sections of a paper behind page one: what a reader checks, each as a heading, sentences, charts and tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mtfp.analysis.moves.each import each_alone
from mtfp.analysis.moves.usual import usual_moves
from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.charts import charts_of_closing, charts_of_cost, charts_of_people, charts_of_scenarios
from mtfp.documents.charts.charts_of_sensitivity import tornado_of_each
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.paper.charts import ladder
from mtfp.documents.story import listed_changes
from mtfp.results.checks import verdicts
from mtfp.results.figures import figure_named
from mtfp.results.table import Table
from mtfp.views.compared.levers import levers
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.paper.behind.drives import what_drives
from mtfp.views.paper.behind.glossary import GLOSSARY
from mtfp.views.paper.behind.middle import plan_and_middle
from mtfp.views.paper.behind.one_off import one_off_money
from mtfp.views.paper.behind.outlook import outlook
from mtfp.views.paper.behind.side_by_side import scenarios_side_by_side
from mtfp.views.paper.behind.uplifts import growth_of_payments
from mtfp.views.paper.case import Case, Evidence
from mtfp.views.paper.met import gaps_and_surpluses
from mtfp.views.paper.no_action import no_further_action, title_of_no_action
from mtfp.views.paper.paying import agreed_in_words, partners_in_all
from mtfp.views.paper.people import fallen_after_inflation, people_and_units
from mtfp.views.plan.closing.scheme_in_words import title, words_of
from mtfp.views.plan.tables import TABLES
from mtfp.views.sensitivity.each import SHOWN, each

FULL = (
    "statement",
    "lines",
    "funding",
    "pressures",
    "commitments",
    "assumptions",
    "risks",
    "directions",
    "comparators",
)
"""Tables of `project` at the end of a paper, for checking."""
OF_FINANCE = ("bridge", "gap_bridge", "partners", "activity", "moves", "settings", "localities", "demand", "hosted")
"""Tables of `project` that a finance paper has too."""
CHANGES_NOTHING = "This scenario changes nothing in this plan."
OF_COMMANDS = re.compile(r"[^.]*`--[^.]*\.\s*")
"""Sentence of a note that names an option of the command line, which readers of a paper don't have."""


def drives_section(evidence: Evidence) -> Iterator[Block]:
    """Yield what makes cost rise, what each small change costs, and why futures differ from the plan."""
    base = evidence.base
    yield Heading("What drives it")
    yield from _charts(charts_of_cost.causes(base.projection), charts_of_cost.cost_and_funding(base.projection))
    yield Prose(" ".join(what_drives(base.projection)))
    yield Heading("What a small change costs", 3)
    alone = each_alone(base.plan, tuple(usual_moves(base.plan)), figure_named("gap"), base.plan.timeline.last)
    yield from _charts(tornado_of_each(alone))
    yield _tables(each(alone, SHOWN))
    if evidence.average:
        yield Heading("Why futures differ from the plan", 3)
        yield _tables(plan_and_middle(evidence.average, base.plan))


def no_action_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the table of the plan with no further action."""
    table = no_further_action(evidence)
    if table and evidence.no_action:
        yield Heading(title_of_no_action(evidence.no_action))
        yield _tables(table)


def scenarios_section(evidence: Evidence, *, of_partners: bool = True) -> Iterator[Block]:
    """Yield the scenarios side by side, and for each scenario its story, its changes and what its levers do.

    of_partners : False leaves out what each partner pays
    """
    if not evidence.scenarios:
        return
    yield Heading("The scenarios side by side")
    yield from _charts(ladder(evidence))
    yield _tables(scenarios_side_by_side(evidence, of_partners=of_partners))
    runs = [ScenarioRun(c.name, c.label, c.projection, levers=c.levers) for c in (evidence.base, *evidence.scenarios)]
    for case, run in zip(evidence.scenarios, runs[1:], strict=True):
        yield from _story(case)
        yield from _charts(charts_of_scenarios.levers(run))
    of_levers = levers(runs)
    if of_levers.rows and of_partners:
        yield _tables(of_levers)


def _story(case: Case) -> Iterator[Block]:
    assert case.changed is not None
    yield Heading(case.label, 3)
    if case.changed.narrative:
        yield Prose(case.changed.narrative)
    if not case.changed.changes:
        yield Prose(CHANGES_NOTHING)
        return
    yield Prose("What would have to be true:")
    yield from listed_changes(case.changed.changes, case.changed.plan)


def outlook_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the best case, the plan, the worst case and the range of the draws."""
    table = outlook(evidence)
    if table:
        yield Heading("Best, plan and worst")
        yield _tables(table)


def paying_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the scheme in words, each partner's payments, and reserves against their policy."""
    base = evidence.base
    yield Heading("Who pays")
    yield from _charts(charts_of_closing.who_pays(base.projection), charts_of_closing.reserves(base.projection))
    if steps := base.plan.scheme.order:
        yield Prose("The scheme closes a gap in this order:")
        yield Listing(tuple(f"{title(key)}: {words_of(key, step, base.plan)}" for key, step in steps.items()))
    yield Prose(agreed_in_words(base.plan))
    yield _tables(
        partners_in_all(evidence),
        gaps_and_surpluses(base),
        growth_of_payments(base),
        *(_table(base, name) for name in ("scheme", "reserves", "agreed")),
    )


def programme_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the savings programme and its impact assessments."""
    yield Heading("Savings")
    yield _tables(*(_table(evidence.base, name) for name in ("savings", "impact_assessments")))


def savings_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the savings programme, its assessments, and the one-off money that closes the gap."""
    base = evidence.base
    yield Heading("Savings")
    yield from _charts(charts_of_closing.closing(base.projection))
    yield Prose(" ".join(one_off_money(base)))
    yield _tables(*(_table(base, name) for name in ("savings", "impact_assessments", "mix")))


def people_section(evidence: Evidence) -> Iterator[Block]:
    """Yield units of care today, needed and provided, the balance of care, and the effect of vacancies."""
    base = evidence.base
    yield Heading("People and places")
    yield from _charts(charts_of_people.population(base.projection), charts_of_people.balance_of_care(base.projection))
    yield _tables(people_and_units(base))
    if fallen := fallen_after_inflation(base.projection):
        yield Prose("After inflation, less is spent in the last year than today on:")
        yield Listing(tuple(f"{label}: {share:.1%} less" for label, share in fallen.items()))
    yield _tables(_table(base, "vacancies"))


def checking_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the plan's own checks, the full tables, and the terms that this paper uses."""
    yield Heading("For checking")
    if found := verdicts(evidence.base.projection):
        yield Prose("The plan's own checks:")
        yield Listing(tuple(f"{'Holds' if each.holds else 'FAILS'}: {each}" for each in found))
    yield _tables(*(_table(evidence.base, name) for name in FULL))
    yield from terms_section(evidence)


def every_table_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the tables of the plan that no other section has."""
    yield Heading("More tables for finance officers")
    yield _tables(*(_table(evidence.base, name) for name in OF_FINANCE))


def terms_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the terms of this paper in plain words."""
    yield Heading("Terms", 3)
    yield Listing(tuple(f"{term}: {meaning}" for term, meaning in GLOSSARY.items()))


def _table(case: Case, name: str) -> Table:
    return TABLES[name](case.projection, case.name)


def _tables(*tables: Table) -> Tables:
    """Return tables that have rows, without the sentences that name options of the command line."""
    return Tables(tuple(replace(each, notes=tuple(_notes(each.notes))) for each in tables if each.rows))


def _notes(notes: Iterable[str]) -> Iterator[str]:
    return (kept for note in notes if (kept := OF_COMMANDS.sub("", note).strip()))


def _charts(*charts: AnyChart | None) -> Iterator[AnyChart]:
    return (chart for chart in charts if chart)
