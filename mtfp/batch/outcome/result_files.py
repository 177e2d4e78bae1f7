"""Names of the files in a batch's folder of results."""

CSV, JSON, RANKING, INPUTS, PARQUET = "results.csv", "results.json", "ranking.csv", "inputs.json", "results.parquet"
MOVED = "moved.csv"
ALWAYS = (CSV, JSON, RANKING, INPUTS)
LAST = "manifest.json"
"""File that is written last: if it is there, the others are complete."""
