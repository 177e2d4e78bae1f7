"""Figures for programs: CSV, JSON, files of draws. Must not know what people see."""
