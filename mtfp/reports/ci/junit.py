"""JUnit XML, which every CI service reads: a suite for each plan, a case for each thing that was tried."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mtfp.findings.finding import Finding
from mtfp.findings.show import printable, show
from mtfp.reports.ci.cases import Came, Case, count

NAME = "mtfp batch"
BEGINS = f'<testsuites name="{NAME}"'
"""By which mtfp knows its own files, after the XML declaration."""
HEAD = 200
TAGS = {Came.FAILED: "failure", Came.ERROR: "error", Came.SKIPPED: "skipped"}
UNLAWFUL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to say, not even escaped."""


def junit(cases: Sequence[Case]) -> bytes:
    """The cases as a file. No times are in it: the same plans give the same bytes.

    >>> print(junit([Case("Fife", "fife.yaml", "can be read", Came.PASSED)]).decode())
    <?xml version='1.0' encoding='utf-8'?>
    <testsuites name="mtfp batch" tests="1" failures="0" errors="0" skipped="0">
      <testsuite name="Fife" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="Fife" name="can be read" file="fife.yaml" />
      </testsuite>
    </testsuites>
    <BLANKLINE>
    """
    root = Element("testsuites", _counted(NAME, cases))
    for (plan, _), of_plan in groupby(cases, key=lambda case: (case.plan, case.path)):
        tried = list(of_plan)
        suite = SubElement(root, "testsuite", _counted(plan, tried))
        for case in tried:
            _add(suite, case)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def is_our_junit(path: Path) -> bool:
    """Whether a file is JUnit XML that mtfp wrote, or empty."""
    with path.open("rb") as file:
        begins = file.read(HEAD).decode("utf-8", "replace")
    return not begins or BEGINS in begins


def _counted(name: str, cases: Sequence[Case]) -> dict[str, str]:
    counts = {"failures": Came.FAILED, "errors": Came.ERROR, "skipped": Came.SKIPPED}
    numbers = {"tests": len(cases), **{key: count(cases, came) for key, came in counts.items()}}
    return {"name": _lawful(name), **{key: f"{number}" for key, number in numbers.items()}}


def _add(suite: Element, case: Case) -> None:
    place = case.place
    at = {"file": _lawful(place.file), **({"line": f"{place.line}"} if place.line else {})}
    element = SubElement(suite, "testcase", {"classname": _lawful(case.plan), "name": _lawful(case.name), **at})
    if tag := TAGS.get(case.came):
        first, kind = _lawful(_first(case.findings)), case.findings[0].code if case.findings else ""
        told = SubElement(element, tag, {"message": first, **({"type": kind} if case.came is not Came.SKIPPED else {})})
        if case.came is not Came.SKIPPED:
            told.text = _lawful("\n".join(show(finding) for finding in case.findings))


def _first(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return f"{findings[0].message}{more}"


def _lawful(text: str) -> str:
    """The text with whatever XML can't say spelled out."""
    return UNLAWFUL.sub(lambda found: f"\\u{ord(found.group()):04x}", printable(text, keep="\n"))
