"""Names of the engines. Imports nothing heavy; `engines`, `processes` and `on_dask` have the functions."""

ENGINES = ("threads", "processes", "dask")
"""Threads of this process, which are the default; processes of this machine; a Dask cluster."""
