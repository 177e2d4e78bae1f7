"""Where the bundled figures come from, and what must be said wherever they are published.

Knows `sources.json`, which the build script writes; must not know the figures.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """An original file: its publisher and terms, the repository its copy was taken from, and its SHA-256."""

    file: str
    title: str
    publisher: str
    licence: str
    copy: str
    sha256: str


def attribution() -> str:
    """The statement that the Open Government Licence asks for wherever the figures are published.

    >>> attribution()[:60]
    'Contains public sector information licensed under the Open G'
    """
    return str(_stored()["attribution"])


def sources() -> tuple[Source, ...]:
    """Every original file that bundled figures were made from.

    >>> sources()[1].publisher
    'Public Health Scotland, from National Records of Scotland (NRS) figures'
    """
    return tuple(Source(**source) for source in _stored()["sources"])


@cache
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((files(__package__) / "sources.json").read_text(encoding="utf-8"))
    return stored
