"""JUnit XML, which every CI service reads: a suite for each plan, a case for each thing that was tried."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mtfp.documents.checks import CheckCase, Outcome, count
from mtfp.documents.document import Document
from mtfp.findings.show import printable, show
from mtfp.reports.page import Page

NAME = "mtfp checks"
"""The name of all suites together: files of mtfp begin with it, after the XML declaration."""
TAGS = {Outcome.FAILED: "failure", Outcome.ERROR: "error", Outcome.SKIPPED: "skipped"}
UNLAWFUL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to say, not even escaped."""


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the checks of a document; JUnit has no room for anything else."""
    to.write(junit(list(document.cases())))


def junit(cases: Sequence[CheckCase]) -> bytes:
    """Return the cases as a file. No times are in it: the same plans give the same bytes.

    >>> print(junit([CheckCase("Fife", "fife.yaml", "can be read", Outcome.PASSED)]).decode())
    <?xml version='1.0' encoding='utf-8'?>
    <testsuites name="mtfp checks" tests="1" failures="0" errors="0" skipped="0">
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


def _counted(name: str, cases: Sequence[CheckCase]) -> dict[str, str]:
    counts = {"failures": Outcome.FAILED, "errors": Outcome.ERROR, "skipped": Outcome.SKIPPED}
    numbers = {"tests": len(cases), **{key: count(cases, outcome) for key, outcome in counts.items()}}
    return {"name": _lawful(name), **{key: f"{number}" for key, number in numbers.items()}}


def _add(suite: Element, case: CheckCase) -> None:
    place = case.place
    at = {"file": _lawful(place.file), **({"line": f"{place.line}"} if place.line else {})}
    element = SubElement(suite, "testcase", {"classname": _lawful(case.plan), "name": _lawful(case.name), **at})
    if tag := TAGS.get(case.outcome):
        kind = {"type": case.findings[0].code} if case.findings and case.outcome is not Outcome.SKIPPED else {}
        reason = SubElement(element, tag, {"message": _lawful(case.message), **kind})
        if case.outcome is not Outcome.SKIPPED:
            reason.text = _lawful("\n".join(show(finding) for finding in case.findings))


def _lawful(text: str) -> str:
    """The text with whatever XML can't say spelled out."""
    return UNLAWFUL.sub(lambda found: f"\\u{ord(found.group()):04x}", printable(text, keep="\n"))
