"""A batch as cases and as a summary in brief, for CI. Must not know how work is done."""
