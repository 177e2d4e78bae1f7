"""Renaming of misspelt keys in a document, so that one spelling mistake doesn't cause many findings."""

from collections.abc import Mapping, Set
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
    on_the_way = {path[:depth] for path in keys for depth in range(len(path))}
    return replace(
        document,
        value=_in_value(document.value, (), keys, on_the_way),
        keys=_in_places(document.keys, keys),
        values=_in_places(document.values, keys),
    )


def _in_value(value: Any, path: Path, keys: Mapping[Path, str], on_the_way: Set[Path]) -> Any:
    """Return a value with its keys renamed; `on_the_way` has the paths of all groups with such a key inside."""
    if path not in on_the_way:
        return value
    if isinstance(value, list):
        return [_in_value(item, (*path, at), keys, on_the_way) for at, item in enumerate(value)]
    return {keys.get((*path, key), key): _in_value(item, (*path, key), keys, on_the_way) for key, item in value.items()}


def _in_places(places: Mapping[Path, Spot], keys: Mapping[Path, str]) -> dict[Path, Spot]:
    """Return the places with renamed paths: one pass, as a file may have thousands of each."""
    return {
        tuple(keys.get(path[: depth + 1], step) for depth, step in enumerate(path)): spot
        for path, spot in places.items()
    }
