"""Refusal of work that exceeds a limit on memory or disk."""

TOO_LITTLE_MEMORY = "this machine has too little memory\n  fix: use fewer --draws, fewer scenarios, or smaller files"


class TooBig(Exception):
    """Raised when work needs more memory or disk than allowed. The message shows the calculation and the repair."""
