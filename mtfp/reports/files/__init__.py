"""Destinations of reports: standard output, and files that are replaced whole or not at all. Must not know formats."""
