"""`mtfp trace` as a user types it: what it refuses, and what each format keeps of inputs."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from mtfp import trace
from mtfp.cli.app import app
from mtfp.documents.tree import Tree
from mtfp.reports.terminal.tree import draw_tree
from mtfp.views.traced import table_of

SHETLAND = "examples/shetland"


def tree_of(found):
    return Tree(found.root, table_of(found))


def run(*words):
    return CliRunner().invoke(app, ["trace", SHETLAND, *words])


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("gap", "the year is missing: name one of 2025/26 to 2030/31, as in `gap 2030/31`"),
        ("gap 2034/35", "the year `2034/35` is not in the plan: name one of 2025/26 to 2030/31"),
        ("gpa 2028/29", "no number of this plan is called `gpa`: did you mean `gap`?"),
        ("pay 2028/29", "`pay` is a row of the tables `statement`, `pressures`, `bridge` and `gap_bridge` and has no"),
        ("savings 2025/26", "Savings achieved has no value in 2025/26: name another year, such as 2030/31"),
    ],
)
def test_a_wrong_figure_is_refused_with_its_repair(figure, message):
    refused = run(figure)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert not refused.stdout


def test_too_deep_a_trace_is_refused():
    refused = run("gap 2028/29", "--depth", "13")
    assert (refused.exit_code, refused.stderr) == (2, "the depth must be from 1 to 12, not 13\n")


def test_csv_has_the_path_and_the_origin_of_every_part():
    rows = list(csv.DictReader(io.StringIO(run("care_at_home 2028/29", "--depth", "2", "--format", "csv").stdout)))
    by_path = {row["row"]: row for row in rows if row["year"] == "2028/29"}
    budget = by_path["lines.care_at_home/budgets.care_at_home/lines.care_at_home.budget"]
    assert (budget["value"], budget["unit"]) == ("9200.0", "£k")
    assert "plan.yaml:304:13" in budget["about"]


@pytest.mark.parametrize("format", ["json", "html", "markdown", "plain", "sheet"])
def test_other_formats_have_every_part(format):
    found = run("care_at_home 2028/29", "--depth", "2", "--format", format)
    assert found.exit_code == 0
    assert "304:13" in found.stdout
    if format == "json":
        assert json.loads(found.stdout)["manifest"]


def test_a_screen_without_lines_has_other_guides():
    drawn = draw_tree(tree_of(trace(SHETLAND, "gap 2028/29", depth=1)), 80, "ascii")
    assert drawn.isascii()
    assert "|- + Expenditure" in drawn


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width):
    drawn = draw_tree(tree_of(trace(SHETLAND, "gap 2028/29")), width, "utf-8")
    assert max(map(len, drawn.splitlines())) <= max(width, 50)
