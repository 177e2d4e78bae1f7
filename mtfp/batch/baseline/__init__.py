"""Compare a batch with an earlier folder of results. Must not know reports."""
