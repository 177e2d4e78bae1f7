"""Write every figure as CSV or JSON: unrounded, one line or record each, part by part to limit memory."""

from typing import BinaryIO

from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.findings.show import as_record
from mtfp.reports.data.tidy import csv_lines, json_parts
from mtfp.reports.page import Page, send


def write_csv(document: Document, page: Page, to: BinaryIO) -> None:
    """Write only the figures, as one long table: CSV can't hold the manifest, checks or findings."""
    send(csv_lines(document.tables(), page.raw, about=document.describes_rows), page, to)


def write_json(document: Document, page: Page, to: BinaryIO) -> None:
    """Write figures, manifest, checks and findings as one object."""
    ascii_only = page.encoding.lower().replace("-", "") != "utf8"
    errors = (each for case in document.cases() if case.outcome is Outcome.ERROR for each in case.findings)
    findings = dict.fromkeys([*errors, *(finding for _, finding in document.findings())])
    checks, found = map(_as_record, document.cases()), map(as_record, findings)
    send(json_parts(document.tables(), document.manifest(), checks, found, ascii_only=ascii_only), page, to)


def _as_record(case: CheckCase) -> dict[str, object]:
    return {
        "plan": case.plan,
        "name": case.name,
        "outcome": case.outcome.value,
        "holds": case.outcome is Outcome.PASSED,
        "message": case.message,
        "file": case.place.file,
        "line": case.place.line or None,
        **case.details,
    }
