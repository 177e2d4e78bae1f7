"""Blocks of each document, in order; keys of the manifest; years and rows that are chosen."""

import pytest
import real

from mtfp import __version__
from mtfp.documents.blocks import Checks, Findings, Heading, Listing, Manifest, Prose, Sources, Tables
from mtfp.documents.charts.ranges import FanChart, SCurve
from mtfp.documents.checks import CheckCase, Outcome, count
from mtfp.documents.document import Document
from mtfp.documents.of_checks import checked, place_of, refused
from mtfp.documents.of_finding import explained
from mtfp.documents.of_library import bundled, of_area, shipped
from mtfp.documents.of_plan import projected
from mtfp.documents.story import changes_in_plan, scenario_in_words
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.catalogue import Example, codes, read_page
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.model.plan import Plan
from mtfp.population.areas import Area
from mtfp.reading.scenario import apply_scenarios, read_scenario
from mtfp.results.checks import verdicts
from mtfp.results.table import Column, Row, Table
from mtfp.views.choose import choose

KEYS = {
    "assumptions",
    "attribution",
    "case",
    "plan",
    "plan_digest",
    "population",
    "program",
    "scenarios",
    "version",
}


def kinds(document: Document) -> list[type]:
    return [type(block) for block in document.blocks]


def manifest(document: Document) -> Manifest:
    (found,) = (block for block in document.blocks if isinstance(block, Manifest))
    return found


def test_a_projection_is_its_tables_then_warnings_and_manifest():
    document = real.document("projected")
    assert kinds(document) == [Tables, Findings, Manifest]
    assert document.title == real.plan().name
    values = manifest(document).values
    assert set(values) == KEYS
    assert (values["program"], values["version"], values["case"]) == ("mtfp", __version__, "central")
    assert values["plan_digest"] == real.plan().digest()
    assert values["scenarios"] == []
    assert set(values["assumptions"]) == set(real.plan().assumptions)
    assert manifest(document).line == f"mtfp {__version__}, central case, plan {real.plan().digest()[:12]}"


def lines_of(changed):
    """Return each line of the changes of minimum: those that change alike share one."""
    every = [str(made.change) for made in changed.changes]
    alike = [line for line in every if "as today → 92% of today's level by 2028/29" in line]
    items = [line.partition(", service level: ")[0] for line in alike]
    shared = f"{'; '.join(items)}{alike[0].removeprefix(items[0])}"
    assert len(items) == 7
    lines = [shared if line == alike[0] else line for line in every if line not in alike[1:]]
    return tuple(line if ", change 2: " in line else line.replace(": none → ", " (new): ") for line in lines)


def test_a_scenario_is_told_after_its_tables():
    changed = apply_scenarios(real.read(), "minimum")
    document = projected(real.plan(), [], changed, ())
    tables, heading, *told, findings, last = document.blocks
    assert document.title == f"{real.plan().name}: {changed.label}"
    assert (type(tables), type(findings), type(last)) == (Tables, Findings, Manifest)
    assert heading == Heading(f"minimum: {changed.label}")
    assert told[-1] == Listing(lines_of(changed))
    assert all(isinstance(block, Prose) for block in told[:-1])
    (scenario,) = manifest(document).values["scenarios"]
    assert set(scenario) == {"name", "label", "narrative", "plan_digest", "changes"}
    assert len(scenario["changes"]) == len(changed.changes) > 0
    assert scenario["plan_digest"] != real.plan().digest()
    assert scenario["narrative"] == changed.narrative == told[0].text


def test_a_comparison_tells_each_scenario_in_the_order_given():
    document = real.document("compared")
    names = [block.text.partition(":")[0] for block in document.blocks if isinstance(block, Heading)]
    assert names == ["What breaks under each scenario", *real.SCENARIOS]
    assert kinds(document)[0] is Tables
    assert kinds(document)[-2:] == [Findings, Manifest]
    assert [each["name"] for each in manifest(document).values["scenarios"]] == list(real.SCENARIOS)


def test_a_simulation_begins_with_charts_and_says_how_it_was_drawn():
    document = real.document("simulated")
    assert kinds(document)[:6] == [Prose, FanChart, FanChart, SCurve, Tables, Prose]
    assert document.blocks[0] == Prose(
        f"A draw is one possible course of pay, prices and demand; these results come from {real.DRAWS} draws."
    )
    assert kinds(document)[-2:] == [Findings, Manifest]
    values = manifest(document).values
    assert set(values) == KEYS | {"draws", "seed", "sampler", "block", "national"}
    assert (values["case"], values["draws"]) == ("simulated", real.DRAWS)
    assert f"{real.DRAWS} draws, seed {values['seed']}" in manifest(document).line


def test_tables_of_charts_are_part_of_the_result_in_order():
    document = real.document("simulated")
    names = [table.name for table in document.tables()]
    assert names[:3] == ["gap_by_year", "gap_by_scenario", "gap_s_curve"]
    assert names[3:] == [table.name for block in document.blocks if isinstance(block, Tables) for table in block.tables]


PLAN = {
    "mtfp": 1,
    "name": "Glenshire",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "assumptions": {"pay": {"unit": "rate", "central": "10%", "source": "worked by hand"}},
    "lines": {
        "care": {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}},
    },
    "funding": {},
    "checks": [
        {"name": "no gap", "of": "gap", "at_most": 5, "in": "2026/27"},
        {"name": "some gap", "of": "gap", "at_most": 1_000},
    ],
}


def test_checks_that_fail_and_hold_are_cases_with_their_places():
    plan = Plan.model_validate(PLAN)
    found = verdicts(project(plan, central_draws(plan)))
    warning = Finding("W501", "old", Place("plan.yaml", 2))
    placed = [(verdict, Place("plan.yaml", 30 + number)) for number, verdict in enumerate(found)]
    document = checked("plan.yaml", plan, [warning], placed)
    assert kinds(document) == [
        *(Prose, Checks, Findings),
        *(Heading, Listing),  # what is assumed
        *(Heading, Prose, Listing),  # the read-back: totals,
        *(Prose, Listing),  # assumptions,
        *(Prose, Prose, Listing),  # lines, by side,
        *(Tables, Prose),  # the table for programs, and the line to sign
    ]
    _, block, findings, *_ = document.blocks
    assert [case.outcome for case in block.cases] == [Outcome.PASSED, Outcome.FAILED, Outcome.PASSED]
    assert block.summary == "1 of 2 checks hold in the central case."
    failed = block.cases[1]
    assert failed.name == "no gap"
    assert failed.place == Place("plan.yaml", 30)
    assert failed.is_wrong
    assert failed.details["bound"] == 5
    assert failed.details["value"] > 5
    assert findings.findings == ((plan.name, warning),)
    assert block.of_one_plan
    assert count(block.cases, Outcome.FAILED) == 1
    assert place_of(1) == ("checks", 1)


def test_a_plan_that_cannot_be_read_is_an_error_with_all_its_findings():
    error, warning = Finding("E203", "wrong", Place("p.yaml", 3)), Finding("W501", "old", Place("p.yaml", 4))
    document = refused("p.yaml", [error, warning])
    assert kinds(document) == [Checks, Findings]
    (case,) = document.blocks[0].cases
    assert (case.outcome, case.findings) == (Outcome.ERROR, (error,))
    assert case.message == "wrong"


def test_a_message_counts_further_findings():
    found = tuple(Finding("E203", f"{number}", Place("p.yaml", number)) for number in range(1, 4))
    case = CheckCase("p", "p.yaml", "can be read", Outcome.ERROR, found)
    assert case.message == "1 (and 2 more)"
    assert case.place == Place("p.yaml", 1)
    assert CheckCase("p", "p.yaml", "can be read", Outcome.PASSED).place == Place("p.yaml")


def test_a_scenario_in_words_begins_with_what_it_is_and_lists_its_levers():
    read = read_scenario("step-down")
    document = scenario_in_words(read)
    assert document.blocks[0] == Heading(f"step-down: {read.scenario.title}")
    (levers,) = (block for block in document.blocks if isinstance(block, Listing))
    kinds = ("service level", "move", "service level")
    told = [" ".join(lever.narrative.split()) for lever in read.scenario.levers]
    assert levers.items == tuple(
        f"{n}. {kind}: {words}" for n, (kind, words) in enumerate(zip(kinds, told, strict=True), 1)
    )
    assert document.blocks[-1] == Prose("Add a plan to see what the scenario changes in it.")


def test_changes_in_a_plan_are_listed_under_their_lever():
    changed = apply_scenarios(real.read(), "minimum")
    document = changes_in_plan(changed)
    listed = [item for block in document.blocks if isinstance(block, Listing) for item in block.items]
    assert listed == list(lines_of(changed))
    assert document.blocks[0] == Heading(f"minimum: {changed.label}")
    assert sum(isinstance(block, Prose) and block.text.startswith("Lever ") for block in document.blocks) > 0


@pytest.mark.parametrize("code", codes())
def test_an_explanation_has_all_of_its_page(code):
    page = read_page(code)
    title, *blocks = explained(page).blocks
    assert title == Heading(f"{code}: {page.title}")
    expected = []
    for section in page.sections:
        expected.append(Heading(section.heading))
        for part in section.parts:
            expected.append(Listing(part.lines, mono=True) if isinstance(part, Example) else Prose(part))
    assert blocks == expected


def test_documents_of_what_comes_with_mtfp():
    area = of_area("Shetland", [])
    assert kinds(area) == [Tables, Sources, Manifest]
    assert "attribution" in manifest(area).values
    listed = bundled([Area("S12000027", "Shetland", "council", ("S12000027",))], [])
    assert listed.blocks[2:4] == (Heading("Councils"), Listing(("S12000027  Shetland",), mono=True))
    (items,) = shipped([read_scenario("step-down"), read_scenario("high-pay")]).blocks
    assert [line.split()[0] for line in items.items] == ["step-down", "high-pay"]


COLUMNS = (Column("2026/27", "2026/27"), Column("2027/28", "2027/28"), Column("All", "all"), Column("Note"))
ROWS = (
    Row("", "Heading", (None,) * 4, strong=True),
    Row("gap", "Gap", (1.0, 2.0, 3.0, 4.0), depth=1),
    Row("", "Other heading", (None,) * 4, strong=True),
    Row("unmet", "Still unmet", (0.0, 0.0, 0.0, 0.0), depth=1, quiet=True),
)
TABLE = Table("statement", "Statement", "plan", "£k", COLUMNS, ROWS)


@pytest.mark.parametrize("name", ["unmet", "Still unmet", "still UNMET"])
def test_rows_are_chosen_by_identifier_or_label_and_shown_though_nil(name):
    (table,) = choose([TABLE], rows=[name])
    assert [row.id for row in table.rows if row.id] == ["unmet"]
    assert all(row.shows_something for row in table.rows if row.id)


@pytest.mark.parametrize("years", [["2027/28"], ["ALL", "2026/27"], []])
def test_years_are_chosen_and_what_has_no_year_stays(years):
    (table,) = choose([TABLE], years)
    wanted = {year.casefold() for year in years} or {"2026/27", "2027/28", "all"}
    assert {column.year for column in table.columns} == wanted | {""}


def test_a_table_with_nothing_left_is_left_out():
    other = Table("other", "Other", "plan", "£k", (Column("2030/31", "2030/31"),), (Row("else", "Else", (1.0,)),))
    assert [table.name for table in choose([TABLE, other], ["2030/31"], ["else"])] == ["other"]


@pytest.mark.parametrize(
    ("years", "rows", "message"),
    [
        (["2027/29"], [], "--year 2027/29: use `2026/27`, `2027/28` or `all`"),
        ([], ["gpa"], "--row gpa: did you mean `Gap`?"),
        (["1999/00"], [], "--year 1999/00: use"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(years, rows, message):
    with pytest.raises(LookupError) as refusal:
        choose([TABLE], years, rows)
    assert str(refusal.value).startswith(message)


def test_a_chosen_row_keeps_the_names_of_those_above_it():
    rows = (
        Row("", "Savings requirement", (None,), strong=True),
        Row("unidentified", "Unidentified", (592.0,), depth=1),
        Row("unidentified_share", "of gap before savings", (0.318,), "share", depth=2),
        Row("gap", "Gap", (1.0,), strong=True),
    )
    table = Table("t", "Title", "plan", "£k", (Column("2026/27", "2026/27"),), rows, ("A note about the gap.",))
    (share,) = choose([table], rows=["of gap before savings"])
    assert [row.label for row in share.rows] == ["Savings requirement, Unidentified, of gap before savings"]
    assert (share.title, share.notes) == ("Extract: Title", ())
    (whole,) = choose([table], rows=["savings requirement"])
    assert [row.id for row in whole.rows] == ["unidentified", "unidentified_share"]
