"""Bodies of the commands, with everything that they import. Must not know signatures or help."""
