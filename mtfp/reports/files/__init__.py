"""Destinations of reports: standard output, and files, which an error leaves unchanged. Must not know formats."""
