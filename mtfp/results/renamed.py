"""Names that figures and tables had in earlier releases, for messages that give the new name."""

RENAMED = {
    "surplus_into_pots": "surplus_into_reserves",
    "partners_asked": "additional_payments",
    "contingency_needed": "reserves_needed",
}
"""New names of renamed figures and tables, by old name.

People may still type old names in `of:`, `--until` and `--table`. The page on stability lists every rename.
"""
SINCE = {"surplus_into_pots": "0.3.0", "partners_asked": "0.3.0", "contingency_needed": "0.5.0"}
"""Release that gave each new name, by old name."""


def renamed(name: object) -> str:
    """Return the repair for a name of an earlier release, or an empty text for any other name.

    >>> renamed("surplus_into_pots"), renamed("gap")
    ('renamed in 0.3.0: write `surplus_into_reserves`', '')
    """
    return f"renamed in {SINCE[name]}: write `{RENAMED[name]}`" if isinstance(name, str) and name in RENAMED else ""
