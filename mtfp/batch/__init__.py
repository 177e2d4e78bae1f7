"""Many plans in one run: found in folders, drawn block by block by several workers, stored, ranked and added up."""
