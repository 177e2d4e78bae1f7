"""Write a plan from a workbook, as text that people can read and change."""

from pathlib import Path

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.options.of_import import EditedOptions
from mtfp.cli.runs import edited_workbook
from mtfp.findings.short import counted, in_list
from mtfp.findings.show import show_all
from mtfp.model.plan import Plan
from mtfp.reading.workbooks import import_workbook
from mtfp.reports.deliver import may_write
from mtfp.reports.files.out import is_standard_output, standard_output
from mtfp.reports.files.replace import replace_file
from mtfp.text.source import path_text
from mtfp.text.write_yaml import yaml_text

ITEMS = {"lines": "line", "funding": "funding source", "savings": "saving", "assumptions": "assumption"}
"""Sections that the last message counts, with the word for one of their items."""


def run(
    file: Path, mapping: Path | None, edited: EditedOptions, output: Path | None, *, force: bool, quiet: bool
) -> None:
    """Write the plan, and report its size and its warnings; or the edits of a workbook of a plan."""
    if edited.plan is not None and mapping is None:
        edited_workbook.run(file, edited.plan, edited, output, force=force, quiet=quiet)
        return
    if edited.plan is not None:
        raise UsageError("--plan is for a workbook of `mtfp workbook`, --mapping for other sheets: leave out one")
    if edited.given:
        raise UsageError("--as, --name and --label need the plan of an edited workbook: write --plan plan.yaml")
    to = None if is_standard_output(output) else output
    may_write(to, force=force)
    found = import_workbook(file, mapping, folder=(to or Path()).parent)
    plan = f"# Imported from {path_text(file)} by `mtfp import`.\n{yaml_text(found.values)}".encode()
    if to is None:
        with standard_output() as stream:
            stream.write(plan)
    else:
        replace_file(to.resolve(), plan)
    if found.read.warnings and not quiet:
        print_error(show_all(found.read.warnings))
    if not quiet:
        for words, items in (("new", found.came), ("dropped", found.went)):
            if items:
                print_error(f"{words}: {', '.join(items)}")
    if to is not None and not quiet:
        print_error(f"wrote {to}: {_size(found.read.plan)}; next: mtfp check {to}, then mtfp project {to}")


def _size(plan: Plan) -> str:
    counts = {word: len(getattr(plan, section)) for section, word in ITEMS.items()}
    return in_list([counted(count, word) for word, count in counts.items() if count])
