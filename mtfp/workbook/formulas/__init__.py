"""Formulas of a workbook: what they are, where they refer, and their values. Must not know sheets or files."""
