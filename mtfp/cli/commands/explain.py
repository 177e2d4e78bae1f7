"""`mtfp explain`: what a finding's code means."""

from typing import Annotated

import typer

from mtfp.cli.exits import NotThere, failures


def explain(code: Annotated[str, typer.Argument(metavar="CODE", help="A finding's code, such as E302.")]) -> None:
    """Say what a finding means, why it matters and how to mend it.

    Example:  mtfp explain E302
    """
    with failures(debug=False):
        from mtfp.findings.catalogue.codes import find_code
        from mtfp.reports.files.out import to_stdout

        found = find_code(code)
        if found is None:
            raise NotThere(f"there is no finding {code}: codes look like E302 or W501, as findings show them")
        parts = [f"{found.code}: {found.title}", found.explanation]
        if found.example_wrong:
            parts.append(f"Wrong:\n{_indented(found.example_wrong)}")
        if found.example_right:
            parts.append(f"Right:\n{_indented(found.example_right)}")
        to_stdout("\n\n".join(parts) + "\n")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
