"""Sources of the figures that come with mtfp, and the attribution that must accompany those figures.

Knows `sources.json`, which the build script writes; must not know the figures.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Source(NamedTuple):
    """Source file: its publisher and licence, the repository from which it was copied (`copy`), and its SHA-256."""

    file: str
    title: str
    publisher: str
    licence: str
    copy: str
    sha256: str


def attribution() -> str:
    """Return the statement that the Open Government Licence requires with every publication of the figures.

    >>> attribution()[:60]
    'Contains public sector information licensed under the Open G'
    """
    return str(_stored()["attribution"])


def sources() -> tuple[Source, ...]:
    """Return every original file from which the figures that come with mtfp were made.

    >>> sources()[1].publisher
    'Public Health Scotland, from National Records of Scotland (NRS) figures'
    """
    return tuple(Source(**source) for source in _stored()["sources"])


@cache
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((files(__package__) / "sources.json").read_text(encoding="utf-8"))
    return stored
