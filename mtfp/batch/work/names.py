"""Names of the engines. Imports nothing slow; `engines`, `processes` and `on_dask` have the functions."""

ENGINES = ("threads", "processes", "dask")
"""Names of the engines, the default first: threads of this process, processes of this machine, workers of Dask."""
