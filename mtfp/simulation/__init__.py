"""Project many draws of a plan, store their figures, and compute statistics. Must not know result tables or batches."""
