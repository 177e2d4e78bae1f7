"""Outcomes of a batch: summaries, ranking, the sum of plans, the folder of results. Must not know baselines."""
