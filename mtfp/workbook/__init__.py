"""Workbook: the central case as live formulas, under several scenarios. Must not know commands."""
