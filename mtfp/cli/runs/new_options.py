"""Write a first options file for a plan, with an option for each of its largest lines."""

from pathlib import Path

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.runs.schema import link_to, may_write_schema, write_schema
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.reports.deliver import may_write
from mtfp.reports.files.replace import replace_file

EXAMPLES = 2
"""Number of lines for which a first file has an option."""
PART = 0.02
"""Saving of the first option, as a part of its line's budget."""
TEMPLATE = """{link}
mtfp: 1
source: To fill in. These options are examples; their amounts and scores are not from anyone.

# The group that scores the options, and if its scores may be added up.
scale: {{name: "harm to people, from 0 (none) to 10 (severe and lasting)", by: To fill in, adds: false}}

options:

  # A saving, in short. Money is typed only as in a plan; what it does to the gap is worked out.
  {first}_saving:
    label: "{first_label}: to fill in"
    saving: {{line: {first}, planned: {{year 2: {amount:_}}}, part_year: 50%}}
    delivery: 70%
    impact: 2
    people: {{who: staff, number: 10, how: To fill in}}
    impact_assessment: {{status: not started}}

  # Any levers of a scenario. This option can be chosen only with the first one, and not before year 3.
  {second}_level:
    label: "{second_label}: a twentieth less"
    levers:
      - service_level: {{lines: {second}, level: 95%, from: year 3, released: 70%}}
    impact: 5
    people: {{who: people who use the service, number: 100, how: To fill in}}
    needs: {first}_saving
    earliest: year 3
"""


def write_first_options(plan: Path, file: Path, *, force: bool) -> None:
    """Write a first options file and its schema for editors, and name the next command."""
    schema = file.with_name(f"{file.stem}.schema.json")
    may_write(file, force=force)
    may_write_schema(schema, force=force)
    text = first_options(read_plan(plan).plan, link_to(schema))
    write_schema(schema, "options")
    replace_file(file.resolve(), text.encode())
    print_error(f"wrote {file} and {schema}; next: fill it in, then mtfp options {plan} {file}")


def first_options(plan: Plan, link: str) -> str:
    """Return the text of a first options file, about the plan's lines with the largest budgets."""
    lines = {name: line for name, line in plan.lines.items() if line.budget and line.kind == "cost"}
    largest = sorted((name for name in lines if not lines[name].set_aside), key=lambda name: -_budget(plan, name))
    if len(largest) < EXAMPLES:
        raise UsageError("a first options file needs a plan with two lines that have a budget; write the file by hand")
    first, second = largest[:EXAMPLES]
    return TEMPLATE.format(
        link=link,
        first=first,
        first_label=plan.label("lines", first),
        amount=round(PART * _budget(plan, first), 1 if plan.unit == "£m" else None),
        second=second,
        second_label=plan.label("lines", second),
    )


def _budget(plan: Plan, name: str) -> float:
    return plan.lines[name].budget or 0.0
