"""Write a first plan from the template `first_plan.yaml`."""

from importlib.resources import files
from pathlib import Path

from mtfp.budgets import filled, opening_budget
from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.runs.schema import link_to, may_write_schema, write_schema
from mtfp.population.areas import find_area
from mtfp.reports.deliver import may_write
from mtfp.reports.files.replace import replace_file

CHARGES = 0.04
"""Illustrative charges for day care and other support, as a share of the council's payment, which is net of them."""


def run(file: Path, area: str, *, force: bool) -> None:
    """Write the first plan of an area and its schema for editors, and name the next commands."""
    if not area:
        raise UsageError('init needs an area: add --area "Shetland Islands"; `mtfp population` lists all areas')
    schema = file.with_name(f"{file.stem}.schema.json")
    may_write(file, force=force)
    may_write_schema(schema, force=force)
    plan = f"{link_to(schema)}\n{first_plan(area)}"
    write_schema(schema, "plan")
    replace_file(file.resolve(), plan.encode())
    print_error(f"wrote {file} and {schema}; next: mtfp check {file}, then mtfp project {file}")


def first_plan(area: str) -> str:
    """Return the text of a first plan, whose amounts are the area's opening budget and shares of it."""
    try:
        found = find_area(area)
    except LookupError as unknown:
        raise UsageError(str(unknown)) from None
    template = (files(__package__) / "first_plan.yaml").read_text(encoding="utf-8")
    numbers = opening_budget(found).numbers
    numbers["charges"] = round(numbers["council"] * CHARGES)
    return filled(template, numbers, {"area": found.name, "code": found.code})
