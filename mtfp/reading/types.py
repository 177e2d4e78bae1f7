"""Types of a model at a location, with their keys, their required keys, and the kinds of group allowed there.

The types of one step are worked out once: a file may have thousands of errors, each of which asks for many steps.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def keys_at(shape: Any, loc: Iterable[int | str]) -> Iterator[str]:
    """Yield the keys that a model has at a location."""
    yield from (field.alias or name for name, field in _fields_at(shape, loc))


def required_at(shape: Any, loc: Iterable[int | str]) -> Iterator[str]:
    """Yield the keys that a model requires at a location."""
    yield from (field.alias or name for name, field in _fields_at(shape, loc) if field.is_required())


def _fields_at(shape: Any, loc: Iterable[int | str]) -> Iterator[tuple[str, FieldInfo]]:
    for model in types_at(shape, loc):
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from model.model_fields.items()


def types_at(shape: Any, loc: Iterable[int | str]) -> tuple[Any, ...]:
    """Return the models and mappings allowed at a location. Steps in brackets, which pydantic adds, are skipped."""
    models = list(_models(shape))
    for step in loc:
        if "[" not in str(step):
            tagged = [model for model in models if step in _tags(model)]
            models = tagged or [inner for model in models for inner in _step(model, step)]
    return tuple(dict.fromkeys(models))


@cache
def _models(kind: Any) -> tuple[Any, ...]:
    """Return the models and mappings that a type annotation allows."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        root = kind.model_fields.get("root")
        return _models(cast(Any, root.annotation)) if root else (kind,)
    if get_origin(kind) in (dict, tuple):
        return (kind,)
    return tuple(model for inner in get_args(kind) for model in _models(inner))


def tags_at(shape: Any, loc: Iterable[int | str], key: str) -> tuple[str, ...]:
    """Return the words allowed under a key that decides the kind of its group."""
    fields = (model.model_fields.get(key) for model in types_at(shape, loc) if hasattr(model, "model_fields"))
    return tuple(tag for field in fields if field for tag in get_args(field.annotation))


def homes_of(key: str, shape: Any, loc: Iterable[int | str], deep: int = 2) -> Iterator[tuple[int | str, ...]]:
    """Yield the steps from a location to each group below it that has a key. A step of 0 means the items of a list."""
    at = tuple(loc)
    for name in dict.fromkeys(keys_at(shape, at)):
        home = (name, 0) if is_list(shape, (*at, name)) else (name,)
        if key in keys_at(shape, (*at, *home)):
            yield home
        elif deep:
            yield from ((*home, *rest) for rest in homes_of(key, shape, (*at, *home), deep - 1))


def is_list(shape: Any, loc: Iterable[int | str]) -> bool:
    """Return True if a list is allowed at a location."""
    return any(get_origin(kind) is tuple for kind in types_at(shape, loc))


def kinds_with(key: str, shape: Any, loc: tuple[int | str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the key and word that mark each kind of group with a given key, for a group of another kind."""
    if len(types_at(shape, loc[:-1])) < 2:
        return
    for model in types_at(shape, loc[:-1]):
        fields = getattr(model, "model_fields", {})
        tags = {name: get_args(field.annotation) for name, field in fields.items() if _is_word(field)}
        if key in fields:
            yield from ((name, words[0]) for name, words in tags.items())


def _is_word(field: FieldInfo) -> bool:
    """Return True if a field allows only one word. Such a word tells one kind of group from the others."""
    return get_origin(field.annotation) is Literal and len(get_args(field.annotation)) == 1


@cache
def _tags(model: Any) -> frozenset[Any]:
    """Return the tags that pydantic uses for a model as a step: the words that alone are allowed under a key."""
    fields = getattr(model, "model_fields", {}).values()
    return frozenset(get_args(field.annotation)[0] for field in fields if _is_word(field))


def _step(model: Any, step: int | str) -> tuple[Any, ...]:
    """Return the types one step further along a location. For a step that only pydantic adds, return the model."""
    if get_origin(model) in (dict, tuple):
        items = get_args(model)
        return _models(items[1] if get_origin(model) is dict else items[0])
    return _by_key(model).get(step, (model,))


@cache
def _by_key(model: Any) -> dict[int | str, tuple[Any, ...]]:
    """Return the types under each key of a model."""
    found: dict[int | str, tuple[Any, ...]] = {}
    for name, field in model.model_fields.items():
        for key in (name, field.alias):
            if key is not None:
                found.setdefault(key, _models(field.annotation))
    return found
