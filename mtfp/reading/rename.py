"""Renaming of misspelt keys in a document, so that one spelling mistake doesn't cause many findings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from mtfp.findings.place import Document, Path, Spot

Doc = TypeVar("Doc", bound=Document)


def renamed(document: Doc, keys: Mapping[Path, str]) -> Doc:
    """Return the document with some keys renamed. Every value keeps its place.

    >>> typed = Document("plan.yaml", ("bugdet: 5",), {"bugdet": 5}, {("bugdet",): (1, 1, 6)}, {("bugdet",): (1, 9, 1)})
    >>> mended = renamed(typed, {("bugdet",): "budget"})
    >>> mended.value, str(mended.place(("budget",), of_key=True))
    ({'budget': 5}, 'plan.yaml:1:1')
    """
    for path in sorted(keys, key=len, reverse=True):
        document = _one(document, path, keys[path])
    return document


def _one(document: Doc, path: Path, name: str) -> Doc:
    return replace(
        document,
        value=_in_value(document.value, path, name),
        keys=_in_places(document.keys, path, name),
        values=_in_places(document.values, path, name),
    )


def _in_value(value: Any, path: Path, name: str) -> Any:
    step, *inner = path
    if isinstance(value, list):
        return [_in_value(item, tuple(inner), name) if at == step else item for at, item in enumerate(value)]
    if not inner:
        return {name if key == step else key: item for key, item in value.items()}
    return {key: _in_value(item, tuple(inner), name) if key == step else item for key, item in value.items()}


def _in_places(places: Mapping[Path, Spot], path: Path, name: str) -> dict[Path, Spot]:
    right, depth = (*path[:-1], name), len(path)
    return {(*right, *at[depth:]) if at[:depth] == path else at: spot for at, spot in places.items()}
