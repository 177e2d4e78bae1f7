"""Every command as a user types it, and every switch: each must change something."""

import csv
import html
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mtfp import __version__
from mtfp.cli.app import app
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.findings.catalogue import Example, read_page
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.findings.suggest import one_of
from mtfp.reports.data.schema import RESULT_SCHEMA, SCHEMA_VERSION
from mtfp.reports.formats import Kind, names_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def plans(tmp_path, monkeypatch):
    """The examples in a folder of their own, and a screen of 80 columns."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def mtfp(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def done(*words: str) -> str:
    result = mtfp(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


SHETLAND = "examples/shetland"


def test_version_and_help():
    assert done("--version") == f"mtfp {__version__}\n"
    assert "Start with:" in done()
    assert "Start with:" in done("--help")
    for command in ("init", "check", "project", "compare", "population", "schema", "explain", "scenarios"):
        assert command in done("--help")
        assert "Example" in done(command, "--help")


def test_project_shows_the_statement_at_80_columns():
    shown = done("project", SHETLAND)
    assert max(len(line) for line in shown.splitlines()) <= 80
    for words in ("Expenditure", "Funding", "Gap", "Recurring gap", "Set-aside gap", "central case, plan "):
        assert words in shown


@pytest.mark.parametrize("table", ["lines", "funding", "bridge", "gap_bridge", "savings", "reserves", "activity"])
def test_project_shows_each_table(table):
    assert done("project", SHETLAND, "--table", table) != done("project", SHETLAND)


def test_project_shows_all_tables():
    shown = done("project", SHETLAND, "--table", "all")
    for title in ("Cost by line", "Funding by source", "Savings", "Reserves", "People and places", "Cost by locality"):
        assert title in shown


def test_project_in_real_terms_is_lower_later():
    cash, real = cells("project", SHETLAND), cells("project", SHETLAND, "--real")
    key = ("statement", "expenditure", "2030/31")
    assert real[key] < cash[key]
    assert real["statement", "expenditure", "2025/26"] == cash["statement", "expenditure", "2025/26"]
    assert real["statement", "community_share", "2030/31"] == cash["statement", "community_share", "2030/31"]


def test_project_a_scenario():
    base, changed = cells("project", SHETLAND), cells("project", SHETLAND, "-s", "step-down")
    assert base != changed
    assert "In this scenario" in done("project", SHETLAND, "-s", "step-down")
    assert cells("project", SHETLAND, "-s", "step-down+flat-cash") != changed


def test_formats_hold_the_same_figures():
    tidy = cells("project", SHETLAND)
    parsed = json.loads(done("project", SHETLAND, "--format", "json"))
    assert {(row["table"], row["row"], row["year"]): row["values"]["central"] for row in parsed["result"]} == tidy
    plain = done("project", SHETLAND, "--format", "plain")
    assert plain.splitlines()[0].startswith("# ")
    assert "Gap, 2030/31" in done("project", SHETLAND, "--layout", "list")


def test_json_says_what_made_it(schema_validator):
    parsed = json.loads(done("project", SHETLAND, "-s", "step-down", "--format", "json"))
    schema_validator(parsed, RESULT_SCHEMA)
    manifest = parsed["manifest"]
    assert manifest["version"] == __version__
    assert len(manifest["plan_digest"]) == 64
    assert manifest["assumptions"]["cpi"]["source"]
    assert manifest["scenarios"][0]["changes"]
    assert parsed["findings"][0]["code"] == "W501"


@pytest.fixture
def schema_validator():
    from jsonschema import validate

    return validate


def test_output_goes_to_a_file_whole(tmp_path):
    done("project", SHETLAND, "--format", "csv", "-o", "out.csv")
    assert (
        (tmp_path / "out.csv")
        .read_text(encoding="utf-8")
        .startswith("plan,scenario,table,row,year,statistic,value,unit")
    )
    (tmp_path / "mine.txt").write_text("mine")
    refused = mtfp("project", SHETLAND, "-o", "mine.txt")
    assert (refused.exit_code, (tmp_path / "mine.txt").read_text()) == (4, "mine")
    done("project", SHETLAND, "-o", "mine.txt", "--force")
    assert "Expenditure" in (tmp_path / "mine.txt").read_text(encoding="utf-8")


def test_messages_go_to_standard_error():
    result = mtfp("project", SHETLAND)
    assert "1 warning" in result.stderr
    assert "warning" not in result.stdout
    assert mtfp("project", SHETLAND, "-q").stderr == ""


def test_compare_shows_differences_first():
    shown = mtfp("compare", SHETLAND, "-s", "minimum", "-s", "step-down", "-s", "step-up", "-s", "maximum").stdout
    assert max(len(line) for line in shown.split("minimum: ")[0].splitlines()) <= 80
    order = [shown.index(title) for title in ("Difference from", "People and places", "Gap by year", "Figures of")]
    assert order == sorted(order)
    assert "→" in shown


def test_compare_orders_the_ladder():
    names = ("minimum", "step-down", "step-up", "maximum")
    tidy = cells("compare", SHETLAND, *(word for name in names for word in ("-s", name)), by_scenario=True, exit_code=1)
    last = {
        scenario: value
        for (scenario, table, row, year), value in tidy.items()
        if (table, row, year) == ("gap", "gap", "2030/31")
    }
    assert last["minimum"] < last["step-down"] < last["base"] < last["step-up"] < last["maximum"]


def test_compare_differences_are_levels_less_the_base():
    tidy = cells("compare", SHETLAND, "-s", "step-up", by_scenario=True)
    level, base = tidy["step-up", "levels", "gap", "2030/31"], tidy["base", "levels", "gap", "2030/31"]
    assert tidy["step-up", "difference", "gap", "2030/31"] == pytest.approx(level - base)


def test_check_runs_the_checks():
    assert "5 of 5 checks hold" in done("check", SHETLAND)
    failed = mtfp("check", SHETLAND, "-s", "pessimistic+maximum")
    assert failed.exit_code == 1
    assert "FAILS" in failed.stdout
    assert mtfp("check", SHETLAND, "--strict").exit_code == 1
    assert "::warning" in done("check", SHETLAND, "--format", "github")
    parsed = json.loads(done("check", SHETLAND, "--format", "json"))
    assert [check["holds"] for check in parsed["checks"]] == [True] * 6
    assert parsed["checks"][0]["name"] == "can be read"
    assert [check["line"] is not None for check in parsed["checks"]] == [False, *[True] * 5]
    assert parsed["findings"][0]["code"] == "W501"


def test_check_refuses_checks_of_unknown_figures(tmp_path):
    plan = tmp_path / "examples/shetland/plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("of: reserves.contingency", "of: reserves.contingencyy"),
        encoding="utf-8",
    )
    refused = mtfp("check", SHETLAND)
    assert refused.exit_code == 3
    assert "did you mean `reserves.contingency`?" in refused.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("project", "nowhere.yaml"), 4, "can't read"),
        (("project", SHETLAND, "-s", "step-dwn"), 3, "did you mean `step-down`?"),
        (("project", SHETLAND, "--table", "reserve"), 2, "did you mean `reserves`?"),
        (
            ("project", SHETLAND, "--format", "xml"),
            2,
            f"use {one_of(names_of(Kind.FIGURES), most=20)}",
        ),
        (("project", "examples/gateshead-2025", "--real"), 2, "needs a deflator"),
        (("compare", SHETLAND), 2, "at least one scenario"),
        (("compare", SHETLAND, "-s", "step-up", "-s", "step-up"), 2, "is given twice"),
        (("project", SHETLAND, "-s", "examples/gateshead-2025/plan.yaml"), 3, "this is a plan, not a scenario"),
        (("project", str(ROOT / "scenarios" / "step-up.yaml")), 3, "this is a scenario, not a plan"),
        (
            ("project", SHETLAND, "--format", "csv", "--layout", "list"),
            2,
            "needs the format table, not csv",
        ),
        (("project", SHETLAND, "--format", "word"), 2, "--format word writes a file: add -o FILE.docx"),
        (("project", SHETLAND, "-o", "-", "--format", "word"), 2, "--format word writes a file: add -o FILE.docx"),
        (("batch", SHETLAND, "--format", "word"), 2, "the format word is for files; for this command use `table`"),
        (("project", SHETLAND, "--template", "a.docx"), 2, "write a .docx file with -o, not the format table"),
        (("project", SHETLAND, "-o", "a.docx", "--template", "none.docx"), 4, "can't read or write none.docx"),
        (
            ("project", SHETLAND, "-o", "a.docx", "--template", str(ROOT / "README.md")),
            2,
            "this is not a Word file; name a .docx or .dotx file",
        ),
        (("project", SHETLAND, "-o", "plan.doc"), 2, "write a .docx file"),
        (("project", SHETLAND, "-o", "plan.xls"), 2, "for a spreadsheet, write an .xlsx file"),
        (("project", SHETLAND, "-o", "plan.ODS", "--format", "sheet"), 2, "mtfp doesn't write .ods files"),
        (("project", SHETLAND, "--format", "xlsx"), 2, "--format xlsx writes a file: add -o FILE.xlsx"),
        (("chart", SHETLAND, "gap", "--format", "xls"), 2, "for a spreadsheet, write an .xlsx file"),
        (("project", SHETLAND, "-o", "plan.yaml", "--force"), 2, "plans and scenarios have this suffix"),
        (("project", SHETLAND, "-o", "plan.xml"), 2, "the format junit is for checks; for this command use `table`"),
        (("project", SHETLAND, "--format", "junit"), 2, "the format junit is for checks; for this command use `table`"),
        (("explain", "W501", "--format", "csv"), 2, "the format csv is for checks and figures"),
        (("check", SHETLAND, "-o", "checks.parquet"), 2, "results.parquet"),
        (("project", SHETLAND, "--format", "md"), 2, "write `markdown`"),
        (("project", SHETLAND, "--format", "pdf"), 2, "write an .html file, and print it from a browser"),
        (("project", SHETLAND, "-o", "nowhere/plan.md"), 4, "can't read or write nowhere: this folder does not exist"),
        (("project", SHETLAND, "--row", "Care at home and telecare"), 2, "this row is in `lines`"),
        (("project", SHETLAND, "--row", "nonsense"), 2, "no table shown here has this row"),
        (("project", SHETLAND, "--year", "2035/36"), 2, "use `2025/26`, `2026/27`"),
        (("simulate", SHETLAND, "--draws", "64", "--table", "checks", "--year", "2027/28"), 2, "has years"),
        (
            ("project", SHETLAND, "--real", "--table", "reserves"),
            2,
            "reserves carries cash from year to year",
        ),
        (("project", SHETLAND, "--table", "nope", "--debug"), 2, "use `statement`"),
        (("population", "--profile", "adults"), 2, "--profile adults needs an area"),
        (("population", "Fife", "--from", "2030", "--to", "2026"), 2, "swap them"),
        (("explain", "E999"), 2, "codes look like"),
        (("population", "Shetlnd Islands"), 2, "did you mean `Shetland Islands`?"),
        (("population", "Shetland Islands", "--profile", "care_at_home_hour"), 2, "did you mean"),
        (("population", "Shetland Islands", "--from", "2010"), 2, "2023 to 2043"),
        (("init", "new.yaml"), 2, "--area"),
        (("init", "new.yaml", "--area", "Atlantis"), 2, "no area"),
        (("compare", SHETLAND, "-s", "pessimistic+high-pay"), 3, "changed twice"),
    ],
)
def test_mistakes_leave_with_their_code_and_a_repair(words, code, message):
    result = mtfp(*words)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_init_writes_a_plan_that_runs(tmp_path):
    for area in ("Shetland Islands", "Glasgow City", "NHS Fife"):
        done("init", "first.yaml", "--area", area, "--force")
        assert "holds" in done("check", "first.yaml")
        assert "Gap" in done("project", "first.yaml")
        assert done("compare", "first.yaml", "-s", "step-down")
    assert mtfp("init", "first.yaml", "--area", "Fife").exit_code == 4


def test_init_writes_a_plan_that_is_uncertain_and_its_schema(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done("init", "first.yaml", "--area", "Fife")
    plan, schema = (tmp_path / name for name in ("first.yaml", "first.schema.json"))
    assert plan.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=first.schema.json\n")
    assert schema.read_text(encoding="utf-8") == done("schema")
    assert "Nothing in this plan is uncertain" not in done("simulate", "first.yaml", "--draws", "100", "--no-progress")
    # an older schema is replaced, another file is not, and then neither is the plan written
    plan.unlink()
    done("init", "first.yaml", "--area", "Fife")
    plan.unlink()
    schema.write_text("{}\n", encoding="utf-8")
    refused = mtfp("init", "first.yaml", "--area", "Fife")
    assert refused.exit_code == 4
    assert "first.schema.json" in refused.stderr
    assert not plan.exists()
    done("init", "first.yaml", "--area", "Fife", "--force")
    assert schema.read_text(encoding="utf-8") == done("schema")


def test_a_plan_in_which_nothing_is_uncertain_says_so_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done("init", "first.yaml", "--area", "Fife")
    plan = tmp_path / "first.yaml"
    certain = re.sub(r"^    spread: .*\n", "", plan.read_text(encoding="utf-8"), flags=re.MULTILINE)
    plan.write_text(certain, encoding="utf-8")
    shown = done("simulate", "first.yaml", "--draws", "100", "--no-progress")
    assert shown.startswith("Nothing in this plan is uncertain: every draw is the central case")
    assert "`spread:" in shown
    assert "of 100 draws" not in shown
    assert "all draws" not in shown


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html"])
@pytest.mark.parametrize("code", ["E302", "E511", "W501"])
def test_explain_shows_all_of_a_page(code, form):
    written = done("explain", code.lower(), "--format", form)
    shown = html.unescape(re.sub(r"<[^>]+>|^# ", "", written, flags=re.MULTILINE))
    page = read_page(code)
    assert f"{code}: {page.title}" in shown
    for section in page.sections:
        assert section.heading in shown
        for part in section.parts:
            lines = part.lines if isinstance(part, Example) else [part]
            assert all(one_line(line) in one_line(shown) for line in lines)


def one_line(text):
    return " ".join(text.replace("`", "").split())


def test_scenarios():
    assert "step-down" in done("scenarios")
    assert done("scenarios", "list") == done("scenarios")
    assert done("scenarios", "list").splitlines()[0] == "  flat-cash"  # its title has the same words
    assert re.search(r"^  maximum +\w", done("scenarios", "list"), re.MULTILINE)
    assert "Levers, in order" in done("scenarios", "show", "step-down")
    shown = done("scenarios", "show", "high-pay", SHETLAND)
    assert "→" in shown
    assert "high-pay.yaml:" in shown


def test_population():
    listing = done("population")
    assert "S37000026" in listing
    assert "care_at_home_hours" in listing
    shown = done("population", "Shetland Islands", "--profile", "care_at_home_hours")
    assert "Open Government Licence" in shown
    assert shown != done(
        "population", "Shetland Islands", "--variant", "low_migration", "--profile", "care_at_home_hours"
    )
    assert "2043" in done("population", "Shetland Islands", "--from", "2040", "--to", "2043")


def cells(*words: str, by_scenario: bool = False, exit_code: int = 0) -> dict[tuple[str, ...], float]:
    """The figures of a command's CSV by table, row and year."""
    result = mtfp(*words, "--format", "csv")
    assert result.exit_code == exit_code, result.stderr
    rows = csv.DictReader(io.StringIO(result.stdout))
    names = ("scenario", "table", "row", "year") if by_scenario else ("table", "row", "year")
    return {tuple(row[name] for name in names): float(row["value"]) for row in rows}


def test_the_suffix_of_a_file_decides_the_format(plans):
    done("project", SHETLAND, "-o", "out.csv")
    done("project", SHETLAND, "-o", "out.json")
    done("project", SHETLAND, "-o", "out.txt")
    assert (plans / "out.csv").read_text(encoding="utf-8").startswith("plan,scenario,")
    assert json.loads((plans / "out.json").read_text(encoding="utf-8"))["schema_version"] == SCHEMA_VERSION
    assert "Budget brought forward" in (plans / "out.txt").read_text(encoding="utf-8")


def test_warnings_of_scenarios_name_their_lever(plans):
    levers = "levers:\n  - set: {assumption: cpi, central: 30%}\n  - shift: {assumption: pay_nhs, by: 0.1%}\n"
    (plans / "dear.yaml").write_text(f"mtfp: 1\nscenario: dear\n{levers}", encoding="utf-8")
    shown = mtfp("scenarios", "show", "dear.yaml", SHETLAND).stderr
    assert "W506" in shown
    assert "dear.yaml:4:5: warning[W506]" in shown
    assert "2 warnings" in mtfp("compare", SHETLAND, "-s", "dear.yaml").stderr
    warned = json.loads(mtfp("compare", SHETLAND, "-s", "dear.yaml", "--format", "json").stdout)["findings"]
    assert {"W501", "W506"} == {warning["code"] for warning in warned}


def test_checks_are_bounded_in_their_unit(plans):
    plan = plans / "examples/shetland/plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text + "  - {name: wrong, of: gap, at_most: 5%}\n", encoding="utf-8")
    assert "`gap` is money" in mtfp("check", SHETLAND).stderr
    plan.write_text(text + "  - {name: wrong, of: community_share, at_least: 60}\n", encoding="utf-8")
    assert "write 60%" in mtfp("check", SHETLAND).stderr


def test_a_table_with_nothing_in_it_says_so_and_no_more():
    shown = done("project", "examples/gateshead-2025", "--table", "gap_bridge", "--table", "demand")
    assert "the plan doesn't give the funding of 2024/25" in shown
    assert "nothing to show here" in shown
    assert "2026/27" not in shown


def test_another_delivery_is_shown_by_its_share(plans):
    levers = "levers:\n  - saving: {name: residential_rotas, delivery: 50%}\n"
    (plans / "half.yaml").write_text(f"mtfp: 1\nscenario: half\n{levers}", encoding="utf-8")
    shown = " ".join(done("scenarios", "show", "half.yaml", SHETLAND).split())
    assert (
        "Delivery of amber savings (70.0%) → Rotas and skill mix in residential care: share achieved (50.0%)" in shown
    )


@pytest.mark.parametrize(
    ("number", "plan", "scenarios", "shown"),
    [
        (1, "p.yaml", [], "1 warning; to see it: `mtfp check p.yaml`"),
        (2, "p.yaml", [], "2 warnings; to see them: `mtfp check p.yaml`"),
        (1, "p.yaml", ["a", "b"], "1 warning; to see it: `mtfp check p.yaml -s a` and `mtfp check p.yaml -s b`"),
        (1, "-", ["a"], "1 warning; to see it: `mtfp check -`"),
    ],
)
def test_a_count_of_warnings_names_the_commands_that_show_them(number, plan, scenarios, shown, capsys):
    warnings = [Finding("W501", "m", Place("p.yaml"))] * number
    count_warnings(warnings, Path(plan), scenarios, output_of(FigureOptions()))
    assert capsys.readouterr().err == f"{shown}\n"
