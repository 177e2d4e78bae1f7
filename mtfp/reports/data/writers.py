"""The writers of CSV and JSON: every figure unrounded, in the tidy form, a piece at a time."""

from collections.abc import Iterator
from typing import BinaryIO

from mtfp.documents.blocks import Checks, Findings, Manifest
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.findings.finding import Finding
from mtfp.findings.show import as_record
from mtfp.reports.data.tidy import csv_lines, json_parts
from mtfp.reports.page import Page, send


def write_csv(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the figures as one long table. CSV has no room for anything else."""
    send(csv_lines(document.tables(), page.raw), page, to)


def write_json(document: Document, page: Page, to: BinaryIO) -> None:
    """Write figures, manifest, checks and findings as one object."""
    ascii_only = page.encoding.lower().replace("-", "") != "utf8"
    manifest = {
        key: value for block in document.blocks if isinstance(block, Manifest) for key, value in block.values.items()
    }
    checks = [_as_record(case) for block in document.blocks if isinstance(block, Checks) for case in block.cases]
    findings = [as_record(finding) for finding in dict.fromkeys(_findings(document))]
    send(json_parts(document.tables(), manifest, checks, findings, ascii_only=ascii_only), page, to)


def _findings(document: Document) -> Iterator[Finding]:
    return (finding for block in document.blocks if isinstance(block, Findings) for _, finding in block.findings)


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
