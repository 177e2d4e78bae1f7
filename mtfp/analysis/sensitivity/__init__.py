"""Sensitivity: the drivers of a plan, and what each does to a figure. Must not know tables or commands."""
