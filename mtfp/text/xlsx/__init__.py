"""Reading of Excel workbooks as texts in cells, by the standard library alone: stored values, nothing run or followed.

Knows the file format; must not know what the cells mean.
"""

from mtfp.text.xlsx.typed import CellKind, TypedCells
from mtfp.text.xlsx.workbook import SheetRows, Workbook, no_result, read_workbook

__all__ = ["CellKind", "SheetRows", "TypedCells", "Workbook", "no_result", "read_workbook"]
