"""Documents as Markdown, cut on whole rows where there is no room. Must not know batches."""
