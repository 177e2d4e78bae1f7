"""Every place of a model of a file, with values of every wrong kind put there."""

from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

Place = Callable[[object], object]
"""Function that puts a value at a place: it returns the values of a file around it."""
WRONG: tuple[object, ...] = (
    "some text", "2026-03-31", 5, -0.5, True, [],
    [3], ["a", "b"], [{"a": 1}], {}, {"a": 1}, {"a": {"b": [1]}}, None, "",
)  # fmt: skip


def places(kind: Any, put: Place = lambda value: value, inside: tuple[Any, ...] = ()) -> Iterator[Place]:
    """Yield every place inside a type, at any depth; a type inside itself is entered once."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind not in inside:
            yield from _in_model(kind, put, (*inside, kind))
    elif get_origin(kind) is dict:
        key, values = get_args(kind)
        name = _sample(key)
        yield lambda value: put({name: value})
        yield from places(values, lambda value: put({name: value}), inside)
    elif get_origin(kind) is tuple:
        for at, item in enumerate(each for each in get_args(kind) if each is not ...):
            first = ["a"] * at
            yield lambda value, first=first: put([*first, value])  # type: ignore[misc]
            yield from places(item, lambda value, first=first: put([*first, value]), inside)  # type: ignore[misc]
    else:
        for inner in () if get_origin(kind) is Literal else get_args(kind):
            yield from places(inner, put, inside)


def _in_model(kind: type[BaseModel], put: Place, inside: tuple[Any, ...]) -> Iterator[Place]:
    if "root" in kind.model_fields:
        yield from places(kind.model_fields["root"].annotation, put, inside)
        return
    words = {
        field.alias or name: get_args(field.annotation)[0]
        for name, field in kind.model_fields.items()
        if get_origin(field.annotation) is Literal and len(get_args(field.annotation)) == 1 and field.is_required()
    }
    for name, field in kind.model_fields.items():
        key = field.alias or name

        def at(value: object, key: str = key) -> object:
            return put({**words, key: value})

        yield at
        yield from places(field.annotation, at, inside)


def _sample(key: Any) -> str:
    """Return a key that a mapping may have: its first word, a year, or a name."""
    choices = next((get_args(each) for each in (key, *get_args(key)) if get_origin(each) is Literal), ("a_name",))
    is_year = "_year" in str(key)
    return "2026/27" if is_year else str(choices[0])
