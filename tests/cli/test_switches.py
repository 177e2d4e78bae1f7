"""Every option of every command does something: for each there is a run that comes out otherwise without it.

`PAIRS` holds, by command and option, what is typed before and what is added. What may differ is the exit code, standard
output, standard error and every file. To add an option: a row here with a use that means something, or the tests fail.
"""

import io
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import NamedTuple

import pytest
import typer
from docx import Document as WordDocument
from openpyxl import load_workbook
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.cli.exits import Exit
from mtfp.cli.options.single import ALL
from mtfp.cli.runs.init import first_plan
from mtfp.documents.paper.audiences import AUDIENCES
from mtfp.library.planner import Planner
from mtfp.reports.deliver import write_signed
from mtfp.reports.excel.template.writer import write_template
from mtfp.reports.formats import Kind, format_named, names_of
from mtfp.text.yaml import parse_yaml
from mtfp.views.compared.names import COMPARED
from mtfp.views.plan.tables import TABLES
from mtfp.views.sensitivity.names import SENSITIVITY as SENSITIVE
from mtfp.views.simulated.tables import SIMULATED
from tests.batch.forged import forge_store
from tests.cli.terminal import MAIN, on_a_terminal
from tests.dask_cluster import dask_scheduler
from tests.workbook.places import cell

ROOT = Path(__file__).parents[2]
SHETLAND = "examples/shetland"
PEOPLE = "population 'Shetland Islands'"

OF_RESULTS = {
    "--format": [
        ("{c} -o out.md", "--format table"),
        ("{c}", "--format plain"),
        ("{c}", "--format markdown"),
        ("{c}", "--format html"),
        ("{c}", "--format sheet"),
        ("{c}", "--format csv"),
        ("{c}", "--format json"),
        ("{c} -o out", "--format word"),
        ("{c} -o out", "--format xlsx"),
    ],
    "--template": [("{c} -o out.docx", "--template council.docx")],
    "--layout": [("{c}", "--layout list"), ("{c} --layout list", "--layout table")],
    "--output": [("{c}", "--output out.txt"), ("{c}", "-o out.csv"), ("{c}", "-o out.html")],
    "--force": [("{c} -o mine.txt", "--force")],
}
"""Options that mean the same wherever results are written; {c} stands for a command that writes some."""
OF_CHARTS = {
    **OF_RESULTS,
    "--format": [
        *OF_RESULTS["--format"],
        ("{c} -o out.md", "--format svg"),
        ("{c} -o out.md", "--format png"),
    ],
    "--output": [("{c}", "--output out.svg"), ("{c}", "-o out.png")],
}
"""The same for charts, which are pictures too."""
OF_WORDS = {
    "--format": [pair for pair in OF_RESULTS["--format"] if pair[1].split()[1] in names_of(Kind.WORDS)],
    "--template": OF_RESULTS["--template"],
    "--output": [("{c}", "--output out.txt"), ("{c}", "-o out.md")],
    "--force": [("{c} -o mine.txt", "--force")],
    "--quiet": [("{c} -o out.txt", "--quiet"), ("{c} -o out.txt", "-q")],
}
"""The same for commands whose results are words."""
OF_CHECKS = {
    **OF_WORDS,
    "--format": [
        *OF_WORDS["--format"],
        ("{c}", "--format csv"),
        ("{c}", "--format json"),
        ("{c}", "--format github"),
        ("{c}", "--format junit"),
    ],
}
SELECTED = {"--year": [("{c}", "--year 2030/31")], "--row": [("{c}", "--row gap")]}
"""Options that choose from tables."""


def of_results(command: str, shared: dict[str, list[tuple[str, str]]] = OF_RESULTS) -> dict[str, list[tuple[str, str]]]:
    return {option: [(typed.format(c=command), added) for typed, added in pairs] for option, pairs in shared.items()}


UNCERTAIN = """
mtfp: 1
name: Uncertain pay
base_year: 2025/26
years: 2
unit: £k
source: illustrative
assumptions:
  pay: {unit: rate, central: 3%, source: illustrative, spread: {interval: [1%, 6%]}}
  prices: {unit: rate, central: 2%, source: illustrative, spread: {interval: [1%, 4%]}}
  uplift: {unit: rate, central: 2%, source: illustrative}
lines:
  home: {label: Care at home, partner: council, setting: community, budget: 50_000, components: {pay: 100%}}
  homes: {label: Care homes, partner: council, setting: institutional, budget: 20_000, components: {prices: 100%}}
funding:
  council_payment: {partner: council, type: payment, base: 70_000, uplift: uplift}
reserves:
  general: {class: contingency, opening: 300}
scheme:
  steps: [reserves: {order: [general]}]
"""
"""Small plan with two uncertain assumptions, for options of draws."""

PROJECT, COMPARE = f"project {SHETLAND}", f"compare {SHETLAND} -s step-down"
DIFF = "diff examples/three-versions/draft.yaml examples/three-versions/budget.yaml"
SIMULATE = f"simulate {SHETLAND} --draws 64"
TRACE = f"trace {SHETLAND} 'gap 2028/29'"
BUDGET_PLAN = "examples/three-versions/budget.yaml"
WORKBOOK = f"workbook {BUDGET_PLAN}"
EDITED = f"import edited.xlsx --plan {BUDGET_PLAN}"
DRAWN_WORKBOOK = "workbook uncertain.yaml -o out.xlsx --simulate --draws 24"
SENSITIVITY = "sensitivity uncertain.yaml --draws 100"
CHART = f"chart {SHETLAND} causes"
DRAWN_CHART = f"chart {SHETLAND} gap --draws 100"
EACH = f"{SENSITIVITY} --table each"
REPORT = "report examples/three-versions/draft.yaml --draws 20"
SOLVE = "solve examples/three-versions/draft.yaml --find 'pay +?' --so-that 'gap <= 0 in 2028/29' --draws 20"
BATCH = f"batch {SHETLAND} --draws 64"
OPTIONS_FILE = f"{SHETLAND}/options.yaml"
CHOOSE = "options uncertain.yaml three.yaml --draws 30 --balance 'gap <= 800 in 2027/28' --at 30%"
CHECK, SHOW = f"check {SHETLAND}", "scenarios show step-down"
NEW = f"scenarios new dearer {SHETLAND} -s 'pay +1%'"

PAIRS: dict[str, dict[str, list[tuple[str, str]]]] = {
    "": {
        "--version": [("", "--version")],
        "--install-completion": [("", "--install-completion")],
        "--show-completion": [("", "--show-completion")],
        "--help": [("--version", "--help")],
    },
    "import": {
        "--mapping": [("import template.xlsx", "--mapping mapping.yaml")],
        "--plan": [("import edited.xlsx", f"--plan {BUDGET_PLAN}")],
        "--as": [(EDITED, "--as plan"), (f"{EDITED} --as plan", "--as scenario")],
        "--name": [(EDITED, "--name later")],
        "--label": [(EDITED, "--label 'Later uplifts'")],
        "--output": [("import template.xlsx", "--output new.yaml"), ("import template.xlsx", "-o new.yaml")],
        "--force": [("import template.xlsx -o mine.txt", "--force")],
        "--quiet": [("import template.xlsx -o new.yaml", "--quiet"), ("import template.xlsx -o new.yaml", "-q")],
        "--debug": [("BROKEN import template.xlsx", "--debug")],
        "--help": [("import template.xlsx", "--help")],
    },
    "init": {
        "--area": [("init new.yaml", "--area Fife")],
        "--force": [("init mine.txt --area Fife", "--force")],
        "--debug": [("BROKEN init new.yaml --area Fife", "--debug")],
        "--help": [("init", "--help")],
    },
    "check": {
        "--national": [(CHECK, "--national national.yaml")],
        "--scenario": [(CHECK, "--scenario pessimistic+maximum"), (CHECK, "-s pessimistic")],
        **of_results(CHECK, OF_CHECKS),
        "--since": [(f"check {BUDGET_PLAN}", "--since examples/three-versions/draft.yaml")],
        "--strict": [(CHECK, "--strict")],
        "--quiet": [(CHECK, "--quiet"), (CHECK, "-q")],
        "--debug": [(f"BROKEN {CHECK}", "--debug")],
        "--help": [(CHECK, "--help")],
    },
    "project": {
        "--scenario": [(PROJECT, "--scenario step-down"), (f"{PROJECT} -s step-down", "-s high-pay")],
        "--table": [
            (f"{PROJECT} --table lines", "--table statement"),
            (PROJECT, "--table lines"),
            (PROJECT, "--table funding"),
            (f"{PROJECT} -s step-down", "--table moves"),
            (PROJECT, "--table pressures"),
            (PROJECT, "--table bridge"),
            (PROJECT, "--table gap_bridge"),
            (PROJECT, "--table savings"),
            (PROJECT, "--table mix"),
            (PROJECT, "--table vacancies"),
            (PROJECT, "--table reserves"),
            (PROJECT, "--table scheme"),
            (PROJECT, "--table partners"),
            (PROJECT, "--table activity"),
            (PROJECT, "--table settings"),
            (PROJECT, "--table localities"),
            (PROJECT, "--table demand"),
            (PROJECT, "--table directions"),
            (PROJECT, "--table hosted"),
            (PROJECT, "--table report_as"),
            (PROJECT, "--table assumptions"),
            (PROJECT, "--table risks"),
            (PROJECT, "--table commitments"),
            (PROJECT, "--table decisions"),
            (PROJECT, "--table actions"),
            (PROJECT, "--table agreed"),
            (PROJECT, "--table impact_assessments"),
            (PROJECT, "--table comparators"),
            (PROJECT, "--table all"),
        ],
        "--real": [(PROJECT, "--real")],
        "--quiet": [(PROJECT, "--quiet"), (f"{PROJECT} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {PROJECT}", "--debug")],
        "--help": [(PROJECT, "--help")],
        **of_results(PROJECT),
        **of_results(PROJECT, SELECTED),
    },
    "simulate": {
        "--national": [(SIMULATE, "--national national.yaml")],
        "--scenario": [(SIMULATE, "--scenario step-down"), (SIMULATE, "-s high-pay")],
        "--draws": [(SIMULATE, "--draws 70")],
        "--seed": [(SIMULATE, "--seed 2")],
        "--sampler": [(SIMULATE, "--sampler sobol"), (f"{SIMULATE} --sampler sobol", "--sampler random")],
        "--until": [(SIMULATE, "--until 'p90 gap ±1k'")],
        "--confidence": [(SIMULATE, "--confidence 90%")],
        "--gap-over": [(SIMULATE, "--gap-over 2m")],
        "--table": [
            (SIMULATE, "--table distribution"),
            (SIMULATE, "--table probability"),
            (SIMULATE, "--table contingency"),
            (SIMULATE, "--table additional_payments"),
            (SIMULATE, "--table difference"),
            (SIMULATE, "--table clipped"),
            (SIMULATE, "--table levers"),
            (SIMULATE, "--table checks"),
            (SIMULATE, "--table all"),
        ],
        "--keep-draws": [(SIMULATE, "--keep-draws out.npz")],
        "--threads": [(f"{SIMULATE} --draws 5000 --memory 100MB --threads 2", "--threads 1")],
        "--memory": [(f"{SIMULATE} --memory 1MB", "--memory 1GB")],
        "--disk": [(f"{SIMULATE} --draws 20000 --memory 104MB --threads 1 --disk 1MB", "--disk 10GB")],
        "--no-progress": [(f"TERMINAL simulate {SHETLAND} --draws 9000", "--no-progress")],
        "--quiet": [(SIMULATE, "--quiet"), (f"{SIMULATE} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {SIMULATE}", "--debug")],
        "--help": [(SIMULATE, "--help")],
        **of_results(SIMULATE),
        **of_results(SIMULATE, SELECTED),
    },
    "batch": {
        "--scenario": [(BATCH, "--scenario step-down"), (BATCH, "-s high-pay")],
        "--draws": [(BATCH, "--draws 70")],
        "--seed": [(BATCH, "--seed 2")],
        "--sampler": [(BATCH, "--sampler sobol"), (f"{BATCH} --sampler sobol", "--sampler random")],
        "--confidence": [(f"{BATCH} -o out", "--confidence 90%")],
        "--gap-over": [(f"{BATCH} -o out", "--gap-over 2m")],
        "--rank-by": [
            (BATCH, "--rank-by p90-gap"),
            (BATCH, "--rank-by below-floor"),
            (f"{BATCH} --rank-by p90-gap", "--rank-by gap"),
        ],
        "--output": [(BATCH, "--output out"), (BATCH, "-o out")],
        "--parquet": [(f"{BATCH} -o out", "--parquet")],
        "--store": [(f"{BATCH} -o out", "--store kept")],
        "--workers": [(f"{BATCH} uncertain.yaml --workers 2", "--workers 1")],
        "--scheduler": [(BATCH, "--scheduler SCHEDULER")],
        "--rollup": [(BATCH, "--rollup")],
        "--policy": [(BATCH, "--policy policy.yaml")],
        "--national": [(BATCH, "--national national.yaml")],
        "--as-of": [(f"{BATCH} --policy policy.yaml", "--as-of 2040-01-01")],
        "--memory": [(f"{BATCH} --memory 1MB", "--memory 1GB")],
        "--disk": [(f"{BATCH} --draws 20000 --memory 104MB --workers 1 --disk 1MB", "--disk 10GB")],
        "--fresh": [(f"{BATCH} -o again", "--fresh")],
        "--trust-results": [(f"{BATCH} -o tracked", "--trust-results")],
        "--baseline": [(BATCH, "--baseline earlier")],
        "--tolerance": [(f"{BATCH} --baseline earlier", "--tolerance 1m")],
        "--fail-if-moved": [(f"{BATCH} --baseline earlier", "--fail-if-moved")],
        "--junit": [(BATCH, "--junit junit.xml")],
        "--summary": [(BATCH, "--summary summary.md")],
        "--paper": [(BATCH, "--paper paper.html")],
        "--github": [(BATCH, "--github")],
        "--no-progress": [(f"TERMINAL batch {SHETLAND} --draws 9000", "--no-progress")],
        "--quiet": [(BATCH, "--quiet"), (f"{BATCH} -o out", "-q")],
        "--debug": [(f"BROKEN {BATCH}", "--debug")],
        "--help": [(BATCH, "--help")],
        "--format": [
            *of_results(BATCH)["--format"][1:-2],
            (f"{BATCH} --format csv", "--format table"),
            (BATCH, "--format github"),
            (BATCH, "--format junit"),
        ],
        "--layout": of_results(BATCH)["--layout"],
        "--force": [(f"{BATCH} -o taken", "--force")],
    },
    "compare": {
        "--scenario": [(f"compare {SHETLAND}", "--scenario step-down"), (COMPARE, "-s high-pay")],
        "--table": [(COMPARE, f"--table {name}") for name in (*COMPARED, ALL)],
        "--real": [(COMPARE, "--real"), (f"{COMPARE} --table statement", "--real")],
        "--quiet": [(COMPARE, "--quiet"), (f"{COMPARE} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {COMPARE}", "--debug")],
        "--help": [(COMPARE, "--help")],
        **of_results(COMPARE),
        **of_results(COMPARE, SELECTED),
    },
    "diff": {
        "--scenario": [(DIFF, "--scenario high-pay"), (DIFF, "-s flat-cash")],
        "--by": [(DIFF, "--by name"), (f"{DIFF} --by name", "--by section")],
        "--quiet": [(f"{DIFF} -o out.csv", "--quiet"), (f"{DIFF} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {DIFF}", "--debug")],
        "--help": [(DIFF, "--help")],
        **of_results(DIFF),
        "--year": [(DIFF, "--year 2027/28")],
        "--row": [(DIFF, "--row gap")],
    },
    "options": {
        "--scenario": [(CHOOSE, "--scenario high-pay"), (CHOOSE, "-s step-down")],
        "--balance": [
            (CHOOSE, "--balance 'gap <= 400 in 2027/28'"),
            (CHOOSE, "--so-that 'gap <= 400 in 2027/28'"),
        ],
        "--at": [(CHOOSE, "--at 70%")],
        "--must": [(CHOOSE, "--must nights")],
        "--without": [(CHOOSE, "--without teams")],
        "--draws": [(CHOOSE, "--draws 40")],
        "--seed": [(CHOOSE, "--seed 2")],
        "--scenario-out": [(CHOOSE, "--scenario-out package.yaml")],
        "--new": [(f"options {SHETLAND} new.yaml", "--new")],
        "--no-progress": [(f"TERMINAL options {SHETLAND} {OPTIONS_FILE} --draws 20", "--no-progress")],
        "--quiet": [(CHOOSE, "--quiet"), (f"{CHOOSE} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {CHOOSE}", "--debug")],
        "--help": [(CHOOSE, "--help")],
        **of_results(CHOOSE),
        "--year": [(CHOOSE, "--year 2027/28")],
        "--row": [(CHOOSE, "--row chance")],
    },
    "solve": {
        "--find": [
            (SOLVE.replace("--find 'pay +?'", ""), "--find 'uplift +?'"),
            (SOLVE, "--find 'uplift +?'"),
        ],
        "--so-that": [
            (SOLVE, "--so-that 'gap <= 1m in 2027/28'"),
            (SOLVE, "--balance 'gap <= 1m in 2027/28'"),
        ],
        "--scenario": [(SOLVE, "--scenario step-down"), (SOLVE, "-s 'prices +1%'")],
        "--at": [(SOLVE, "--at 80%")],
        "--year-by-year": [(SOLVE, "--year-by-year")],
        "--draws": [(SOLVE, "--draws 30")],
        "--seed": [(SOLVE, "--seed 5")],
        "--no-progress": [(f"TERMINAL {SOLVE.replace('--draws 20', '--draws 9000')}", "--no-progress")],
        "--quiet": [(f"{SOLVE} -o out.csv", "--quiet"), (f"{SOLVE} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {SOLVE}", "--debug")],
        "--help": [(SOLVE, "--help")],
        **of_results(SOLVE),
    },
    "population": {
        "--profile": [(PEOPLE, "--profile care_at_home_hours")],
        "--variant": [
            (PEOPLE, "--variant high_migration"),
            (PEOPLE, "--variant low_migration"),
            (f"{PEOPLE} --variant low_migration", "--variant principal"),
        ],
        "--from": [(PEOPLE, "--from 2030")],
        "--to": [(PEOPLE, "--to 2030")],
        "--quiet": [(f"{PEOPLE} -o out.csv", "--quiet"), (f"{PEOPLE} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {PEOPLE}", "--debug")],
        "--help": [(PEOPLE, "--help")],
        **of_results(PEOPLE),
    },
    "schema": {
        "--output": [("schema", "--output out.json"), ("schema scenario", "-o out.json")],
        "--force": [("schema -o mine.txt", "--force")],
        "--quiet": [("schema -o out.json", "--quiet"), ("schema -o out.json", "-q")],
        "--debug": [("BROKEN schema", "--debug")],
        "--help": [("schema", "--help")],
    },
    "sensitivity": {
        "--scenario": [(EACH, "--scenario step-down"), (EACH, "-s high-pay")],
        "--of": [(EACH, "--of reserves")],
        "--year": [(EACH, "--year 2026/27")],
        "--move": [(SENSITIVITY, "--move 'pay 1%, 2%'")],
        "--draws": [(SENSITIVITY, "--draws 110")],
        "--seed": [(SENSITIVITY, "--seed 2")],
        "--table": [
            (f"{SENSITIVITY} --move 'pay 1%'", "--table values"),
            (f"{SENSITIVITY} --move 'pay 1%'", "--table from_zero"),
            (SENSITIVITY, "--table each"),
            (SENSITIVITY, "--table asked"),
            (SENSITIVITY, "--table alone"),
            (SENSITIVITY, "--table certain"),
            (SENSITIVITY, "--table variance"),
            (SENSITIVITY, "--table worst_tenth"),
            (SENSITIVITY, "--table all"),
        ],
        "--no-progress": [(f"TERMINAL sensitivity {SHETLAND} --draws 100 --table each", "--no-progress")],
        "--quiet": [(EACH, "--quiet"), (f"{EACH} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {EACH}", "--debug")],
        "--help": [(EACH, "--help")],
        **of_results(EACH),
    },
    "report": {
        "--scenario": [(REPORT, "--scenario step-down"), (REPORT, "-s high-pay")],
        "--for": [(REPORT, f"--for {audience}") for audience in AUDIENCES if audience != "board"]
        + [(f"{REPORT} --for finance", "--for board")],
        "--draws": [(f"report {SHETLAND} --draws 20", "--draws 30")],
        "--seed": [(f"report {SHETLAND} --draws 20", "--seed 2")],
        "--quiet": [(REPORT, "--quiet"), (f"{REPORT} -o out.html", "-q")],
        "--debug": [(f"BROKEN {REPORT}", "--debug")],
        "--help": [(REPORT, "--help")],
        **of_results(REPORT),
    },
    "chart": {
        "--scenario": [
            (CHART, "--scenario step-down"),
            (f"chart {SHETLAND} ladder -s step-up --draws 100", "-s high-pay"),
        ],
        "--draws": [(DRAWN_CHART, "--draws 110")],
        "--seed": [(DRAWN_CHART, "--seed 2")],
        "--no-progress": [(f"TERMINAL chart {SHETLAND} tornado --draws 100", "--no-progress")],
        "--quiet": [(CHART, "--quiet"), (f"{CHART} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {CHART}", "--debug")],
        "--help": [(CHART, "--help")],
        **of_results(CHART, OF_CHARTS),
    },
    "trace": {
        "--scenario": [(TRACE, "--scenario step-down"), (TRACE, "-s high-pay")],
        "--depth": [(TRACE, "--depth 1")],
        "--quiet": [(TRACE, "--quiet"), (f"{TRACE} -o out.csv", "-q")],
        "--debug": [(f"BROKEN {TRACE}", "--debug")],
        "--help": [(TRACE, "--help")],
        **of_results(TRACE),
    },
    "workbook": {
        "--scenario": [
            (f"{WORKBOOK} -o out.xlsx", "-s 'pay +1%'"),
            (f"{WORKBOOK} -o out.xlsx", "--scenario 'pay +1%'"),
        ],
        "--simulate": [(f"{WORKBOOK} -o out.xlsx", "--simulate --draws 20")],
        "--draws": [(DRAWN_WORKBOOK, "--draws 30")],
        "--seed": [(DRAWN_WORKBOOK, "--seed 2")],
        "--sampler": [(DRAWN_WORKBOOK, "--sampler sobol"), (f"{DRAWN_WORKBOOK} --sampler sobol", "--sampler random")],
        "--confidence": [(DRAWN_WORKBOOK, "--confidence 90%")],
        "--gap-over": [(DRAWN_WORKBOOK, "--gap-over 2m")],
        "--template": [("workbook -o new.xlsx", "--template")],
        "--area": [("workbook --template -o new.xlsx", "--area Fife")],
        "--output": [(WORKBOOK, "-o out.xlsx"), (WORKBOOK, "--output out.xlsx")],
        "--force": [(f"{WORKBOOK} -o mine.xlsx", "--force")],
        "--quiet": [(f"{WORKBOOK} -o out.xlsx", "--quiet"), (f"{WORKBOOK} -o out.xlsx", "-q")],
        "--debug": [(f"BROKEN {WORKBOOK} -o out.xlsx", "--debug")],
        "--help": [(WORKBOOK, "--help")],
    },
    "explain": {
        **of_results("explain E302", OF_WORDS),
        "--debug": [("BROKEN explain E302", "--debug")],
        "--help": [("explain E302", "--help")],
    },
    "scenarios": {"--help": [("scenarios", "--help")]},
    "scenarios list": {
        **of_results("scenarios list", OF_WORDS),
        "--debug": [("BROKEN scenarios list", "--debug")],
        "--help": [("scenarios list", "--help")],
    },
    "scenarios new": {
        "--scenario": [(NEW, "-s step-down"), (NEW, "--scenario 'cpi +1%'")],
        "--output": [(NEW, "-o other.yaml"), (NEW, "--output folder.yaml")],
        "--force": [(f"{NEW} -o mine.txt", "--force")],
        "--debug": [(f"BROKEN {NEW}", "--debug")],
        "--help": [(NEW, "--help")],
    },
    "scenarios show": {
        **of_results(SHOW, OF_WORDS),
        "--debug": [(f"BROKEN {SHOW}", "--debug")],
        "--help": [(SHOW, "--help")],
    },
}
NATIONAL = """
mtfp: 1
national: other
source: i
assumptions: {cpi: {unit: rate, central: 5%, source: i}}
correlations: [[cpi, pay_nhs, -0.9]]
"""
THREE = """
mtfp: 1
scale: {name: harm}
options:
  teams: {saving: {line: home, planned: {2027/28: 400}}, impact: 2}
  nights: {saving: {line: homes, planned: {2027/28: 500}}, impact: 4}
  managers: {saving: {line: home, planned: {2027/28: 300}, delivery: 70%}, impact: 3}
"""
POLICY = "mtfp: 1\npolicy: all\nstale_after: 60\nas_of: 2026-11-01\nchecks: [{name: never, of: gap, at_most: -1}]\n"
COUNCIL = io.BytesIO()
"""A council's template for Word, which is then in the folder."""
WordDocument().save(COUNCIL)
EARLIER = "earlier"
"""Typed for a folder of earlier results, which is then there."""
AGAIN = "again"
"""Typed for a folder with the results of the same command, whose store somebody has forged."""
TRACKED = "tracked"
"""Typed for a folder with the results of the same command, which git tracks."""
BROKEN = "BROKEN "
"""Typed before a command that is to meet a bug in mtfp."""
EXAMPLE = parse_yaml(first_plan("Fife"), "").value
MAPPING = """mtfp: 1
plan: examples/shetland/plan.yaml
sheets:
  Lines:
    section: lines
    columns: {Label: label, Budget: budget}
    new: {partner: nhs, setting: other, components.cpi: 100%}
"""
SCHEDULER = "SCHEDULER"
"""Typed for the address of one of Dask's, which is then there."""
TERMINAL = "TERMINAL "
"""Typed before a command that is to speak to a terminal."""


class Known(NamedTuple):
    """An option as a command has it: its spellings, and the values it takes if they are a closed set."""

    command: str
    spellings: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        return max(self.spellings, key=len)


def options(command, path: tuple[str, ...] = ()) -> Iterator[Known]:
    """The options of a command and of those below it."""
    for option in command.get_params(command.make_context("mtfp", [], resilient_parsing=True)):
        if option.param_type_name == "option":
            yield Known(" ".join(path), (*option.opts, *option.secondary_opts), values_of(option, path))
    for name, inner in getattr(command, "commands", {}).items():
        yield from options(inner, (*path, name))


def values_of(option, path: tuple[str, ...]) -> tuple[str, ...]:
    own = {("simulate",): SIMULATED, ("compare",): COMPARED, ("sensitivity",): SENSITIVE}
    tables = own.get(path, TABLES)
    named = {"--table": (*tables, ALL)}
    listed = tuple(option.metavar.split("|")) if "|" in (option.metavar or "") else ()
    return listed or named.get(max(option.opts, key=len), ())


OPTIONS = list(options(typer.main.get_command(app)))
TYPED = [
    (command, option, *pair)
    for command, by_option in PAIRS.items()
    for option, pairs in by_option.items()
    for pair in pairs
]


def test_every_option_has_a_pair_and_every_pair_an_option():
    known = {(option.command, option.name) for option in OPTIONS}
    assert known == {(command, name) for command, by_option in PAIRS.items() for name in by_option}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: f"{option.command} {option.name}")
def test_every_spelling_and_every_value_has_a_pair(option):
    pairs = PAIRS[option.command][option.name]
    added = {tuple(shlex.split(added)[:2]) for _, added in pairs}
    spelled = {words[0] for words in added}
    if option.name != "--help":
        assert spelled == set(option.spellings)
    assert set(option.values) <= {word for words in added for word in words[1:]}


@pytest.mark.parametrize(("command", "option", "typed", "added"), TYPED, ids=lambda word: word or "mtfp")
def test_the_option_changes_something(command, option, typed, added, tmp_path, monkeypatch, request, known):
    assert bare(typed).startswith(command)
    if typed.startswith(TERMINAL):
        monkeypatch.chdir(ROOT)
        assert len({on_a_terminal(words) for _, words in runs(typed, added)}) == 2
        return
    if typed.startswith(BROKEN):
        plant_a_bug(monkeypatch)
        known = {}  # elsewhere the commands are sound
    if SCHEDULER in added:
        added = added.replace(SCHEDULER, request.getfixturevalue("scheduler"))
    without, with_it = (outcome_known(known, words, tmp_path / name, monkeypatch) for name, words in runs(typed, added))
    assert without != with_it
    if not typed.startswith(BROKEN) and not option.endswith("-completion"):  # which shell this is, is not ours to know
        assert with_it[0] in (Exit.DONE, Exit.CHECK_FAILED), with_it[2]


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a scheduler with one worker, in a process of its own."""
    with dask_scheduler() as address:
        yield address


def test_a_run_comes_out_the_same_again(tmp_path, monkeypatch):
    """Else the pairs above would differ by themselves."""
    for number, typed in enumerate(
        (
            PROJECT,
            COMPARE,
            SIMULATE,
            BATCH,
            f"{BATCH} -o out",
            CHECK,
            PEOPLE,
            f"{PROJECT} -o out.csv",
            "schema -o out.json",
        )
    ):
        folders = (tmp_path / f"{number}{name}" for name in "ab")
        once, again = (outcome(shlex.split(typed), folder, monkeypatch) for folder in folders)
        assert once == again


def runs(typed: str, added: str) -> tuple[tuple[str, list[str]], tuple[str, list[str]]]:
    words = shlex.split(bare(typed))
    return ("without", words), ("with", [*words, *shlex.split(added)])


def bare(typed: str) -> str:
    """What is typed, without a word on how it is to be run."""
    return typed.removeprefix(BROKEN).removeprefix(TERMINAL)


Outcome = tuple[int, str, str, dict[str, bytes]]
"""Exit code, standard output, standard error, and every file."""


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, ...], Outcome]:
    """The outcomes of commands that several pairs have in common."""
    return {}


def outcome_known(known, words: list[str], folder: Path, monkeypatch) -> Outcome:
    """An outcome from an earlier pair, or a new one."""
    if tuple(words) not in known:
        known[tuple(words)] = outcome(words, folder, monkeypatch)
    return known[tuple(words)]


def outcome(words: list[str], folder: Path, monkeypatch) -> Outcome:
    """What a command leaves behind, run in a folder of its own, which is home too, with a file that isn't mtfp's."""
    for example in (SHETLAND, "examples/three-versions"):
        shutil.copytree(ROOT / example, folder / example)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "mine.xlsx").write_text("mine", encoding="utf-8")
    if "import" in words:
        write_signed(lambda to: write_template(EXAMPLE, to), format_named("xlsx"), folder / "template.xlsx")
        (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        (folder / "edited.xlsx").write_bytes(edited_workbook())
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "national.yaml").write_text(NATIONAL, encoding="utf-8")
    (folder / "three.yaml").write_text(THREE, encoding="utf-8")
    (folder / "uncertain.yaml").write_text(UNCERTAIN, encoding="utf-8")
    (folder / "council.docx").write_bytes(COUNCIL.getvalue())
    (folder / "taken").mkdir()
    (folder / "taken" / "results.csv").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    if EARLIER in words:
        earlier_results(folder / SHETLAND / "plan.yaml")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    if {AGAIN, TRACKED} & {*words}:
        CliRunner().invoke(app, [word for word in words if word not in ("--fresh", "--trust-results")])
    if AGAIN in words:
        forge_store(folder / AGAIN / "store")
    if TRACKED in words:
        for command in (["init", "-q"], ["add", TRACKED]):
            subprocess.run(["git", *command], check=True)
    if "--scheduler" in words:  # Dask's threads outlive a test
        run = subprocess.run([sys.executable, "-c", MAIN, *words], capture_output=True, text=True, check=False)
        result = SimpleNamespace(exit_code=run.returncode, stdout=run.stdout, stderr=run.stderr)
    else:
        result = CliRunner().invoke(app, words)
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return result.exit_code, result.stdout, result.stderr, files


@cache
def edited_workbook() -> bytes:
    """A workbook of the budget in which one rate was edited."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.xlsx"
        Planner(ROOT / BUDGET_PLAN).write_workbook(file)
        book = load_workbook(file)
        cell(book, "assumptions.uplift.central").value = 0.025
        book.save(file)
        return file.read_bytes()


def earlier_results(plan: Path) -> None:
    """What the plan came to when its contingency was £20k less."""
    text = plan.read_text(encoding="utf-8")
    assert "opening: 1_560" in text
    plan.write_text(text.replace("opening: 1_560", "opening: 1_540"), encoding="utf-8")
    CliRunner().invoke(app, shlex.split(f"{BATCH} -o {EARLIER}"))
    plan.write_text(text, encoding="utf-8")


def plant_a_bug(monkeypatch) -> None:
    """Break how everything is written, so that each command ends as it does when mtfp has a bug."""

    def broken(*anything: object, **more: object) -> None:
        raise ZeroDivisionError("planted")

    for writer in (
        "mtfp.cli.shared.output.deliver",
        "mtfp.reports.files.out.to_stdout",
        "mtfp.cli.runs.import_plan.may_write",
        "mtfp.cli.runs.init.may_write",
        "mtfp.cli.runs.workbook.may_write",
        "mtfp.cli.runs.new_scenario.may_write",
    ):
        monkeypatch.setattr(writer, broken)
