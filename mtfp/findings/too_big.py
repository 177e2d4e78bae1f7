"""Refusals of work that exceeds a limit."""


class TooBig(Exception):
    """Raised when work needs more memory or disk than allowed. The message holds the arithmetic and the repair."""
