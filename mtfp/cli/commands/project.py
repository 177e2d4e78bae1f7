"""`mtfp project`: a plan, or one future of it, year by year."""

from dataclasses import replace
from typing import Annotated

import typer

from mtfp.cli.exits import NotThere, failures
from mtfp.cli.options import (
    DebugOption,
    ForceOption,
    FormatOption,
    LayoutOption,
    OutputOption,
    PlanArgument,
    QuietOption,
    ScenarioOption,
    TableOption,
)
from mtfp.cli.output import give, known_name, manifest_of, output_of, tell_warnings


def project(
    plan: PlanArgument,
    scenario: ScenarioOption = [],  # noqa: B006 - Typer copies it
    table: TableOption = ["statement"],  # noqa: B006
    real: Annotated[bool, typer.Option("--real", help="In prices of the base year, by the plan's deflator.")] = False,
    format: FormatOption = "",
    layout: LayoutOption = "table",
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Project a plan's central case: pressures, funding, the gap, and how it is closed.

    Tables: statement, lines, funding, bridge, gap_bridge, savings, mix, vacancies, reserves, scheme, partners,
    activity, settings, localities, demand, directions, hosted, report_as, comparators; or all.

    Example:  mtfp project plan.yaml

    Example:  mtfp project plan.yaml -s step-down+high-pay --table statement --table reserves
    """
    with failures(debug=debug):
        from mtfp.cli.runs import one_run
        from mtfp.views.plan.real_terms import ROLLING, in_real_terms
        from mtfp.views.plan.tables import TABLES

        out = output_of(format, layout, output, force=force, quiet=quiet)
        for name in table:
            known_name(name, (*TABLES, "all"), "--table")
        run = one_run(plan, scenario)
        if real and run.projection.plan.deflator is None:
            raise NotThere(
                "--real needs a deflator: add `deflator:` to the plan, naming an assumption for prices in general"
            )
        everything = [name for name in TABLES if not (real and name in ROLLING)]
        wanted = everything if "all" in table else list(dict.fromkeys(table))
        if real and (rolling := [name for name in wanted if name in ROLLING]):
            raise NotThere(f"{rolling[0]} rolls forward from year to year in cash, and can't be shown with --real")
        tables = [TABLES[name](run.projection, run.name) for name in wanted]
        if real:
            tables = [in_real_terms(each, run.projection) for each in tables]
        if run.future:
            tables = [replace(each, title=f"{each.title}: {run.label}") for each in tables]
        give(tables, manifest_of(run.plan, run.told), run.warnings, out, after=run.story)
        tell_warnings(run.warnings, plan, scenario, out)
