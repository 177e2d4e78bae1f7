"""`mtfp project`: a plan, or one future of it, year by year."""

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
from mtfp.cli.output import Output, give, known_name, manifest_of, tell_warnings


def project(
    plan: PlanArgument,
    scenario: ScenarioOption = [],  # noqa: B006 - Typer copies it
    table: TableOption = ["statement"],  # noqa: B006
    real: Annotated[bool, typer.Option("--real", help="In prices of the base year, by the plan's deflator.")] = False,
    format: FormatOption = "table",
    layout: LayoutOption = "table",
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Project a plan's central case: pressures, funding, the gap, and how it is closed.

    Tables: statement, lines, funding, bridge, gap_bridge, savings, reserves, activity, settings, localities, demand;
    or all.

    Example:  mtfp project plan.yaml

    Example:  mtfp project plan.yaml -s step-down+high-pay --table statement --table reserves
    """
    with failures(debug=debug):
        from mtfp.analysis.tables import TABLES, in_real_terms
        from mtfp.cli.runs import one_run

        for name in table:
            known_name(name, (*TABLES, "all"), "--table")
        run = one_run(plan, scenario)
        if real and run.projection.plan.deflator is None:
            raise NotThere(
                "--real needs a deflator: add `deflator:` to the plan, naming an assumption for prices in general"
            )
        wanted = TABLES if "all" in table else dict.fromkeys(table)
        tables = [TABLES[name](run.projection, run.name) for name in wanted]
        if real:
            tables = [in_real_terms(each, run.projection) for each in tables]
        out = Output(format, layout, output, force, quiet)
        give(tables, manifest_of(run.plan, run.told), run.warnings, out, after=run.story)
        tell_warnings(run.warnings, plan, out)
