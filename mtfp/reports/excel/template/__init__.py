"""Template of a plan as a workbook, which `mtfp import` reads. Must not know how the workbook is read."""
