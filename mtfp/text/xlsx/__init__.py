"""Reading of Excel workbooks as texts in cells, by the standard library alone: stored values, nothing run or followed.

Knows the file format; must not know what the cells mean.
"""

from mtfp.text.xlsx.workbook import SheetRows, Workbook, read_workbook

__all__ = ["SheetRows", "Workbook", "read_workbook"]
