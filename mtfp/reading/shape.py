"""A document against the shape of a model: pydantic's errors become findings with places and repairs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mtfp.model.values import shown
from mtfp.text.finding import Finding
from mtfp.text.place import Document, Path
from mtfp.text.suggest import did_you_mean, one_of

_NEEDED = {
    "string_type": "text",
    "bool_type": "`true` or `false`",
    "int_type": "a whole number",
    "dict_type": "a group of keys",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "mapping_type": "a group of keys",
    "tuple_type": "a list in square brackets",
    "list_type": "a list in square brackets",
}


def findings_of(error: ValidationError, document: Document, shape: type[BaseModel]) -> list[Finding]:
    """One finding for each place that pydantic complains about.

    A value that may be of several kinds is complained about once for each; the complaint that says most is kept.
    """
    at_place: dict[Path, Finding] = {}
    for details in error.errors(include_url=False):
        path, of_key = known_path(document, details["loc"])
        finding = _finding(details, document, shape, path, of_key)
        before = at_place.get(path)
        if before is None or (before.code in ("E203", "E204") and finding.code not in ("E203", "E204")):
            at_place[path if finding.code != "E201" else (*path, finding.message)] = finding
    return list(at_place.values())


def known_path(document: Document, loc: Iterable[int | str]) -> tuple[Path, bool]:
    """The part of a pydantic location that the document names, and whether it speaks of a key."""
    path: Path = ()
    steps = tuple(loc)
    for step in steps:
        if (*path, step) in document.values:
            path = (*path, step)
    return path, bool(steps) and steps[-1] == "[key]"


def _finding(details: ErrorDetails, document: Document, shape: type[BaseModel], path: Path, of_key: bool) -> Finding:
    kind, loc = details["type"], details["loc"]
    context: Mapping[str, Any] = details.get("ctx", {})
    if kind.startswith("E"):
        return Finding(kind, details["msg"], document.place(path, of_key=of_key), context.get("fix", ""))
    if kind == "missing":
        key = loc[-1]
        return Finding("E201", f"`{key}` is missing", document.place(path, of_key=True), f"add `{key}:`{_sentence(shape, loc)}")
    if kind == "extra_forbidden":
        key, known = str(loc[-1]), tuple(keys_at(shape, loc[:-1]))
        fix = did_you_mean(key, known) or _unknown_key_hint(key, known)
        return Finding("E202", f"there is no key {shown(key)} here", document.place(path, of_key=True), fix)
    if kind == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        fix = did_you_mean(str(details["input"]), choices) or f"write {one_of(choices, most=12)}"
        return Finding("E204", f"{shown(details['input'])} is not one of the choices here", document.place(path), fix)
    if kind in _NEEDED:
        message = f"{_NEEDED[kind]} is needed here, found {shown(details['input'])}"
        return Finding("E203", message, document.place(path), _kind_hint(kind, details["input"]))
    message = f"{_called(path)}{_bound(kind, context, details)}"
    return Finding("E213", message, document.place(path), "write a value within these bounds")


def _unknown_key_hint(key: str, known: tuple[str, ...]) -> str:
    if key.isdigit():
        return "inside braces a comma ends a value: write thousands with an underscore, as in 1_000"
    return f"use {one_of(known, most=30)}, or take it out"


def _kind_hint(kind: str, value: object) -> str:
    if kind == "string_type" and not isinstance(value, dict | list):
        return f'put it in quotes: "{value}"'
    if kind == "bool_type":
        return "write `true` or `false`"
    return f"write {_NEEDED[kind]}"


def _called(path: Path) -> str:
    return f"`{path[-1]}` " if path and isinstance(path[-1], str) else ""


def _bound(kind: str, context: Mapping[str, Any], details: ErrorDetails) -> str:
    bounds = {
        "greater_than_equal": f"must be {context.get('ge')} or more, found {shown(details['input'])}",
        "less_than_equal": f"must be {context.get('le')} or less, found {shown(details['input'])}",
        "too_short": f"needs at least {context.get('min_length')} values, found {context.get('actual_length')}",
        "too_long": f"takes at most {context.get('max_length')} values, found {context.get('actual_length')}",
    }
    return bounds.get(kind, details["msg"])


def _sentence(shape: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """What a missing key is for, where that helps."""
    if loc[-1] == "source":
        return " where the figure comes from"
    return ""


def keys_at(shape: Any, loc: Iterable[int | str]) -> Iterator[str]:
    """The keys that a model knows at a location."""
    models = list(_models(shape))
    for step in loc:
        models = [inner for model in models for inner in _step(model, step)]
    for model in dict.fromkeys(models):
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (field.alias or name for name, field in model.model_fields.items())


def _models(kind: Any) -> Iterator[Any]:
    """The models and mappings that a type may be."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        root = kind.model_fields.get("root")
        yield from _models(root.annotation) if root else (kind,)
    elif get_origin(kind) in (dict, tuple):
        yield kind
    else:
        for inner in get_args(kind) if get_origin(kind) is not Union else get_args(kind):
            yield from _models(inner)


def _step(model: Any, step: int | str) -> Iterator[Any]:
    """Where one step of a location leads; steps that are only tags of pydantic's lead nowhere new."""
    if get_origin(model) in (dict, tuple):
        items = get_args(model)
        inner = items[1] if get_origin(model) is dict else items[0]
        yield from _models(inner)
        return
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            yield from _models(field.annotation)
            return
    yield model
