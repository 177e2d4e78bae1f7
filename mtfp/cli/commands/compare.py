"""`mtfp compare`: several futures of a plan side by side."""

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
)
from mtfp.cli.output import give, manifest_of, not_twice, output_of, tell_warnings


def compare(
    plan: PlanArgument,
    scenario: ScenarioOption = [],  # noqa: B006 - Typer copies it
    format: FormatOption = "",
    layout: LayoutOption = "table",
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Compare futures with the plan as it stands: differences, people and places, gaps by year, and what changed.

    Each -s is one future; scenarios joined with + make one future together.

    Example:  mtfp compare plan.yaml -s minimum -s step-down -s step-up -s maximum

    Example:  mtfp compare plan.yaml -s step-down -s step-down+high-pay
    """
    with failures(debug=debug):
        from mtfp.cli.runs import all_runs
        from mtfp.findings.finding import in_order
        from mtfp.views.compared.compare import Future
        from mtfp.views.compared.compare import compare as side_by_side

        out = output_of(format, layout, output, force=force, quiet=quiet)
        if not scenario:
            raise NotThere("compare needs at least one scenario: add -s step-down, or see `mtfp scenarios list`")
        not_twice(scenario)
        base, runs = all_runs(plan, scenario)
        futures = [Future(run.name, run.label, run.projection) for run in runs]
        tables = side_by_side(Future("base", "The plan as it stands", base.projection), futures)
        told = [entry for run in runs for entry in run.told]
        story = "\n\n".join(run.story for run in runs)
        warnings = in_order([*base.warnings, *(warning for run in runs for warning in run.warnings)])
        give(tables, manifest_of(base.plan, told), warnings, out, after=story)
        tell_warnings(warnings, plan, scenario, out)
