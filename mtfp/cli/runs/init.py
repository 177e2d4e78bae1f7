"""Write a first plan from the template `first_plan.yaml`."""

import re
from importlib.resources import files
from pathlib import Path

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.runs.schema import link_to, may_write_schema, write_schema
from mtfp.population.areas import find_area
from mtfp.population.people import bundled_people
from mtfp.reports.deliver import may_write
from mtfp.reports.files.replace import replace_file

BASE_YEAR_POPULATION = 2025


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
    """Return the text of a first plan. Amounts between two @ in the template are £k per thousand people."""
    try:
        found = find_area(area)
    except LookupError as unknown:
        raise UsageError(str(unknown)) from None
    thousands = float(bundled_people(found).over((BASE_YEAR_POPULATION,)).total()[0]) / 1000
    text = (files(__package__) / "first_plan.yaml").read_text(encoding="utf-8")
    text = text.replace("@area@", found.name).replace("@code@", found.code)
    return re.sub(r"@([\d+-]+)@", lambda amounts: f"{_added_up(amounts[1], thousands):_}", text)


def _added_up(amounts: str, thousands: float) -> int:
    """Add up amounts such as `230+190-25`, each rounded as in the plan, so that the base year balances."""
    return sum(_amount(int(each) * thousands) for each in re.findall(r"[+-]?\d+", amounts))


def _amount(pounds_k: float) -> int:
    """Round an amount to three figures.

    >>> _amount(12_345.6)
    12300
    """
    return round(float(f"{pounds_k:.3g}"))
