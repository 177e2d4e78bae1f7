"""Rows of the sheets: inputs, calculations and checks. Must not know files."""
