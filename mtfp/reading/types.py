"""Types of a model at a location, with their keys, their required keys, and the kinds of group allowed there.

Types of a step and keys of types are worked out once: each of a file's errors asks for many of them.
"""

from collections.abc import Iterable, Iterator
from functools import cache, reduce
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def keys_at(shape: Any, loc: Iterable[int | str]) -> Iterator[str]:
    """Yield the keys that a model has at a location."""
    yield from _keys(types_at(shape, loc))


@cache
def _keys(models: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the keys of all models among some types."""
    return tuple(field.alias or name for name, field in _fields(models))


def required_at(shape: Any, loc: Iterable[int | str]) -> Iterator[str]:
    """Yield the keys that a model requires at a location."""
    yield from (field.alias or name for name, field in _fields(types_at(shape, loc)) if field.is_required())


def _fields(models: tuple[Any, ...]) -> Iterator[tuple[str, FieldInfo]]:
    for model in models:
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from model.model_fields.items()


def types_at(shape: Any, loc: Iterable[int | str]) -> tuple[Any, ...]:
    """Return the models and mappings allowed at a location. Steps in brackets, which pydantic adds, are skipped."""
    models = _models(shape)
    for step in loc:
        if "[" not in str(step):
            models = _inside(models, step if step in _known_steps(models) else None)
    return models


@cache
def _inside(models: tuple[Any, ...], step: int | str | None) -> tuple[Any, ...]:
    """Return the types one step further. Steps without a meaning of their own, such as names of items, are None."""
    tagged = [model for model in models if step in _tags(model)]
    return tuple(dict.fromkeys(tagged or [inner for model in models for inner in _step(model, step)]))


@cache
def _known_steps(models: tuple[Any, ...]) -> frozenset[Any]:
    """Return the steps that lead to types of their own: keys of models, and words that mark a kind of group."""
    keys = {key for model in models if get_origin(model) not in (dict, tuple) for key in _by_key(model)}
    return frozenset(keys.union(*map(_tags, models)))


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
    yield from _homes(types_at(shape, loc), deep).get(key, ())


@cache
def _homes(models: tuple[Any, ...], deep: int) -> dict[str, list[tuple[int | str, ...]]]:
    """Return the steps to each group below that has a key, by key. A group inside another with the key is left out."""
    found: dict[str, list[tuple[int | str, ...]]] = {}
    for name in dict.fromkeys(_keys(models)):
        home: tuple[int | str, ...] = (name, 0) if _has_list(_inside(models, name)) else (name,)
        inner = reduce(_inside, home, models)
        keys = {*_keys(inner)}
        for key in keys:
            found.setdefault(key, []).append(home)
        for key, homes in _homes(inner, deep - 1).items() if deep else ():
            if key not in keys:
                found.setdefault(key, []).extend((*home, *rest) for rest in homes)
    return found


def is_list(shape: Any, loc: Iterable[int | str]) -> bool:
    """Return True if a list is allowed at a location."""
    return _has_list(types_at(shape, loc))


def _has_list(kinds: tuple[Any, ...]) -> bool:
    return any(get_origin(kind) is tuple for kind in kinds)


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


def _step(model: Any, step: int | str | None) -> tuple[Any, ...]:
    """Return the types one step further along a location. For a step that only pydantic adds, return the model."""
    if get_origin(model) in (dict, tuple):
        items = get_args(model)
        return _models(items[1] if get_origin(model) is dict else items[0])
    return _by_key(model).get(step, (model,))


@cache
def _by_key(model: Any) -> dict[int | str | None, tuple[Any, ...]]:
    """Return the types under each key of a model."""
    found: dict[int | str | None, tuple[Any, ...]] = {}
    for name, field in model.model_fields.items():
        for key in (name, field.alias):
            if key is not None:
                found.setdefault(key, _models(field.annotation))
    return found
