"""Sections of a plan: the keys of each section, and its calculations on arrays. No module here reads files."""
