"""Outcomes of a batch: summaries, the ranking, the sum of all plans, the manifest. Must not know baselines."""
