"""Names of figures and tables of earlier releases, for messages that give today's name."""

RENAMED = {
    "surplus_into_pots": "surplus_into_reserves",
    "partners_asked": "additional_payments",
}
"""Renamed figures and tables that people type (`of:`, `--until`, `--table`), old → new.

The page on stability lists every rename.
"""
SINCE = "0.3.0"
"""Release that renamed them."""


def renamed(name: str) -> str:
    """Return the repair for a name of an earlier release; empty for every other.

    >>> renamed("surplus_into_pots"), renamed("gap")
    ('renamed in 0.3.0: write `surplus_into_reserves`', '')
    """
    return f"renamed in {SINCE}: write `{RENAMED[name]}`" if name in RENAMED else ""
