"""Questions that stay: one for each slip or cause, and none that a note of the plan answers."""
