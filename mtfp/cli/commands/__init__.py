"""Commands: signature and help text of each, and one call of its body in `runs`. Must not import slow modules."""
