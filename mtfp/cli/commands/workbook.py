"""`mtfp workbook`: the central case as live formulas in Excel."""

from mtfp.cli.command import command
from mtfp.cli.options import NONE, FileOptions, PlanArgument, ScenarioOption


@command
def workbook(plan: PlanArgument, *, scenario: ScenarioOption = NONE, file: FileOptions) -> None:
    """Write the central case as an Excel workbook of live formulas: change an input, and every figure follows.

    A cell switches between the plan as it stands and each scenario named with -s; + joins scenarios into one.
    The file needs Excel 2007 or later, or LibreOffice. It has no macros, no links and no hidden sheets.

    Example:  mtfp workbook plan.yaml -o plan.xlsx

    Example:  mtfp workbook plan.yaml -s step-down -s high-pay -o plan.xlsx
    """
    from mtfp.cli.runs.workbook import run

    run(plan, scenario, file)
