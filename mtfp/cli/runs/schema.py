"""Print a JSON Schema, or write it to a file."""

import errno
import json
from pathlib import Path

from mtfp.cli.exits import print_error
from mtfp.reading.schema import national_schema, options_schema, plan_schema, policy_schema, scenario_schema
from mtfp.reading.workbooks.mapping import mapping_schema
from mtfp.reports.files import out
from mtfp.reports.files.replace import replace_file

BEGINNING = '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  "title": "mtfp '
"""First bytes of a schema that mtfp wrote. They mark the file as written by mtfp, as JSON allows no comments."""
SCHEMAS = {
    "plan": plan_schema,
    "scenario": scenario_schema,
    "policy": policy_schema,
    "national": national_schema,
    "options": options_schema,
    "mapping": mapping_schema,
}


def run(what: str, output: Path | None, *, force: bool, quiet: bool) -> None:
    """Print the schema of a kind of file, or write it and show the line that links a file to the schema."""
    if output is None or out.is_standard_output(output):
        out.to_stdout(_text(what))
        return
    may_write_schema(output, force=force)
    write_schema(output, what)
    if not quiet:
        print_error(f"wrote {output}; to use it, begin a {what} file with the line: {link_to(output)}")


def link_to(schema: Path) -> str:
    """Return the line of a YAML file by which editors find a schema next to it."""
    return f"# yaml-language-server: $schema={schema.name}"


def write_schema(file: Path, what: str) -> None:
    """Write the schema of a kind of file; `may_write_schema` comes first."""
    replace_file(file.resolve(), _text(what).encode())


def _text(what: str) -> str:
    return json.dumps(SCHEMAS[what](), indent=2) + "\n"


def may_write_schema(file: Path, *, force: bool) -> None:
    """Refuse a file that mtfp did not write, unless it is empty or `force` is True; an older schema is replaced."""
    target = file.resolve()
    if target.is_file() and not force:
        with target.open("rb") as existing:
            begins = existing.read(len(BEGINNING) + BEGINNING.count("\n")).replace(b"\r\n", b"\n")
        if begins and not begins.startswith(BEGINNING.encode()):
            message = "mtfp did not write this file; name another file, or replace it with --force"
            raise FileExistsError(errno.EEXIST, message, str(file))
