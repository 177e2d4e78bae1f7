"""Options in records, their names from one place, and their completion."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.cli.command import command
from mtfp.cli.exits import Exit
from mtfp.cli.options.of_draws import DrawOptions, LimitOptions
from mtfp.cli.shared.draws import confidences_of, limits_of, sampling_of
from mtfp.draws.samplers import SAMPLERS
from mtfp.draws.sampling import SHOCKS
from mtfp.reports.formats import Kind, names_of
from mtfp.scenarios.shipped import shipped
from mtfp.simulation.effort import Limits
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import DRAWS, SEED
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED


@dataclass(frozen=True)
class Size:
    width: Annotated[int, typer.Option("--width", min=1)] = 80
    words: Annotated[list[str], typer.Option("-w")] = field(default_factory=list)


def run(*words: str):
    got = []

    @command
    def body(file: Annotated[Path, typer.Argument()], *, size: Size, quiet: bool = False) -> None:
        """Take a record."""
        got.append((file, size, quiet))
        if size.width == 13:
            raise ZeroDivisionError("thirteen")

    of_body = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    of_body.command()(body)
    return CliRunner().invoke(of_body, list(words)), got


def test_a_command_receives_its_record_filled():
    done, got = run("a.txt", "--width", "7", "-w", "x", "-w", "y")
    assert done.exit_code == 0, done.stderr
    assert got == [(Path("a.txt"), Size(7, ["x", "y"]), False)]
    assert run("a.txt")[1] == [(Path("a.txt"), Size(), False)]


def test_the_options_of_a_record_are_checked_and_explained():
    assert run("a.txt", "--width", "0")[0].exit_code == Exit.WRONG_COMMAND
    shown = run("--help")[0].stdout
    assert ("Take a record." in shown, "[default: 80; x>=1]" in shown) == (True, True)


def test_every_command_has_debug_and_ends_with_an_exit_code():
    without, _ = run("a.txt", "--width", "13")
    assert (without.exit_code, "Traceback" in without.stderr) == (Exit.BUG, False)
    with_it, _ = run("a.txt", "--width", "13", "--debug")
    assert (with_it.exit_code, "Traceback" in with_it.stderr) == (Exit.BUG, True)


def test_names_are_those_of_what_they_name():
    assert tuple(SHOCKS) == SAMPLERS


def test_defaults_are_those_of_the_library():
    draws, limits = DrawOptions(), LimitOptions()
    assert (draws.draws, draws.seed, sampling_of(draws).seed) == (DRAWS, SEED, SEED)
    assert confidences_of(draws.confidence) == ReportOptions().confidences
    assert limits_of(limits) == Limits()


@pytest.mark.parametrize(("name", "tables"), [("project", TABLES), ("simulate", SIMULATED)])
def test_help_lists_every_table(name, tables):
    shown = " ".join(CliRunner().invoke(app, [name, "--help"]).stdout.split())
    assert f"{', '.join(tables)}; or all." in shown


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mtfp sim", ["simulate"]),
        ("mtfp scenarios ", ["list", "show", "new"]),
        ("mtfp compare plan.yaml -s ste", ["step-down", "step-up"]),
        ("mtfp compare plan.yaml -s step-down+hi", ["step-down+high-pay"]),
        ("mtfp compare plan.yaml -s ", [*(file.stem for file in shipped()), "ladder@"]),
        ("mtfp scenarios show step-u", ["step-up"]),
        ("mtfp project plan.yaml --table ", [*TABLES, "all"]),
        ("mtfp simulate plan.yaml --draws 9 --table di", ["difference", "distribution"]),
        ("mtfp simulate plan.yaml --sampler s", ["sobol"]),
        ("mtfp project --format ", list(names_of(Kind.FIGURES))),
        ("mtfp project --layout l", ["list"]),
        ("mtfp batch plans --workers 1 --rank-by b", ["below-floor"]),
        ("mtfp check --format g", ["github"]),
        ("mtfp schema s", ["scenario"]),
        ("mtfp explain e30", [f"e30{digit}" for digit in range(1, 10)]),
        ("mtfp project --ta", ["--table"]),
        ("mtfp project --real --re", []),
        ("mtfp project plan", []),
    ],
)
def test_the_shell_completes(typed, expected):
    words = {"_MTFP_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}
    done = CliRunner().invoke(app, env=words, prog_name="mtfp")
    assert (done.exit_code, done.stdout.split()) == (0, expected)


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_descriptions_take_one_line_in_other_shells(shell):
    words = {"_TYPER_COMPLETE_ARGS": "mtfp project --ta", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "--ta"}
    words |= {"_MTFP_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = CliRunner().invoke(app, env=words, prog_name="mtfp")
    assert ("Table to show (repeatable)" in done.stdout, len(done.stdout.splitlines())) == (True, 1)
