"""Areas whose population figures come with mtfp: partnerships, councils, health boards and Scotland.

Knows names and codes; must not know people.
"""

import json
import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from mtfp.findings.suggest import Unknown, did_you_mean


class Kind(StrEnum):
    """Kind of an area. If two areas share a name, the name means the kind listed first: the partnership."""

    PARTNERSHIP = "partnership"
    COUNCIL = "council"
    HEALTH_BOARD = "health_board"
    COUNTRY = "country"


class Area(NamedTuple):
    """Area with its official code and name. `councils` are the codes of the councils that make up the area."""

    code: str
    name: str
    kind: str
    councils: tuple[str, ...]


SCOTLAND = "S92000003"

_OTHER_NAMES = {
    "edinburgh": ("city of edinburgh", "edinburgh city"),
    "western isles": ("na h eileanan siar", "eilean siar", "comhairle nan eilean siar", "outer hebrides"),
    "orkney islands": ("orkney",),
    "shetland islands": ("shetland",),
    "scottish borders": ("borders", "the scottish borders"),
    "aberdeen city": ("aberdeen", "city of aberdeen"),
    "dundee city": ("dundee", "city of dundee"),
    "glasgow city": ("glasgow", "city of glasgow"),
    "clackmannanshire and stirling": ("stirling and clackmannanshire",),
}

_BODIES = {
    "integration joint board": Kind.PARTNERSHIP,
    "ijb": Kind.PARTNERSHIP,
    "health and social care partnership": Kind.PARTNERSHIP,
    "hscp": Kind.PARTNERSHIP,
    "partnership": Kind.PARTNERSHIP,
    "council area": Kind.COUNCIL,
    "council": Kind.COUNCIL,
}
"""Endings of bodies' full names, and the kind of area that each ending means."""


@cache
def areas() -> tuple[Area, ...]:
    """Return every area with bundled figures, by name: 31 partnerships, 32 councils, 14 health boards and Scotland.

    >>> len(areas()), areas()[0].name
    (78, 'Aberdeen City')
    """
    listed = json.loads((files(__package__) / "areas.json").read_text(encoding="utf-8"))
    return tuple(Area(a["code"], a["name"], Kind(a["kind"]).value, tuple(a["councils"])) for a in listed)


def find_area(text: str) -> Area:
    """Return the area with a code, an official name or another common name, in capitals or small letters.

    If a partnership and a council share a name, the name means the partnership. A code, or a name that ends in
    `Council`, means exactly that area. Raises Unknown, with the nearest name, for any other text.

    >>> find_area("S37000026").name, find_area("shetland islands").kind, find_area("NHS Fife").kind
    ('Shetland Islands', 'partnership', 'health_board')
    >>> find_area("Western Isles").code, find_area("City of Edinburgh").code, find_area("Stirling").kind
    ('S37000031', 'S37000012', 'council')
    """
    for area in areas():
        if area.code == text.strip().upper():
            return area
    name, kinds = _body(_plain(text))
    for area in areas():
        if name in _names(area) and Kind(area.kind) in kinds:
            return area
    fix = did_you_mean(text, _suggested()) or "write the name or code of a partnership, council or health board"
    raise Unknown(f"no area is called {text!r}", fix)


def named_in(text: str) -> tuple[Area, ...]:
    """Return the partnerships and councils whose names stand in a text, the longest names first.

    >>> [area.name for area in named_in("Moray Integration Joint Board, 2026")][0], named_in("Isle of Example")
    ('Moray', ())
    """
    words = f" {_plain(text)} "
    local = [area for area in areas() if area.kind in (Kind.PARTNERSHIP, Kind.COUNCIL)]
    found = [area for area in local if any(f" {name} " in words for name in _names(area))]
    return tuple(sorted(found, key=lambda area: -len(area.name)))


def _suggested() -> tuple[str, ...]:
    """Return the names of areas to suggest for an unknown one. Partnerships and councils come before health boards."""
    short = (name.title() for others in _OTHER_NAMES.values() for name in others[:1])
    return tuple(dict.fromkeys((*(area.name for area in areas()), *short)))


def _plain(text: str) -> str:
    """Return a name in small letters, with `and` for `&` and without punctuation, because people's spellings differ."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold().replace("&", " and ")).split())


def _body(name: str) -> tuple[str, tuple[Kind, ...]]:
    """Return the name of the place in a body's full name, and the kinds of area that the full name's ending allows."""
    for ending, kind in _BODIES.items():
        if name.endswith(f" {ending}"):
            return name.removesuffix(f" {ending}"), (kind,)
    return name, tuple(Kind)


@cache
def _names(area: Area) -> tuple[str, ...]:
    own = _plain(area.name)
    others = ((name, *others) for name, others in _OTHER_NAMES.items() if own == name or own in others)
    return (own, *chain.from_iterable(others))
