"""Names of the files in a batch's folder of results."""

CSV, JSON, RANKING, INPUTS, PARQUET = "results.csv", "results.json", "ranking.csv", "inputs.json", "results.parquet"
MOVED = "moved.csv"
ALWAYS = (CSV, JSON, RANKING, INPUTS)
LAST = "manifest.json"
"""Name of the file that is written last: if it exists, the other files are complete."""
