"""Work of a batch: units, engines, jobs, and the store. Must not know the meaning of results."""
