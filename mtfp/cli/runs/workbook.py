"""Write the workbook of a plan and its scenarios."""

from pathlib import Path

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.options import FileOptions
from mtfp.cli.shared.projections import all_runs
from mtfp.cli.shared.validation import require_different_names, require_no_repeat
from mtfp.library.workbook import model_of_runs
from mtfp.workbook.file import SUFFIX, may_write, write_file


def run(plan: Path, scenarios: list[str], options: FileOptions) -> None:
    """Write a workbook, and report the name of its file."""
    file = _file(options.output)
    require_no_repeat(scenarios)
    may_write(file, force=options.force)
    base, runs = all_runs(plan, scenarios)
    require_different_names([each.name for each in (base, *runs)])
    model = model_of_runs(base, runs)
    write_file(model, file, force=options.force)
    if not options.quiet:
        print_error(f"wrote {file}, {model.in_short()}")
        for note in model.left_out:
            print_error(note)


def _file(output: Path | None) -> Path:
    if output is None or output.suffix.lower() != SUFFIX:
        given = f"-o {output} is no {SUFFIX} file" if output else "a workbook is a file"
        raise UsageError(f"{given}: write -o plan{SUFFIX}")
    return output
