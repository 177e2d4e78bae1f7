"""Age bands: single years, five-year bands or those of a file. They begin at 0, have no gaps, and end open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mtfp.findings.short import Short

OLDEST = 120
"""Highest age. A larger number in a file is a mistake, such as a year or a count in the wrong place."""

OPEN_BAND_MID = 5
"""Years from the start of the open band to the age that represents it (model, section 5)."""

Band = tuple[int, int | None]
"""First and last age of a band, both included. An open band has None as its last age."""

_CLOSED = re.compile(r"(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?", re.IGNORECASE)
_OPEN = re.compile(r"(\d{1,3})\s*(?:\+|plus|and over|and above|or over)", re.IGNORECASE)


def parse_band(label: str) -> Band:
    """Return the first and last age in the label of a band.

    Raises ValueError, with examples of labels, for a text that is not an age or an age band.

    >>> parse_band("18-64"), parse_band("85+"), parse_band("Age7"), parse_band("90 and over")
    ((18, 64), (85, None), (7, 7), (90, None))
    """
    text = re.sub(r"^ages?\s*|\s*years?\b", "", label.strip(), flags=re.IGNORECASE).strip()
    if match := _OPEN.fullmatch(text):
        first, last = int(match[1]), None
    elif match := _CLOSED.fullmatch(text):
        first, last = int(match[1]), int(match[2] or match[1])
    else:
        raise ValueError(f"{label!r} is not an age or an age band such as 7, 65-74 or 85+")
    if max(first, last or first) > OLDEST or (last is not None and last < first):
        raise ValueError(f"{label!r} is not an age band: ages run from 0 to {OLDEST}, and the lower one comes first")
    return first, last


def band_label(band: Band) -> str:
    """Return the label of a band in this project's form.

    >>> band_label((0, 17)), band_label((40, 40)), band_label((85, None))
    ('0-17', '40', '85+')
    """
    first, last = band
    if last is None:
        return f"{first}+"
    return str(first) if first == last else f"{first}-{last}"


@dataclass(frozen=True, repr=False)
class AgeBands(Short):
    """Age bands, given by their first ages from 0 up. Each band ends where the next begins, and the last one is open.

    Raises ValueError if the first ages don't start at 0 or don't rise.

    >>> bands = AgeBands((0, 18, 65, 85))
    >>> bands.labels
    ('0-17', '18-64', '65-84', '85+')
    >>> bands == AgeBands.parse(["0-17", "18-64", "65-84", "85+"])
    True
    """

    starts: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.starts[:1] != (0,) or any(b <= a for a, b in zip(self.starts, self.starts[1:], strict=False)):
            raise ValueError(f"the first ages of bands must start at 0 and rise, found {self.starts}")

    @classmethod
    def parse(cls, labels: Iterable[str]) -> "AgeBands":
        """Read bands from labels in rising order. Raises ValueError for an overlap, a gap or a closed last band."""
        given = tuple(parse_band(label) for label in labels)
        bands = cls(tuple(first for first, _ in given))
        if given != bands.bands:
            shown = ", ".join(band_label(band) for band in given)
            raise ValueError(f"age bands must follow each other without gaps and end with an open one, found {shown}")
        return bands

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def ends(self) -> tuple[int | None, ...]:
        """Return the last age of each band; None for the open band."""
        return (*(start - 1 for start in self.starts[1:]), None)

    @property
    def bands(self) -> tuple[Band, ...]:
        return tuple(zip(self.starts, self.ends, strict=True))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(band_label(band) for band in self.bands)

    @cached_property
    def midpoints(self) -> NDArray[np.float64]:
        """Return the exact age at the middle of each band, shape (age,). For the open band it is the first age plus 5.

        >>> AgeBands((0, 65, 75)).midpoints.tolist()
        [32.5, 70.0, 80.0]
        """
        starts = np.array(self.starts, dtype=float)
        middles: NDArray[np.float64] = (starts + np.append(starts[1:], starts[-1] + 2 * OPEN_BAND_MID)) / 2
        return middles

    def within(self, wider: "AgeBands") -> NDArray[np.intp]:
        """Return, for each band, the position of the band in `wider` that contains it, shape (age,).

        Raises ValueError, with the names of the bands, if a band lies across two bands of `wider`.

        >>> AgeBands((0, 5, 10, 15)).within(AgeBands((0, 10))).tolist()
        [0, 0, 1, 1]
        """
        if missing := set(wider.starts) - set(self.starts):
            raise ValueError(self._straddles(min(missing), wider))
        at: NDArray[np.intp] = np.searchsorted(wider.starts, self.starts, side="right") - 1
        return at

    def _straddles(self, age: int, wider: "AgeBands") -> str:
        mine = self.labels[int(np.searchsorted(self.starts, age, side="right")) - 1]
        at = wider.starts.index(age)
        return f"the age band {mine} lies across {wider.labels[at - 1]} and {wider.labels[at]}"


SINGLE_YEARS = AgeBands(tuple(range(91)))
"""Single years of age 0, 1, ... 89, and 90+, as National Records of Scotland publishes them."""

FIVE_YEARS = AgeBands(tuple(range(0, 91, 5)))
"""Five-year bands 0-4, 5-9, ... 85-89, and 90+."""
