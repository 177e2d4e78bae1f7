"""Run many plans at once: find them in folders, make their draws with several workers, store, rank and add them up."""
