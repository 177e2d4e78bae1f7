"""Types of names that refer to another part of the plan, and functions that find references and parts.

A field is a reference by its type: a field of type `PriceName` refers to an assumption that is a rate or an index. The
mark `Drives` states which driver of cost the assumption changes through that field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.model.base.values import Name

Mark = TypeVar("Mark")
Found = TypeVar("Found", bound=BaseModel)


SIMPLE = (NoneType, str, int, float)
"""Classes of values that hold no part."""


class Refers(NamedTuple):
    """Mark for a name: the section that it refers to and, for an assumption, the units that are allowed."""

    section: str
    units: tuple[str, ...] = ()


Driven = Literal["prices", "growth", "on_costs", "vacancies", "delivery"]
"""Driver of cost that an assumption changes through a field; fields of funding rules need no mark."""


class Drives(NamedTuple):
    """Mark for an assumption's name: the driver that the assumption changes through the field, or None for no driver.

    Levers that change a driver find the driver's assumptions by this mark. Without a mark,
    an assumption that a funding rule names changes the rule's funding source.
    """

    what: Driven | None


AssumptionName = Annotated[Name, Refers("assumptions")]
PriceName = Annotated[Name, Refers("assumptions", ("rate", "index"))]
RateName = Annotated[Name, Refers("assumptions", ("rate",))]
ShareName = Annotated[Name, Refers("assumptions", ("share",))]
ShareOrMoneyName = Annotated[Name, Refers("assumptions", ("share", "money"))]
NumberName = Annotated[Name, Refers("assumptions", ("number",))]
LineName = Annotated[Name, Refers("lines")]
ReserveName = Annotated[Name, Refers("reserves")]
StreamName = Annotated[Name, Refers("funding")]


@dataclass(frozen=True, repr=False)
class Reference(Short):
    """Name that refers to another part of the plan, and its path; `is_key` is true if the name is itself a key."""

    path: Path
    name: str
    to: Refers
    drives: Drives | None = None
    is_key: bool = False


def parts_in(value: Any, kind: type[Found], path: Path = ()) -> Iterator[tuple[Path, Found]]:
    """Yield every part of class `kind` inside a value, at any depth, with its path of keys."""
    if isinstance(value, kind):
        yield path, value
    elif isinstance(value, RootModel):
        yield from parts_in(value.root, kind, path)
    elif isinstance(value, BaseModel):
        for name, step, _ in _fields(type(value)):
            if not isinstance(inner := getattr(value, name), SIMPLE):
                yield from parts_in(inner, kind, (*path, *step))
    elif isinstance(value, (Mapping, tuple)):
        for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            if not isinstance(item, SIMPLE):
                yield from parts_in(item, kind, (*path, key))


def references(part: BaseModel, path: Path = ()) -> list[Reference]:
    """Return every reference to another part of the plan inside a part, at any depth."""
    found: list[Reference] = []
    _add_from_part(part, path, found)
    return found


def _add_from_part(part: BaseModel, path: Path, found: list[Reference]) -> None:
    for name, step, annotation in _fields(type(part)):
        _add(annotation, getattr(part, name), (*path, *step), found)


@cache
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, Path, Any], ...]:
    """Return the name of each field, the step that leads to it, and its annotation."""
    return tuple(
        (
            name,
            () if issubclass(kind, RootModel) else (about.alias or name,),
            Annotated[about.annotation, *about.metadata] if about.metadata else about.annotation,
        )
        for name, about in kind.model_fields.items()
    )


def _add(annotation: Any, value: Any, path: Path, found: list[Reference]) -> None:
    """Add the references inside a value. A list, because a plan may have tens of thousands of correlations."""
    if value is None or isinstance(value, bool | int | float):
        return
    if isinstance(value, str):
        to, drives = _marks(annotation)
        if to is not None:
            found.append(Reference(path, value, to, drives))
    elif isinstance(value, BaseModel):
        _add_from_part(value, path, found)
    elif isinstance(value, Mapping):
        _add_from_mapping(annotation, value, path, found)
    elif isinstance(value, tuple):
        kinds = _item_types(annotation)
        for position, item in enumerate(value):
            kind = kinds[0] if kinds[1:] == (Ellipsis,) else kinds[position] if position < len(kinds) else None
            _add(kind, item, (*path, position), found)


def _add_from_mapping(annotation: Any, value: Mapping[Any, Any], path: Path, found: list[Reference]) -> None:
    keys, values = _key_and_value(annotation)
    to, drives = _marks(keys)
    for key, item in value.items():
        if to is not None:
            found.append(Reference((*path, key), key, to, drives, is_key=True))
        _add(values, item, (*path, key), found)


def _members(annotation: Any) -> tuple[Any, ...]:
    """Return the types that an annotation allows, without marks and None."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return tuple(kind for each in get_args(annotation) if each is not NoneType for kind in _members(each))
    return (annotation,)


@cache
def _key_and_value(annotation: Any) -> tuple[Any, Any]:
    return next((get_args(kind) for kind in _members(annotation) if get_origin(kind) is dict), (None, None))


@cache
def _item_types(annotation: Any) -> tuple[Any, ...]:
    """Return the types of the items of a tuple; `(kind, ...)` if it has any number of one kind."""
    return next((get_args(kind) for kind in _members(annotation) if get_origin(kind) is tuple), ())


@cache
def _marks(annotation: Any) -> tuple[Refers | None, Drives | None]:
    return _mark(annotation, Refers), _mark(annotation, Drives)


def _mark(annotation: Any, kind: type[Mark]) -> Mark | None:
    """Return the first mark of a class on an annotation or on one of its alternatives."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return next((mark for mark in marks if isinstance(mark, kind)), None) or _mark(inner, kind)
    if get_origin(annotation) in (Union, UnionType):
        return next((mark for each in get_args(annotation) if (mark := _mark(each, kind))), None)
    return None
