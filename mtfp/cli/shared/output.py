"""Write documents to standard output or a file, and everything else to standard error."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.options.of_figures import FigureOptions, ScreenOptions, SelectOptions
from mtfp.cli.shared.validation import require_known_name
from mtfp.documents.document import Document
from mtfp.findings.finding import Finding
from mtfp.findings.show import show_all
from mtfp.findings.suggest import one_of
from mtfp.reports.deliver import deliver, may_write
from mtfp.reports.files.out import is_standard_output, terminal_width, wants_style
from mtfp.reports.formats import DEFAULT, NOT_WRITTEN, Format, Kind, format_named, format_of, names_of
from mtfp.reports.page import LAYOUTS, TABLE, Page
from mtfp.results.table import Table
from mtfp.text.source import is_standard_input
from mtfp.views.choose import Elsewhere, choose

if TYPE_CHECKING:
    from mtfp.cli.options.of_results import WordsOptions

FOR_EXCEL = ", a long table for programs; -o FILE.xlsx is for Excel"
FILE_WIDTH = 120
"""Width of tables in a file."""


class Output(NamedTuple):
    """Format, page and place of a command's document."""

    format: Format
    page: Page
    file: Path | None
    force: bool
    quiet: bool

    def deliver(self, document: Document) -> None:
        """Write the document, and report the name of its file."""
        deliver(document, self.format, self.page, self.file, force=self.force)
        if self.file and not self.quiet:
            print_error(f"wrote {self.file}{FOR_EXCEL if self.format.name == 'csv' else ''}")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Write findings to standard error if the document doesn't show them."""
        if findings and not self.quiet and not self.format.shows_findings:
            print_error(show_all(findings))


def output_of(options: "ScreenOptions | WordsOptions") -> Output:
    """Return the output. Refuses, before any work, options with which no document can be written."""
    file = None if is_standard_output(options.output) else options.output
    chosen = _format(options, file.suffix.lower() if file else "")
    require_known_name(options.layout, LAYOUTS, "--layout")
    if options.layout != TABLE and chosen != DEFAULT:
        layout = f"--layout {options.layout}"
        raise UsageError(f"{layout} needs the format {DEFAULT.name}, not {chosen.name}: leave out one of the two")
    if chosen.needs_file and file is None:
        raise UsageError(f"--format {chosen.name} writes a file: add -o FILE{chosen.suffixes[0]}")
    may_write(file, force=options.force)
    template = (
        None if isinstance(options, ScreenOptions) and not isinstance(options, FigureOptions) else options.template
    )
    page = replace(_page(chosen, file, options.layout), template=_template(template, chosen, quiet=options.quiet))
    return Output(chosen, page, file, options.force, options.quiet)


def _template(file: Path | None, chosen: Format, *, quiet: bool) -> bytes | None:
    """Return the contents of a Word template. Refuses other files, and states the styles that it lacks."""
    if file is None:
        return None
    if chosen != format_named("word"):
        raise UsageError(f"--template {file} is for Word: write a .docx file with -o, not the format {chosen.name}")
    from mtfp.reports.word.template import NotWord, missing_styles

    content = file.read_bytes()
    try:
        missing = missing_styles(content)
    except NotWord as refusal:
        raise UsageError(f"--template {file}: {refusal}") from None
    if missing and not quiet:
        print_error(f"{file} has no style {', '.join(missing)}; mtfp's own is used instead")
    return content


def _format(options: "ScreenOptions | WordsOptions", suffix: str) -> Format:
    """Return the named format, or else the format of the suffix. Refuses a format that the command can't write."""
    names = options.formats
    if suffix in NOT_WRITTEN:
        raise UsageError(f"mtfp doesn't write {suffix} files: {NOT_WRITTEN[suffix]}")
    of_suffix = format_of(suffix)
    if not options.format:
        if of_suffix and of_suffix.name not in names:
            raise UsageError(f"-o FILE{suffix}: {_wrong_kind(of_suffix, names)}")
        return of_suffix or DEFAULT
    if options.format in names_of(*Kind) and options.format not in names:
        raise UsageError(f"--format {options.format}: {_wrong_kind(format_named(options.format), names)}")
    by_suffix = format_of(f".{options.format}")
    if by_suffix and by_suffix.name in names and options.format not in names:
        raise UsageError(f"--format {options.format}: write `{by_suffix.name}`")
    if options.format not in names and (instead := NOT_WRITTEN.get(f".{options.format}")):
        raise UsageError(f"--format {options.format}: {instead}")
    require_known_name(options.format, names, "--format")
    return format_named(options.format)


def _wrong_kind(found: Format, names: Sequence[str]) -> str:
    kinds = "files" if found.needs_file else " and ".join(sorted(kind.value for kind in found.kinds))
    return f"the format {found.name} is for {kinds}; for this command use {one_of(names, most=20)}"


def _page(chosen: Format, file: Path | None, layout: str) -> Page:
    if file:
        return Page(width=FILE_WIDTH, layout=layout)
    encoding = (sys.stdout.encoding or "utf-8") if chosen.fits_screen or sys.stdout.isatty() else "utf-8"
    return Page(width=terminal_width(), styled=wants_style(sys.stdout), encoding=encoding, layout=layout)


def select_parts(
    tables: Iterable[Table], options: SelectOptions, elsewhere: Elsewhere = lambda name: ()
) -> tuple[Table, ...]:
    """Return the tables with only the named years and rows. `elsewhere` finds other tables with a row."""
    try:
        return choose(tables, options.year, options.row, elsewhere)
    except LookupError as unknown:
        raise UsageError(str(unknown)) from None


def count_warnings(findings: Sequence[Finding], plan: Path, scenarios: Sequence[str], output: Output) -> None:
    """Write the number of warnings, and the commands that show them, to standard error if the document lacks them."""
    if findings and not output.quiet and not output.format.shows_findings:
        count = "1 warning; to see it" if len(findings) == 1 else f"{len(findings)} warnings; to see them"
        options = [f" -s {quote(name)}" for name in scenarios if not is_standard_input(plan)] or [""]
        print_error(f"{count}: {' and '.join(f'`mtfp check {plan}{option}`' for option in options)}")
