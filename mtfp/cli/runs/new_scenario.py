"""Write scenarios and changes in words as a scenario file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.runs.schema import link_to, may_write_schema, write_schema
from mtfp.reading import read_plan
from mtfp.reading.scenario import ScenarioPlan, apply_scenarios
from mtfp.reports.deliver import may_write
from mtfp.reports.files.replace import replace_file
from mtfp.text.write_yaml import yaml_text

NARRATIVE = "To fill in: in this scenario … Who notices it: … For this to be true: …"
"""Narrative of a new scenario, with the questions that its author has to answer."""
SOURCE = "To fill in: who chose these figures, and why"


def run(name: str, plan: Path, scenarios: list[str], file: Path, *, force: bool) -> None:
    """Write the scenario and its schema for editors, with the changes that it makes in the plan as comments."""
    if not scenarios:
        raise UsageError('a new scenario needs at least one change: add -s "pay_nhs +1%", or -s step-down')
    may_write_scenario(file, force=force)
    changed = apply_scenarios(read_plan(plan), " + ".join(scenarios))
    levers = [lever for read in changed.scenarios for lever in read.levers_as_written]
    head = {"mtfp": 1, "scenario": name, "label": name, "narrative": NARRATIVE, "source": SOURCE}
    schema = write_scenario(file, {**head, "levers": levers}, changed)
    print_error(f"wrote {file} and {schema}; next: fill in its narrative, then mtfp project {plan} -s {file}")


def may_write_scenario(file: Path, *, force: bool) -> None:
    """Refuse a file for a scenario, or for its schema, that mtfp did not write."""
    may_write(file, force=force)
    may_write_schema(_schema_of(file), force=force)


def write_scenario(file: Path, keys: Mapping[str, Any], changed: ScenarioPlan) -> Path:
    """Write a scenario and its schema, with its changes in a plan as comments; return the schema's file."""
    schema = _schema_of(file)
    changes = "\n".join(f"# {line}" for each in changed.changes for line in str(each.change).splitlines())
    text = f"{yaml_text(keys)}\n# Changes in {changed.plan.name}:\n{changes}\n"
    write_schema(schema, "scenario")
    replace_file(file.resolve(), f"{link_to(schema)}\n{text}".encode())
    return schema


def _schema_of(file: Path) -> Path:
    return file.with_name(f"{file.stem}.schema.json")
