"""Commands: signature and help of each, and one call into `runs`. Must not import slow modules."""
