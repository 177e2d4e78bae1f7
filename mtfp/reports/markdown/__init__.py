"""Documents as Markdown; rows are left out if there are too many. Must not know batches."""
