"""Figures for programs: CSV and JSON. Must not know the tables that people see."""
