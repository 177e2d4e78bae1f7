"""Names of the engines. Imports nothing slow; the engines are in `engines`, `processes` and `on_dask`."""

ENGINES = ("threads", "processes", "dask")
"""Names of the engines, the default first: threads of this process, processes of this machine, workers of Dask."""
MOST_WORKERS = 1_024
"""Maximum number of workers that a batch may ask for."""
