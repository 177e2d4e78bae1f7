"""What is refused because it would take more than its limits."""


class TooBig(Exception):
    """Work that would take more memory or disk than it may; the message holds the arithmetic and the repair."""
