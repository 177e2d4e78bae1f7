"""Documents and files of a batch: checks as test cases, the summary, the folder of results. Must not know workers."""
