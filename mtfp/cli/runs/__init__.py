"""Runs: the body of each command, with whatever it needs to import. Must not know signatures or help."""
