"""Sections of a plan: their keys, and their calculations on arrays. No module here reads files."""
