"""National paper: its rules at their edges, its words, and its figures, which are those of results.json."""

import gc
import json
import weakref
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.batch.outcome.outcome import BatchResult, Rollup
from mtfp.batch.outcome.ranking import ranking
from mtfp.batch.report.national_paper.answers import answers_of
from mtfp.batch.report.national_paper.national_scenarios import scenarios_of_total
from mtfp.batch.report.national_paper.page_one_figures import gaps_chart, key_figures
from mtfp.batch.report.national_paper.plan_figures import all_plan_figures
from mtfp.batch.report.national_paper.plan_tables import reasons_of_plans
from mtfp.batch.report.national_paper.plans_evidence import PlansEvidence, evidence_of
from mtfp.batch.report.national_paper.reasons import BEFORE, FUNDING, NOT_MADE, reasons_of
from mtfp.batch.report.national_paper.signs import FAILED, LARGE, LOW_RESERVE, SIGNS, signs_of, worst_first
from mtfp.batch.report.national_paper.total import total_of
from mtfp.batch.report.national_paper.trouble import plan_in_words, who_is_in_trouble
from mtfp.cli.app import app
from mtfp.cli.exits import Exit
from mtfp.documents.paper.page_one import MOST_WORDS, words_in
from mtfp.model.base.money_in_words import in_money
from mtfp.results.table import Table
from mtfp.views.paper.amounts import gap as in_words
from mtfp.views.paper.case import Range
from mtfp.views.paper.likelihood import out_of_100
from tests.batch.folders import BROKEN, WANTED, changed, named, run, write_plans
from tests.batch.plain_words import MOST_INDEX, MOST_WORDS_OF_SENTENCE, readability, sentences

DRAWS = 200
YEAR = "2028/29"
ILLUSTRATIVE = "source: Illustrative, no plan of any body"


def three_plans(folder: Path) -> None:
    """Write three plans that differ in size and growth, one of them in pounds, and one plan with an error."""
    paths = write_plans(folder, 4)
    changed("central: 3%, spread: {normal: {mean: 2.5%", "central: 1%, spread: {normal: {mean: 0.5%")(paths[1])
    changed("unit: £k", "unit: £")(paths[2])
    changed("source: worked by hand", ILLUSTRATIVE)(paths[2])
    BROKEN["E202"](paths[3])


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """The folder of one run: its results, and its paper in three formats."""
    folder = tmp_path_factory.mktemp("national")
    three_plans(folder / "plans")
    for suffix in ("html", "md", "txt"):
        found = batch(folder, "-o", f"{folder}/out", "--paper", f"{folder}/paper.{suffix}", "-s", "high-pay")
        assert found.exit_code == Exit.REFUSED, found.output
    return folder


def batch(folder: Path, *options: str):
    return CliRunner().invoke(app, ["batch", f"{folder}/plans", "--draws", str(DRAWS), "--no-progress", *options])


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> BatchResult:
    folder = tmp_path_factory.mktemp("result")
    three_plans(folder / "plans")
    wanted = replace(WANTED, draws=DRAWS, rollup=True, scenarios=("high-pay",))
    return run(folder / "plans", folder / "store", wanted)


@pytest.fixture(scope="module")
def evidence(result) -> PlansEvidence:
    return evidence_of(result)


Figures = dict[tuple[str, ...], float]


def figures_of(written: Path) -> Figures:
    """The figures of results.json, with money in £m."""
    pounds = {"£": 1e6, "£k": 1e3, "£m": 1.0}
    rows = json.loads((written / "out" / "results.json").read_text(encoding="utf-8"))["result"]
    names = ("plan", "scenario", "table", "row", "year")
    return {
        (*(row[name] for name in names), statistic): value / pounds.get(row["unit"], 1.0)
        for row in rows
        for statistic, value in row["values"].items()
        if value is not None
    }


class Page(HTMLParser):
    """Reader of a page: its text, and the cells of each table by the heading above it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.words, self.heading, self.inside = "", "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        if tag in ("h2", "h3"):
            self.heading = ""
        if tag == "tr":
            self.tables.setdefault(self.heading.strip(), []).append([])
        if tag in ("td", "th"):
            self.tables[self.heading.strip()][-1].append("")

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        self.words += data
        if self.inside in ("h2", "h3"):
            self.heading += data
        if self.inside in ("td", "th"):
            self.tables[self.heading.strip()][-1][-1] += data

    def row(self, beginning: str, label: str) -> list[str]:
        """The figures of a row in the table whose heading begins so."""
        (rows,) = (rows for heading, rows in self.tables.items() if heading.startswith(beginning))
        (found,) = (row for row in rows if row[0].strip() == label)
        return [cell.strip().replace("−", "-").replace(",", "") for cell in found[1:]]


@pytest.fixture(scope="module")
def page(written) -> Page:
    return Page((written / "paper.html").read_text(encoding="utf-8"))


NAMES = ("Area 00", "Area 01x", "Area 02xx")


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_of_each_plan_are_those_of_results_json(name, written, page):
    known = figures_of(written)
    years = ("2026/27", "2027/28", YEAR)
    gap = [known[name, "base", "distribution", "gap", YEAR, each] for each in ("central", "p10", "p50", "p90")]
    extra = [
        sum(known[name, "base", "statement", f"additional_payments.{partner}", year, "central"] for year in years)
        for partner in ("council", "nhs")
    ]
    shown = page.row(f"Gap of {YEAR}, and", name)
    assert [float(each) for each in shown] == pytest.approx([*gap, *extra], abs=0.5 * 10 ** -decimals(shown))
    chances = [
        known[name, "base", "probability", row, YEAR, "probability"]
        for row in ("gap", "additional_payments", "below_floor.general")
    ]
    found = [float(each.removesuffix("%")) / 100 for each in page.row("Chances of a gap", name)]
    assert found == pytest.approx(chances, abs=0.0005001)


def test_the_figures_behind_the_paper_are_those_of_the_tables_to_the_last_digit(result, evidence):
    found = {plan.name: plan for plan in evidence.plans}
    for plan, pounds in zip(result.with_results, (1e3, 1e3, 1.0), strict=True):
        known = {(c.table, c.row, c.year, c.statistic): c.value for c in plan.cells() if c.scenario == "base"}
        of = found[plan.name]
        middle = known["distribution", "gap", YEAR, "p50"]
        assert (of.gap, of.range.middle) == pytest.approx(
            (known["statement", "gap", YEAR, "central"] * pounds / 1e6, middle * pounds / 1e6), rel=1e-12
        )
        assert of.chance_of_gap == known["probability", "gap", YEAR, "probability"]
        assert (of.worst_gap, of.below_minimum) == (plan.measures["base"].gap, plan.measures["base"].below_floor)
        assert (of.checks, of.failed_checks) == (2, sum(v.scenario == "base" for v in plan.failed))


def decimals(shown: list[str]) -> int:
    return min(len(each.partition(".")[2]) for each in shown)


def test_the_sentences_have_the_figures_of_the_sum_in_results_json(written, page):
    known = figures_of(written)

    def total(row: str, year: str, statistic: str = "central") -> float:
        return known["rollup", "base", "distribution", row, year, statistic]

    words = " ".join(page.words.split())
    gap, middle = total("gap", YEAR), total("gap", YEAR, "p50")
    chance = known["rollup", "base", "probability", "gap", YEAR, "probability"]
    assert f"In {YEAR} the 3 plans together have a gap of {in_money(gap, '£m')}: about" in words
    assert f"That is after savings of {in_money(total('savings', YEAR), '£m')}." in words
    assert f"The middle future has a gap of {in_money(middle, '£m')}" in words
    assert f"{in_money(abs(middle - gap), '£m')} {'worse' if middle > gap else 'better'} than planned" in words
    assert f"({out_of_100(chance)} in 100)" in words
    low, high = (in_words(total("gap", YEAR, each), "£m") for each in ("p10", "p90"))
    assert f"ends between {low} and {high}." in words
    assert f"Over 3 years partners pay {in_money(total('additional_payments', 'all'), '£m')} extra" in words
    for partner, payer in (("council", "Councils"), ("nhs", "NHS boards")):
        assert f"{payer} pay {in_money(total(f'additional_payments.{partner}', 'all'), '£m')}" in words


def test_the_scenarios_of_the_sum_are_side_by_side(written, page):
    known = figures_of(written)
    for statistic, label in (("central", "In the plans' own cases"), ("p50", "Middle future")):
        expected = [known["rollup", name, "distribution", "gap", YEAR, statistic] for name in ("base", "high-pay")]
        shown = page.row("All plans together, scenario", label)
        assert [float(each) for each in shown] == pytest.approx(expected, abs=0.5 * 10 ** -decimals(shown))


def test_the_chart_has_the_ranking_and_its_worst_plan_in_the_title(result, evidence):
    ranked = {row.label: row.values[0] for row in ranking(result, "gap").rows if not row.for_machines}
    chart = gaps_chart(evidence)
    assert {bar.id: bar.value for bar in chart.bars} == ranked
    assert [bar.id for bar in chart.bars] == list(ranked)
    assert chart.title.startswith(f"{next(iter(ranked))} has the largest gap, ")


def test_the_reasons_add_up_to_the_gap_of_each_plan_and_of_the_sum(evidence):
    for plan in evidence.plans:
        reasons = plan.reasons
        assert sum(reasons.parts.values()) - reasons.savings_planned == pytest.approx(reasons.gap)
    *_, together = reasons_of_plans(evidence.plans, YEAR).rows
    assert sum(together.values[:-1]) == pytest.approx(together.values[-1])
    assert together.values[-1] == pytest.approx(evidence.total.central("gap"))


STATEMENT = {
    ("expenditure", "2025/26"): 100.0,
    ("funding", "2025/26"): 100.0,
    ("gap_before_savings", "2025/26"): 0.0,
    ("expenditure", "2026/27"): 130.0,
    ("funding", "2026/27"): 110.0,
    ("gap_before_savings", "2026/27"): 20.0,
    ("pay", "2026/27"): 10.0,
    ("demography", "2026/27"): 20.0,
    ("savings_planned", "2026/27"): 5.0,
    ("savings", "2026/27"): 5.0,
    ("gap", "2026/27"): 15.0,
}
YEARS = ("2025/26", "2026/27")


@pytest.mark.parametrize(
    ("changes", "main"),
    [
        ({}, "demography"),
        ({("pay", "2026/27"): 30.0, ("demography", "2026/27"): 0.0}, FUNDING),
        ({("pay", "2026/27"): 20.0, ("demography", "2026/27"): 10.0}, FUNDING),
        ({("pay", "2026/27"): 19.9, ("demography", "2026/27"): 10.1}, "demography"),
        ({("savings_planned", "2026/27"): 30.0}, NOT_MADE),
        ({("gap_before_savings", "2025/26"): 21.0}, BEFORE),
        ({("gap", "2026/27"): 0.0}, ""),
        ({("gap", "2026/27"): -1.0}, ""),
    ],
    ids=["population", "funding", "tie", "just", "savings", "start", "no gap", "surplus"],
)
def test_the_main_reason_is_the_part_that_adds_most(changes, main):
    assert reasons_of({**STATEMENT, **changes}, YEARS).main == main


def test_without_the_funding_of_the_base_year_the_reasons_start_a_year_later():
    without = {key: value for key, value in STATEMENT.items() if key != ("funding", "2025/26")}
    found = reasons_of(without, YEARS)
    assert (found.start, found.main, found.parts[BEFORE], found.parts[FUNDING]) == ("2026/27", BEFORE, 20.0, 0.0)


@pytest.mark.parametrize(
    ("changes", "signs"),
    [
        ({}, ()),
        ({"worst_gap": 0.05}, (LARGE,)),
        ({"worst_gap": 0.0499}, ()),
        ({"below_minimum": 0.5}, ()),
        ({"below_minimum": 0.505}, (LOW_RESERVE,)),
        ({"below_minimum": None}, ()),
        ({"failed_checks": 1}, (FAILED,)),
        ({"worst_gap": 0.3, "below_minimum": 1.0, "failed_checks": 2}, SIGNS),
    ],
)
def test_each_sign_of_trouble_at_its_edge(changes, signs, evidence):
    calm = replace(evidence.plans[0], worst_gap=0.0, below_minimum=0.0, failed_checks=0)
    assert signs_of(replace(calm, **changes)) == signs


def test_the_line_of_a_plan_has_its_signs_with_their_figures_and_its_reason(evidence):
    plan = replace(evidence.plans[0], label="Fife", worst_gap=0.0712, below_minimum=0.8, checks=3, failed_checks=2)
    reasons = reasons_of(STATEMENT, YEARS)
    found = plan_in_words(replace(plan, reasons=reasons))
    signs = "a gap of 7.1% of spending in its worst year, too little in reserve very likely (80 in 100)"
    assert found == f"Fife: {signs} and 2 of 3 checks failed. Main reason: a changing population, £20 million."
    calm = replace(plan, worst_gap=0.0, below_minimum=0.0, failed_checks=0, reasons=replace(reasons, gap=-1.0))
    assert plan_in_words(calm) == f"Fife: no sign of trouble. No gap in {YEAR}."


LONG = "Clackmannanshire and Stirling"


def many(evidence: PlansEvidence, **changes) -> PlansEvidence:
    """The evidence with 31 plans with long names, a sum a million times as large, and these changes of each plan."""
    plan = replace(evidence.plans[0], **changes)
    plans = tuple(replace(plan, name=f"{LONG} {number}", label=f"{LONG} {number}") for number in range(31))
    money = {key: value * 1e6 if key[0] == "distribution" else value for key, value in evidence.total.cells.items()}
    total = replace(evidence.total, plans=31, cells=money)
    left_out = tuple((f"{LONG} {number}", "refused") for number in range(31))
    return replace(evidence, plans=plans, total=total, left_out=left_out, scenarios_left_out=("high-pay", "flat-cash"))


def scaled(evidence: PlansEvidence, by: float) -> PlansEvidence:
    """The evidence with all amounts of the sum multiplied; below zero, gaps are surpluses."""
    cells = {key: value * by if key[0] == "distribution" else value for key, value in evidence.total.cells.items()}
    return replace(evidence, total=replace(evidence.total, cells=cells))


def variants(evidence: PlansEvidence) -> dict[str, PlansEvidence]:
    all_signs = {"worst_gap": 0.2, "below_minimum": 0.9, "failed_checks": 1}
    return {
        "as it is": evidence,
        "many": many(evidence, **all_signs),
        "surplus": scaled(evidence, -1.0),
        "certain": scaled(evidence, 0.0),
        "not added": replace(evidence, total=None, not_added="different base years"),
        "one": replace(evidence, plans=evidence.plans[:1], total=replace(evidence.total, plans=1)),
        "none": replace(evidence, plans=(), total=None),
    }


VARIANTS = ("as it is", "many", "surplus", "certain", "not added", "one", "none")


@pytest.mark.parametrize("variant", VARIANTS)
def test_page_one_is_short_and_plain(variant, evidence):
    answers = answers_of(variants(evidence)[variant])
    text = " ".join(said for question in answers.items() for said in (question[0], *question[1]))
    assert len(answers) == 5
    assert all(answers.values())
    assert words_in(answers) <= MOST_WORDS
    assert max(len(each.split()) for each in sentences(text)) <= MOST_WORDS_OF_SENTENCE
    assert readability(text) <= MOST_INDEX


def test_page_one_leaves_out_sentences_from_the_end_if_it_is_too_long(evidence):
    long = replace(evidence.plans[0], label=" ".join(["Long"] * 150), worst_gap=0.9, below_minimum=1.0, failed_checks=1)
    answers = answers_of(replace(evidence, plans=(long, evidence.plans[1])))
    assert "Over all plans" not in " ".join(answers["Who is in trouble, and why?"])
    assert "Over all plans" in " ".join(answers_of(evidence)["Who is in trouble, and why?"])


def test_a_surplus_no_sum_and_a_single_future_are_said_as_such(evidence):
    first = {name: next(iter(answers_of(of).values()))[0] for name, of in variants(evidence).items()}
    assert "have a surplus of" in first["surplus"]
    assert first["certain"] == f"In {YEAR} the 3 plans together have no gap."
    assert first["not added"] == "The plans were not added up."
    assert first["none"] == "No plan has results."
    assert first["one"].startswith(f"In {YEAR} the only plan has a gap of")
    assert "nothing in the plans is marked as uncertain" in answers_of(scaled(evidence, 0.0))["How sure are we?"][0]


def test_plans_in_trouble_are_counted_and_those_with_all_signs_named(evidence):
    calm = replace(evidence.plans[0], label="Calm", worst_gap=0.0, below_minimum=0.0, failed_checks=0)
    bad = replace(calm, label="Bad", worst_gap=0.06, below_minimum=0.6, failed_checks=3)
    found = list(who_is_in_trouble([bad, calm]))
    assert found[:5] == [
        "1 of 2 plans shows at least one of 3 signs of trouble.",
        "1 has a gap of at least 5p of each £1 spent.",
        "1 is more likely than not to end with too little in reserve, even if partners pay extra.",
        "1 fails at least one check.",
        "Bad shows all 3.",
    ]
    assert next(who_is_in_trouble([calm])) == "No plan shows any of our 3 signs of trouble."
    assert next(who_is_in_trouble([bad])) == "The only plan shows at least one of 3 signs of trouble."


def test_key_figures_are_those_of_the_sum(evidence):
    gap, middle, trouble, extra = key_figures(evidence).figures
    assert (gap.value, middle.value) == (evidence.total.central("gap"), evidence.total.range("gap").middle)
    assert trouble.value == sum(bool(signs_of(plan)) for plan in evidence.plans)
    assert extra.value == evidence.total.central("additional_payments", "all")
    assert len(key_figures(replace(evidence, total=None)).figures) == 1


@pytest.mark.parametrize(
    ("gaps", "title"),
    [
        ((0.06, 0.05, 0.01), "A has the largest gap, 6.0% of its spending; 2 plans have a gap of 5% or more"),
        ((0.06, 0.0499, 0.01), "A has the largest gap, 6.0% of its spending; 1 plan has a gap of 5% or more"),
        ((0.04, 0.03), "A has the largest gap, 4.0% of its spending; no gap reaches 5%"),
        ((0.04,), "A has a gap of 4.0% of its spending in its worst year"),
        ((0.0, -0.1), "No plan has a gap in any year"),
    ],
)
def test_the_title_of_the_chart_states_the_finding(gaps, title, evidence):
    plans = tuple(replace(evidence.plans[0], label="ABC"[at], worst_gap=gap) for at, gap in enumerate(gaps))
    assert gaps_chart(replace(evidence, plans=plans)).title == title


def test_plans_with_equal_gaps_are_in_order_of_their_names(evidence):
    plans = [replace(evidence.plans[0], name=name, worst_gap=gap) for name, gap in (("B", 0.1), ("A", 0.1), ("C", 0.2))]
    assert [plan.name for plan in worst_first(plans)] == ["C", "A", "B"]


def test_a_plan_with_an_error_is_left_out_with_its_reason(page):
    words = " ".join(page.words.split())
    assert "1 plan is left out: Area 03xxx." in words
    assert "refused: E202" in words


def test_an_invented_plan_is_named_and_the_title_says_so(written, page, evidence):
    words = " ".join(page.words.split())
    assert "4 plans: national paper (illustrative figures)" in words
    assert "Illustrative: the figures of Area 02xx are invented and are no budget of any body." in words
    assert gaps_chart(evidence).heading.startswith("Illustrative: ")
    assert "Area 02xx: Illustrative, no plan of any body" in words


def test_names_lose_what_the_title_says_only_if_all_have_it(result):
    plans = [replace(plan, name=f"{plan.name} (illustrative)") for plan in result.with_results]
    assert [each.label for each in all_plan_figures(plans, YEAR)] == list(NAMES)
    mixed = all_plan_figures([plans[0], result.with_results[1]], YEAR)
    assert next(mixed).label == plans[0].name


def test_plans_that_do_not_project_the_year_are_left_out_with_the_reason(result):
    first = result.with_results[0]
    late = replace(first, name="Late", years=(YEAR, "2029/30"))
    assert [each.name for each in all_plan_figures([first, late], YEAR)] == [first.name]
    found = evidence_of(replace(result, plans=(first, late), rollup=Rollup((), (), (), ())))
    assert found.left_out == (("Late", f"begins in {YEAR}, so it has no figures for {YEAR}"),)


def test_tables_of_one_plan_are_forgotten_before_the_next_plan_is_read(result):
    held: list[weakref.ref[Table]] = []

    def watched(tables):
        def read():
            gc.collect()
            assert not any(each() for each in held)
            for table in tables():
                held.append(weakref.ref(table))
                yield table
                del table

        return read

    plans = [replace(plan, tables=watched(plan.tables)) for plan in result.with_results]
    assert len(list(all_plan_figures(plans, YEAR))) == 3
    assert held


def test_the_sum_has_the_years_and_scenarios_of_the_roll_up(result):
    total = total_of(result.rollup)
    assert (total.years, total.scenarios, total.plans) == (("2026/27", "2027/28", YEAR), ("base", "high-pay"), 3)
    assert isinstance(total.range("gap"), Range)
    assert [column.scenario for column in scenarios_of_total(total).columns] == ["base", "high-pay"]
    assert total_of(None) is None


def test_the_paper_is_the_same_on_a_rerun_and_adds_plans_up_by_itself(written):
    before = {file.name: file.read_bytes() for file in written.glob("paper.*")}
    assert len(before) == 3
    for name in before:
        batch(written, "-o", f"{written}/out", "--paper", f"{written}/{name}", "-s", "high-pay")
    assert {file.name: file.read_bytes() for file in written.glob("paper.*")} == before
    assert (
        "--rollup" in json.loads((written / "out" / "manifest.json").read_text(encoding="utf-8"))["manifest"]["command"]
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--paper", "x.csv"], "a paper is for people"),
        (["--paper", "x.unknown"], "a paper is for people"),
        (["--paper", "x.pdf"], "doesn't write .pdf files"),
        (["--paper", "x.html", "--sampler", "sobol"], "--paper needs --sampler random"),
        (["--paper", "nowhere/x.html"], "nowhere"),
        (["--paper", "mine.md"], "mine.md"),
    ],
)
def test_a_paper_that_cannot_be_written_is_refused_before_any_work(options, message, tmp_path, monkeypatch):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "one.yaml").write_text(named("One"), encoding="utf-8")
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = batch(tmp_path, "--store", "store", *options)
    assert found.exit_code not in (Exit.DONE, Exit.CHECK_FAILED)
    assert message in found.output
    assert not (tmp_path / "store").exists()
    assert (tmp_path / "mine.md").read_text(encoding="utf-8") == "mine"


def test_plans_of_different_base_years_get_a_paper_without_a_sum(tmp_path):
    paths = write_plans(tmp_path / "plans", 2)
    text = paths[0].read_text(encoding="utf-8")
    for year in range(28, 23, -1):
        text = text.replace(f"20{year}/{year + 1}", f"20{year + 1}/{year + 2}")
    paths[0].write_text(text, encoding="utf-8")
    found = batch(tmp_path, "--paper", f"{tmp_path}/paper.md")
    assert found.exit_code == Exit.REFUSED
    words = " ".join((tmp_path / "paper.md").read_text(encoding="utf-8").split())
    assert "The plans were not added up." in words
    assert "they can't be added up." in words
    assert "Area 00" in words


def test_a_run_without_any_plan_still_gets_a_paper(tmp_path):
    paths = write_plans(tmp_path / "plans", 1)
    BROKEN["E202"](paths[0])
    assert batch(tmp_path, "--paper", f"{tmp_path}/paper.html").exit_code == Exit.REFUSED
    assert "No plan has results." in (tmp_path / "paper.html").read_text(encoding="utf-8")
