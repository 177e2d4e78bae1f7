"""`mtfp simulate` as people type it: what it shows, what it refuses, how it stops, and that uncertainty reaches it."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from jsonschema import validate
from typer.testing import CliRunner, Result

from mtfp.cli.app import app
from mtfp.cli.exits import Exit
from mtfp.reports.data.schema import RESULT_SCHEMA
from mtfp.views.simulated.tables import SIMULATED
from tests.cli.interrupted import at_work
from tests.cli.terminal import MAIN, on_a_terminal
from tests.simulation.sampled import SMALL

ROOT = Path(__file__).parents[2]
SHETLAND = "examples/shetland"
LADDER = ("minimum", "step-down", "step-up", "maximum")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The examples and the small plan in a folder of their own, and a screen of 80 columns."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "plan.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def simulate(*words: str) -> Result:
    return CliRunner().invoke(app, ["simulate", *words])


def done(*words: str) -> str:
    result = simulate(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def cells(*words: str) -> dict[tuple[str, ...], float]:
    """The figures of a run, whether its checks hold or not."""
    result = simulate(*words, "--format", "csv")
    assert result.exit_code in (0, 1), result.stderr
    rows = csv.DictReader(io.StringIO(result.stdout))
    return {(r["scenario"], r["table"], r["row"], r["year"], r["statistic"]): float(r["value"]) for r in rows}


@pytest.mark.parametrize("width", ["80", "120"])
def test_everything_of_the_ladder_fits_the_screen(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    shown = simulate(SHETLAND, *(word for name in LADDER for word in ("-s", name)), "--draws", "300").stdout
    assert max(len(line) for line in shown.splitlines()) <= int(width)
    for words in (
        "The range of 8 in 10 draws is",
        "is no more than the plan's",
        "a contingency for risk of",
    ):
        assert words in shown.replace("\n", " ")


def test_it_begins_with_charts_and_each_has_its_sentence():
    shown = done("plan.yaml", "--draws", "500")
    order = [
        "A draw is one possible course",
        "The middle draw goes",
        "the plan counts on",
        ", before additional",
        "A longer bar is a higher chance",
        "In 80 of 100 draws",
    ]
    assert [shown.index(words) for words in order] == sorted(shown.index(words) for words in order)


@pytest.mark.parametrize("how", [("--format", "plain"), ("--layout", "list"), ("--format", "markdown")])
def test_where_charts_are_not_drawn_their_figures_and_sentences_are_there(how):
    shown = done("plan.yaml", "--draws", "100", *how)
    assert ("▓" in shown, "A longer bar is a higher chance" in shown) == (False, False)
    for words in ("The middle draw goes", "the plan counts on", "is no more than the plan's", "Share of draws"):
        assert words in shown.replace("\n", " ")


@pytest.mark.parametrize("how", [("--table", "distribution"), ("--year", "2027/28"), ("--row", "gap")])
def test_a_choice_of_tables_rows_or_years_has_no_charts(how):
    shown = done("plan.yaml", "--draws", "100", *how)
    assert ("▓" in shown, "no more than the plan" in shown.replace("\n", " ")) == (False, False)


def test_it_is_plain_letters_where_the_terminal_has_no_others():
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "80"}
    command = [sys.executable, "-c", MAIN, "simulate", SHETLAND, "--draws", "200"]
    shown = subprocess.run(command, env=environment, capture_output=True, check=True).stdout.decode("ascii")
    assert "####" in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_the_seed_and_the_draws_are_shown_and_the_threads_are_not():
    manifest = json.loads(done("plan.yaml", "--draws", "100", "--threads", "2", "--format", "json"))["manifest"]
    assert {name: manifest[name] for name in ("case", "draws", "seed", "sampler", "block")} == {
        "case": "simulated", "draws": 100, "seed": 1, "sampler": "random", "block": 4096,
    }  # fmt: skip
    assert "threads" not in manifest
    assert "100 draws, seed 1" in done("plan.yaml", "--draws", "100")


def test_json_keeps_to_its_schema():
    told = json.loads(done("plan.yaml", "--draws", "100", "--format", "json"))
    validate(told, RESULT_SCHEMA)
    assert {"p05", "p95", "mean", "sd", "es90", "se_mean", "se_p90", "probability", "se_probability"} <= {
        statistic for row in told["result"] for statistic in row["values"]
    }


def test_the_output_is_the_same_for_any_threads():
    assert done("plan.yaml", "--draws", "9000", "--threads", "1") == done(
        "plan.yaml", "--draws", "9000", "--threads", "3"
    )


@pytest.mark.parametrize("name", SIMULATED)
def test_a_table_by_its_name(name):
    found = cells("plan.yaml", "-s", "high-pay", "--draws", "500", "--table", name)
    assert {table for _, table, *_ in found} == {name}


def test_checks_must_hold_in_their_share_of_draws(folder):
    """The minimum level of 2% of expenditure is broken in some draws, never in the central case."""
    assert "2 of 2 checks hold" in done("plan.yaml", "--draws", "500")
    (folder / "plan.yaml").write_text(SMALL.replace("probability: 50%", "probability: 99.9%"), encoding="utf-8")
    failed = simulate("plan.yaml", "--draws", "500")
    assert failed.exit_code == 1
    assert "FAILS: floor" in failed.stdout
    assert "The plan as it stands: FAILS: floor" in failed.stderr
    checked = CliRunner().invoke(app, ["check", "plan.yaml"])
    assert checked.exit_code == 0
    assert "2 of the checks must also hold in a share of draws; `mtfp simulate plan.yaml`" in checked.stdout


def test_a_check_fails_if_it_fails_in_the_central_case(folder):
    (folder / "plan.yaml").write_text(
        SMALL + "  - {name: none, of: gap, at_most: -100, in: 2028/29, probability: 0%}\n", encoding="utf-8"
    )
    failed = simulate("plan.yaml", "--draws", "200")
    assert failed.exit_code == 1
    assert "The plan as it stands: FAILS: none (fails in the central case)" in failed.stderr


def test_a_scenario_that_removes_the_figure_of_a_check_is_refused(folder):
    levers = "levers:\n  - scheme: {steps: [{carry: {}}]}\n  - reserves: {name: general, drop: true}\n"
    (folder / "none.yaml").write_text(f"mtfp: 1\nscenario: none\n{levers}", encoding="utf-8")
    for words in (["simulate", "plan.yaml", "-s", "none.yaml"], ["check", "plan.yaml", "-s", "none.yaml"]):
        refused = CliRunner().invoke(app, words)
        assert refused.exit_code == 3, refused.output
        assert "no figure is called `reserves.general` under none" in refused.stderr


def test_a_run_beyond_its_limits_is_refused_before_any_work():
    refused = simulate(SHETLAND, "--memory", "5MB")
    assert refused.exit_code == 6
    assert "allow --memory" in refused.stderr
    refused = simulate(SHETLAND, "--draws", "2000000", "--memory", "2GB", "--disk", "1GB")
    assert refused.exit_code == 6
    assert "figures x 6 years x 2,000,000 draws x 8 bytes =" in refused.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--sampler", "halton"), "use `random` or `sobol`"),
        (("--sampler", "sobol", "--draws", "12"), "use 16"),
        (("--table", "distributions"), "did you mean `distribution`?"),
        (("--confidence", "0.8"), "write it like 80%"),
        (("--gap-over", "2bn"), "write it like 500k"),
        (("--until", "p90 gapp ±1"), "did you mean `gap`?"),
        (("--memory", "lots"), "write it like 1GB"),
        (("--disk", "1"), "write it like 1GB"),
        (("--keep-draws", "draws.csv"), "with the ending .csv; name a .npz or .parquet file"),
        (("-s", "high-pay", "-s", "high-pay"), "is given twice"),
        (("--draws", "0"), "greater than or equal to 1"),
        (("--seed", "-1"), "greater than or equal to 0"),
    ],
)
def test_mistakes_leave_with_a_repair(words, message):
    result = simulate("plan.yaml", *words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_missing_extra_is_reported_in_a_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as where it isn't installed
    result = simulate("plan.yaml", "--keep-draws", "draws.parquet")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "mtfp[parquet]" in result.stderr


def test_draws_are_written_with_their_manifest(folder):
    simulate("plan.yaml", "-s", "high-pay", "--draws", "300", "--seed", "5", "--keep-draws", "draws.npz")
    with np.load(folder / "draws.npz", allow_pickle=False) as arrays:
        manifest = json.loads(str(arrays["manifest"]))
        assert (manifest["seed"], manifest["draws"]) == (5, 300)
        gap = arrays["high-pay/gap"][-1]
    told = cells("plan.yaml", "-s", "high-pay", "--draws", "300", "--seed", "5", "--table", "distribution")
    assert told["high-pay", "distribution", "gap", "2028/29", "p90"] == pytest.approx(np.quantile(gap, 0.9))


def test_until_stops_at_the_precision():
    words = ("plan.yaml", "--draws", "300000", "--until", "p90 gap ±2k", "--format", "json")
    assert 4096 <= json.loads(done(*words))["manifest"]["draws"] < 50_000
    short = simulate("plan.yaml", "--draws", "500", "--until", "p90 gap ±0.1k")
    assert "--until was not met with 500 draws" in short.stderr


UNCERTAIN = {
    "persistence": (
        "unit: rate, central: 3%, spread: {interval",
        "unit: rate, central: 3%, persistence: 0.95, spread: {interval",
    ),
    "correlation": ("correlations: [[pay, uplift, 0.5]]", ""),
    "event": ("probability: 20%", "probability: 40%"),
    "event, its money": ("[20, 60]", "[10, 90]"),
    "drawn": ("drawn: once", "drawn: yearly"),
    "cap": ("cap: 100%", "cap: 120%"),
    "scope": ("pay: {unit: rate", "pay: {scope: national, unit: rate"),
    "recovery plan": ("steps: [", "steps: [{recovery_plan: {achieves: 50%, fails: 40%}}, "),
}
SPREADS = {
    "interval": "{interval: [1%, 6%]}",
    "interval by three": "{interval: [1%, 4%, 6%]}",
    "normal": "{normal: {mean: 3%, sd: 2%}}",
    "lognormal": "{lognormal: {mean: 3%, sd: 2%}}",
    "beta": "{beta: {mean: 3%, sd: 2%}}",
    "triangular": "{triangular: [0%, 3%, 8%]}",
    "pert": "{pert: [0%, 3%, 8%]}",
    "uniform": "{uniform: [0%, 8%]}",
    "discrete": "{discrete: {1%: 50%, 6%: 50%}}",
    "around": "{interval: [-2%, 3%], around: central}",
}


def last_year(folder, text: str, figure: str = "gap") -> tuple[float, ...]:
    """Mean, spread and tails of a figure of the last year."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    found = cells("plan.yaml", "--draws", "300", "--table", "distribution")
    return tuple(found["base", "distribution", figure, "2028/29", each] for each in ("mean", "sd", "p05", "p95"))


@pytest.mark.parametrize("key", UNCERTAIN)
def test_everything_uncertain_in_a_plan_changes_its_draws(key, folder):
    old, new = UNCERTAIN[key]
    assert old in SMALL
    figure = "additional_payments"  # which all of it comes to in the end
    assert last_year(folder, SMALL, figure) != last_year(folder, SMALL.replace(old, new), figure)


def test_each_kind_of_spread_gives_different_draws(folder):
    told = {kind: last_year(folder, SMALL.replace("{interval: [1%, 6%]}", said)) for kind, said in SPREADS.items()}
    none = last_year(folder, SMALL.replace("spread: {interval: [1%, 6%]}, ", "").replace("[pay, uplift, 0.5]", ""))
    assert len({none, *told.values()} - {told["around"]}) == len(SPREADS)
    assert told["around"] == pytest.approx(told["interval"])  # 3% less 2 points is 1%, and 3 points more is 6%


def test_population_variants_change_the_draws(folder):
    said = SMALL.replace(
        "years: 3", "years: 3\npopulation: {area: Fife, variant: {principal: 50%, high_migration: 50%}}"
    )
    said = said.replace("budget: 1000,", "budget: 1000, demand: {profile: care_at_home_hours},")
    assert last_year(folder, said) != last_year(
        folder, said.replace("{principal: 50%, high_migration: 50%}", "principal")
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_is_answered_at_once(folder):
    """Also where a block never ends: the command doesn't wait for the thread that is at work on it."""
    endless = "import mtfp.simulation.simulate as its; its._project_task = without_end"
    with at_work(["simulate", "plan.yaml", "--threads", "1"], but=endless) as command:
        command.wait_for((folder / "begun").exists)
        assert command.interrupt() == ("", "interrupted\n")
    assert command.run.returncode == 130


def large() -> dict[str, object]:
    """A plan of 600 lines and 600 savings over ten years."""
    names, shares = [f"n{number}" for number in range(600)], [number % 99 + 1 for number in range(600)]
    rate = {"unit": "rate", "central": "3%", "spread": {"interval": ["1%", "6%"]}, "source": "i"}
    delivery = {"unit": "share", "central": "80%", "spread": {"uniform": ["40%", "100%"]}, "source": "i"}
    line = {"partner": "council", "setting": "community", "budget": 100, "demand": {"growth": "cpi"}}
    saving = {"planned": {"2026/27": 1, "2027/28": 3}, "delivery": "delivery", "indexed": "pay", "slips": "50%"}
    return {
        "mtfp": 1, "name": "Large", "base_year": "2025/26", "years": 10, "unit": "£k", "source": "i",
        "assumptions": {"pay": rate, "cpi": rate, "delivery": delivery},
        "lines": {
            name: {**line, "components": {"pay": f"{share}%", "cpi": f"{100 - share}%"}, "fixed_share": f"{share}%"}
            for name, share in zip(names, shares, strict=True)
        },
        "savings": {name: {"line": name, **saving} for name in names},
        "funding": {"council": {"partner": "council", "type": "payment", "base": 60000, "uplift": "cpi"}},
    }  # fmt: skip


def test_a_bar_is_for_terminals_alone():
    """On a pseudo-terminal there is one, unless it is unwanted; in a pipe there never is."""
    words = ["simulate", "plan.yaml", "--draws", "9000", "--table", "clipped"]
    assert "draws" in on_a_terminal(words)
    warnings = "5 warnings; to see them: `mtfp check plan.yaml`"
    assert on_a_terminal([*words, "--no-progress"]).strip() == warnings
    assert on_a_terminal([*words, "-q"]) == ""
    piped = subprocess.run([sys.executable, "-c", MAIN, *words], capture_output=True, text=True, check=True)
    assert piped.stderr.strip() == warnings


def test_two_scenarios_of_one_name_are_refused(folder):
    for name in ("one", "two"):
        text = "mtfp: 1\nscenario: same\nlevers:\n  - shift: {assumption: pay, by: 1%}\n"
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    refused = simulate("plan.yaml", "-s", "one.yaml", "-s", "two.yaml")
    assert (refused.exit_code, "two scenarios are called same" in refused.stderr) == (2, True)


@pytest.mark.parametrize("words", [("-o", "mine.txt"), ("--keep-draws", "mine.npz")])
def test_files_of_somebody_else_are_refused_before_the_work(words, folder):
    """A hundred million draws are too many for the disk, which is found out later."""
    (folder / words[1]).write_text("mine", encoding="utf-8")
    refused = simulate(SHETLAND, "--draws", "100000000", *words)
    assert (refused.exit_code, "--force" in refused.stderr) == (4, True)
    assert simulate(SHETLAND, "--draws", "100000000").exit_code == Exit.TOO_BIG


def test_more_memory_than_the_machine_has_is_refused_without_a_bug(monkeypatch):
    monkeypatch.setattr("mtfp.simulation.simulate.empty_run", _without_memory)
    result = simulate("plan.yaml", "--draws", "10", "--no-progress")
    assert result.exit_code == Exit.TOO_BIG
    assert "too little memory\n  fix: use fewer --draws" in result.stderr


def _without_memory(*words, **options):
    raise MemoryError
