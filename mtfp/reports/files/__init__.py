"""Destinations of reports: standard output and files, each replaced whole or not at all. Must not know formats."""
