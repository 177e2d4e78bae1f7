"""Explain the code of a finding."""

from textwrap import indent

from mtfp.cli.exits import NotThere
from mtfp.findings.catalogue.codes import find_code
from mtfp.reports.files import out


def run(code: str) -> None:
    """Write the title of a code, its explanation and its examples."""
    found = find_code(code)
    if found is None:
        raise NotThere(f"there is no finding {code}: codes look like E302 or W501, as findings show them")
    parts = [f"{found.code}: {found.title}", found.explanation]
    if found.example_wrong:
        parts.append(f"Wrong:\n{_indented(found.example_wrong)}")
    if found.example_right:
        parts.append(f"Right:\n{_indented(found.example_right)}")
    out.to_stdout("\n\n".join(parts) + "\n")


def _indented(text: str) -> str:
    return indent("\n".join(text.splitlines()), "    ", lambda _: True)
