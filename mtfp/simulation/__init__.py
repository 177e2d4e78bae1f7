"""Many draws of a plan: run, stored figures, statistics, when to stop. Must not know tables of results or batches."""
