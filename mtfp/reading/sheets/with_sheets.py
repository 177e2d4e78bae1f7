"""Document of a plan with sections from CSV files: the places of their values are rows and columns of those files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mtfp.findings.finding import Finding
from mtfp.findings.limit import MORE
from mtfp.findings.place import Document, Path, Place
from mtfp.findings.suggest import quoted
from mtfp.model.base.shorthand import CSV_NAME
from mtfp.model.plan import SECTIONS

if TYPE_CHECKING:
    from mtfp.reading.sheets.items import Items

IN_BRACES = re.compile(r"`\{(?P<key>\w+): (?P<value>[^{}`]+)\}`")
"""Value under one key of a mapping in a repair: a cell holds no mapping, but a column has the key in its heading."""


@dataclass(frozen=True, repr=False)
class WithSheets(Document):
    """Document of a plan with the items of the sections that are in CSV files."""

    sheets: "Mapping[str, Items]"

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        if not self.has(path):
            return super().place(path, of_key=of_key)
        return self.sheets[str(path[0])].place(path[1:], of_key=of_key)

    def has(self, path: Path) -> bool:
        """Return True if a value is in a CSV file."""
        items = self.sheets.get(str(path[0])) if len(path) > 1 else None
        return items is not None and path[1] in items.rows

    def named(self, finding: Finding, path: Path, *, of_key: bool = False) -> Finding:
        """Return a finding about a value with the heading of the value's column in its message."""
        of_cell = self.has(path) and not of_key and finding.code != MORE
        heading = self.sheets[str(path[0])].heading(path[1:]) if of_cell else ""
        if not heading:
            return finding
        asks = finding.message.endswith("?")
        where = f"in the column {quoted(heading)}"
        fix = IN_BRACES.sub(rf"\g<value> in a column `{heading} \g<key>`", finding.fix)
        message = f"{where}: {finding.message}" if asks else f"{finding.message}, {where}"
        return replace(finding, message=message, fix=fix)


def names_a_sheet(plan: Mapping[str, object]) -> bool:
    """Return True if a plan may name a CSV file with a section."""
    return any(isinstance(v, str) and (key in SECTIONS or re.search(CSV_NAME, v)) for key, v in plan.items())


def without_sheets(document: Document) -> WithSheets:
    """Return the document of a plan that names no CSV file."""
    value, values = document.value, document.values
    return WithSheets(document.file, document.lines, value, document.keys, values, {}, comments=document.comments)
