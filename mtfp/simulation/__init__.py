"""Run many draws of a plan, store their figures, and compute statistics. Must not know tables of results or batches."""
