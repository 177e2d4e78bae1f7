"""Explain the code of a finding."""

from mtfp.cli.exits import UsageError
from mtfp.cli.options.of_results import WordsOptions
from mtfp.cli.shared.output import output_of
from mtfp.documents.of_finding import explained
from mtfp.findings.catalogue import find_code, read_page


def run(code: str, report: WordsOptions) -> None:
    """Write the page of a code."""
    output, found = output_of(report), find_code(code)
    if found is None:
        raise UsageError(f"no error or warning has the code {code}; codes look like E302 or W501")
    output.deliver(explained(read_page(found)))
