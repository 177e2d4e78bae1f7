"""Limit of the workers of a batch. Imports nothing slow; the engines are in `engines`, `processes` and `on_dask`."""

MOST_WORKERS = 1_024
"""Maximum number of workers that a batch may ask for."""
