"""Write the template of a plan as an Excel workbook."""

from pathlib import Path
from typing import Any

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.runs.init import first_plan
from mtfp.reports.deliver import may_write, write_signed
from mtfp.reports.formats import format_named
from mtfp.text.yaml import parse_yaml

XLSX = format_named("xlsx")


def run(area: str, output: Path | None, *, template: bool, force: bool) -> None:
    """Write the template, whose example is the first plan of an area."""
    if not template:
        raise UsageError("workbook needs --template")
    if output is None or output.suffix.lower() not in XLSX.suffixes:
        raise UsageError("workbook writes an Excel file: add -o FILE.xlsx")
    may_write(output, force=force)
    plan: Any = parse_yaml(first_plan(area), "").value
    from mtfp.reports.excel.template.writer import write_template

    write_signed(lambda to: write_template(plan, to), XLSX, output, force=force)
    print_error(f"wrote {output}; next: fill it in, then mtfp import {output} -o plan.yaml")
