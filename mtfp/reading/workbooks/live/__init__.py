"""Reading of mtfp's own workbook of live formulas: inputs by their place in the plan, and overwritten cells.

Knows the marks on its sheets, by which no layout of any version is needed; must not know how formulas are made.
"""
