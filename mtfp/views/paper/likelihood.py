"""Chances in words for a board, each with its number out of 100."""

WORDS = (
    (5, "very unlikely"),
    (25, "unlikely"),
    (45, "less likely than not"),
    (56, "about as likely as not"),
    (76, "likely"),
    (96, "very likely"),
)
"""Words for chances below each number out of 100."""
CERTAIN = "almost certain"


def likelihood(share: float) -> str:
    """Return the word for a chance, from its whole number out of 100, so that word and number never disagree.

    >>> [likelihood(share) for share in (0.04, 0.05, 0.246, 0.445, 0.555, 0.56, 0.76, 0.954, 0.956)]
    ['very unlikely', 'unlikely', 'less likely than not', 'about as likely as not', 'likely', 'likely', 'very likely', \
'very likely', 'almost certain']
    """
    number = out_of_100(share)
    return next((word for below, word in WORDS if number < below), CERTAIN)


def out_of_100(share: float) -> int:
    """Return a share of draws as a whole number out of 100; a half is rounded up.

    >>> out_of_100(57 / 200)  # 100 times 0.285 is a little less than 28.5 in floating point
    29
    """
    return int(round(share * 100, 9) + 0.5)


def likely(share: float) -> str:
    """Return a chance as a word and a number.

    >>> likely(0.29), likely(0.004), likely(1)
    ('less likely than not (29 in 100)', 'very unlikely (fewer than 1 in 100)', 'almost certain (100 in 100)')
    """
    number = out_of_100(share)
    if 0 < share < 0.01:
        return f"{likelihood(share)} (fewer than 1 in 100)"
    if 0.99 < share < 1:
        return f"{likelihood(share)} (over 99 in 100)"
    return f"{likelihood(share)} ({number} in 100)"
