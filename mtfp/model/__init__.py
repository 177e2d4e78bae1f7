"""Sections of a plan: their keys, and their arithmetic on arrays. Reads no files."""
