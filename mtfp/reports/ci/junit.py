"""Write JUnit XML, a format that CI services read: one suite per plan, one test case per check."""

from collections.abc import Sequence
from itertools import groupby
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mtfp.documents.checks import CheckCase, Outcome, count
from mtfp.documents.document import Document
from mtfp.findings.show import printable, show
from mtfp.reports.files.letters import valid_xml
from mtfp.reports.page import Page

NAME = "mtfp checks"
"""Name in the first element of a JUnit file. By this name, mtfp recognises a file that it wrote."""
TAGS = {Outcome.FAILED: "failure", Outcome.ERROR: "error", Outcome.SKIPPED: "skipped"}


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write only the checks of a document: JUnit files can't hold tables or text."""
    to.write(junit(list(document.cases())))


def junit(cases: Sequence[CheckCase]) -> bytes:
    """Return the checks as JUnit XML, without times, so that the same plans give the same bytes.

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
        suite_cases = list(of_plan)
        suite = SubElement(root, "testsuite", _counted(plan, suite_cases))
        for case in suite_cases:
            _add(suite, case)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _counted(name: str, cases: Sequence[CheckCase]) -> dict[str, str]:
    counts = {"failures": Outcome.FAILED, "errors": Outcome.ERROR, "skipped": Outcome.SKIPPED}
    numbers = {"tests": len(cases), **{key: count(cases, outcome) for key, outcome in counts.items()}}
    return {"name": _valid(name), **{key: f"{number}" for key, number in numbers.items()}}


def _add(suite: Element, case: CheckCase) -> None:
    place = case.place
    at = {"file": _valid(place.file), **({"line": f"{place.line}"} if place.line else {})}
    element = SubElement(suite, "testcase", {"classname": _valid(case.plan), "name": _valid(case.name), **at})
    if tag := TAGS.get(case.outcome):
        kind = {"type": case.findings[0].code} if case.findings and case.outcome is not Outcome.SKIPPED else {}
        reason = SubElement(element, tag, {"message": _valid(case.message), **kind})
        if case.outcome is not Outcome.SKIPPED:
            reason.text = _valid("\n".join(show(finding) for finding in case.findings))


def _valid(text: str) -> str:
    """Return the text with every character that XML does not allow written as its code."""
    return valid_xml(printable(text, keep="\n"))
