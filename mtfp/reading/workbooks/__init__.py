"""Reading of plans from Excel workbooks: mtfp's template, and a finance team's own sheets by a mapping file.

Knows which sheet holds which part of a plan; must not know the file format of workbooks, nor what figures mean.
"""

from mtfp.reading.workbooks.imported import Imported, import_workbook

__all__ = ["Imported", "import_workbook"]
