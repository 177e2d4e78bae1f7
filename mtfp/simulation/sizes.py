"""Read and write sizes of memory and disk space, such as `1GB`. Imports nothing heavy."""

import re
from decimal import Decimal

UNITS = {"kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "PB": 10**15, "EB": 10**18}
_SIZE = re.compile(rf"(\d+(?:\.\d+)?) ?({'|'.join(UNITS)})", re.IGNORECASE)


def bytes_of(text: str) -> int:
    """Return the number of bytes in a size such as `1.5GB`. Raises ValueError, with the repair, for any other text.

    >>> bytes_of("1.5GB"), bytes_of("200 MB")
    (1500000000, 200000000)
    """
    match = _SIZE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text}' is not a size; write it like 1GB or 500MB")
    named = {name.lower(): factor for name, factor in UNITS.items()}
    return round(Decimal(match[1]) * named[match[2].lower()])


def size(number: int, *, up: bool = False) -> str:
    """Return a number of bytes as text, in the largest unit that fits, to one decimal place.

    If `up` is True, the number is rounded up, so that a limit of this size is large enough.

    >>> size(1_230_000_000), size(1_230_000_000, up=True)
    ('1.2GB', '1.3GB')
    >>> size(10**20 * 32)
    '3200EB'
    """
    name, factor = max(
        ((n, f) for n, f in UNITS.items() if number >= f), key=lambda each: each[1], default=("kB", 1000)
    )
    whole, tenths = divmod(-(-number * 10 // factor) if up else (number * 20 // factor + 1) // 2, 10)
    return f"{whole}{f'.{tenths}' if tenths else ''}{name}"
