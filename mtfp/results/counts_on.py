"""Tell if a figure counts on additional partner contributions, so that a chance of it can say so."""

BEFORE, AFTER = "before additional partner contributions", "after additional partner contributions"
FIGURES_BEFORE = frozenset(("gap", "gap_before_savings", "gap_with_set_aside", "recurring_gap", "to_close"))
FIGURES_AFTER = frozenset(("reserves", "contingency_share", "reserves_used", "carried", "deficit", "unmet", "surplus"))


def counts_on(figure: str) -> str:
    """Return words for the place of a figure before or after additional partner contributions; empty for most figures.

    A gap is stated before the year's contributions. Balances of reserves, deficits and what is unfunded are stated
    after them: a chance that they are low or high counts on the partners to pay what the scheme asks of them.

    >>> counts_on("gap"), counts_on("reserves.general"), counts_on("expenditure")
    ('before additional partner contributions', 'after additional partner contributions', '')
    """
    if figure in FIGURES_BEFORE:
        return BEFORE
    return AFTER if figure in FIGURES_AFTER or figure.startswith("reserves.") else ""
