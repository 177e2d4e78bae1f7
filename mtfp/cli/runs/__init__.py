"""Bodies of the commands, and the slow modules that they import. Must not know signatures or help texts."""
