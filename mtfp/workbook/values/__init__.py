"""Sheets of values: results of a simulation, and tables for publication. Must not know how formulas are made."""
