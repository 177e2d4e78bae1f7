"""National paper: plans compared and added up, in plain words. Must not know workers, the store's files or formats."""
