"""Moves of single drivers of a plan, and what each changes in the central case. Must not know tables."""
