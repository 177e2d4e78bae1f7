"""Explain the code of a finding."""

from mtfp.cli.exits import UsageError
from mtfp.cli.options import WordsOptions
from mtfp.cli.shared.output import ready
from mtfp.documents.of_finding import explained
from mtfp.findings.catalogue import find_code, read_page


def run(code: str, report: WordsOptions) -> None:
    """Write the page of a code."""
    output, found = ready(report), find_code(code)
    if found is None:
        raise UsageError(f"there is no finding {code}: codes look like E302 or W501, as findings show them")
    output.deliver(explained(read_page(found)))
