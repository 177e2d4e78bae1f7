"""Refusal of work that exceeds a limit on memory or disk."""


class TooBig(Exception):
    """Raised when work needs more memory or disk than allowed. The message shows the calculation and the repair."""
