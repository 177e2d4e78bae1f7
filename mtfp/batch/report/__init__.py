"""Documents and files of a batch: checks as cases, the summary, the folder of results. Must not know workers."""
