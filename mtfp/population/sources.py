"""Sources of the bundled figures, and the attribution that must accompany them.

Knows `sources.json`, which the build script writes; must not know the figures.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Source: an original file with its publisher and terms, the repository it was copied from, and its SHA-256."""

    file: str
    title: str
    publisher: str
    licence: str
    copy: str
    sha256: str


def attribution() -> str:
    """Return the statement that the Open Government Licence requires wherever the figures are published.

    >>> attribution()[:60]
    'Contains public sector information licensed under the Open G'
    """
    return str(_stored()["attribution"])


def sources() -> tuple[Source, ...]:
    """Return every original file behind the bundled figures.

    >>> sources()[1].publisher
    'Public Health Scotland, from National Records of Scotland (NRS) figures'
    """
    return tuple(Source(**source) for source in _stored()["sources"])


@cache
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((files(__package__) / "sources.json").read_text(encoding="utf-8"))
    return stored
