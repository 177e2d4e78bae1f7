"""A document against the shape of a model: pydantic's errors become findings with places and repairs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mtfp.model.part import listed
from mtfp.model.values import is_name, mended_name, shown
from mtfp.model.years import Year, financial_year
from mtfp.text.finding import Finding
from mtfp.text.place import Document, Path
from mtfp.text.suggest import did_you_mean, one_of

_NEEDED = {
    "string_type": "text",
    "bool_type": "`true` or `false`",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "dict_type": "a group of names",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "mapping_type": "a group of keys",
    "tuple_type": "a list",
    "list_type": "a list",
}
_YEAR_KEYS = ("base_year", "from", "to", "ends", "in", "years")
"""Keys whose text is a financial year."""
_TEXT_KEYS = (
    "name",
    "label",
    "title",
    "source",
    "owner",
    "notes",
    "note",
    "reason",
    "unit",
    "localities",
    "by",
    "of",
    "area",
)
"""Keys whose text may be any, so that a number there only needs quotes."""
_NUMERIC = re.compile(r"[-+£(]*\s*[0-9.]")
COMMA = "inside braces a comma ends a value: write thousands with an underscore (1_000), decimals with a point (3.5%)"
_MUST_BE_THERE = (("lines",), ("funding",))
"""Sections that a plan has even if they are empty."""
_FIGURE = "write a name here; give the figure under `assumptions:`, where it has its source"
_WORD_FIRST: tuple[str, ...] = ("E202", "E204", "E211", "E203")
_GROUP_FIRST: tuple[str, ...] = ("E202", "E203", "E204", "E209", "E211")
_NUMBER_FIRST: tuple[str, ...] = ("E202", "E205", "E206", "E207", "E208", "E212", "E213", "E209", "E203", "E204")
"""Of several complaints about one value, which says most, by what the value looks like."""
_INSIDE = {"E302": "variant", "E316": "sd"}
"""The value in a group that a rule on the whole group complains about."""
_WRONG_KIND = ("E203", "E204")


@dataclass(frozen=True)
class Fault:
    """A finding, where in the document it is, and what is known of the key that was probably meant.

    `meant` is a key that the wrong one can be read as; `missing` one that isn't there; `instead` one that is there in
    another form, so that nobody need be told that it is missing.
    """

    finding: Finding
    path: Path
    value: object
    meant: str = ""
    missing: str = ""
    of_key: bool = False
    instead: str = ""


def findings_of(error: ValidationError, document: Document, shape: type[BaseModel]) -> list[Finding]:
    """One finding for each place that pydantic complains about; see `faults_of`."""
    return [fault.finding for fault in faults_of(error, document, shape)]


def faults_of(error: ValidationError, document: Document, shape: type[BaseModel]) -> list[Fault]:
    """One fault for each place that pydantic complains about.

    A value that may be of several kinds is complained about once for each; the complaint that says most is kept. A
    key that is missing because it is misspelt is complained about once, too.
    """
    said = [fault for details in error.errors(include_url=False) for fault in _faults(details, document, shape)]
    at_place: dict[tuple[Path, str], list[Fault]] = {}
    for fault in said:
        at_place.setdefault((fault.path, fault.missing), []).append(fault)
    best = [_best(candidates) for candidates in at_place.values()]
    meant = {(*fault.path[:-1], name) for fault in best for name in (fault.meant, fault.instead) if name}
    return [
        fault
        for fault in best
        if not (fault.missing and (*fault.path, fault.missing) in meant)
        and not (fault.finding.code in _WRONG_KIND and any(_lies_in(other.path, fault.path) for other in best))
    ]


def _lies_in(path: Path, group: Path) -> bool:
    return len(path) > len(group) and path[: len(group)] == group


def _best(candidates: list[Fault]) -> Fault:
    """The complaint that speaks of what the value looks like: a word, a number, or a group."""
    candidates = [fault for fault in candidates if fault.of_key] or candidates
    value = candidates[0].value
    if isinstance(value, str) and not _NUMERIC.match(value):
        order = _WORD_FIRST
    else:
        order = _GROUP_FIRST if isinstance(value, dict | list | None) else _NUMBER_FIRST
    last = len(order)
    best = min(candidates, key=lambda f: order.index(f.finding.code) if f.finding.code in order else last)
    codes = {fault.finding.code for fault in candidates}
    if best.finding.code == "E204" and best.finding.fix.startswith("write "):
        or_else = "a number" if "E209" in codes else "a group" if "E203" in codes else ""
        if or_else:
            finding = best.finding
            fix = f"{finding.fix}, or {or_else}"
            return Fault(Finding(finding.code, finding.message, finding.place, fix), best.path, best.value)
    return best


def known_path(document: Document, loc: Iterable[int | str]) -> tuple[Path, bool]:
    """The part of a pydantic location that the document names, and whether it speaks of a key."""
    path: Path = ()
    steps = tuple(loc)
    for step in steps:
        if (*path, step) in document.values:
            path = (*path, step)
    return path, bool(steps) and steps[-1] == "[key]"


def _faults(details: ErrorDetails, document: Document, shape: type[BaseModel]) -> Iterator[Fault]:
    path, of_key = known_path(document, details["loc"])
    unknown = [*_unknown_keys(details, shape)] if details["type"].startswith("E") else []
    if unknown:
        for key in unknown:
            yield _unknown_key(document, (*path, key), shape, details["loc"])
    elif details["type"] == "extra_forbidden":
        yield _unknown_key(document, path, shape, details["loc"][:-1])
    elif of_key:
        yield _wrong_key(details, document, path)
    else:
        yield _wrong_value(details, document, shape, path)


def _unknown_keys(details: ErrorDetails, shape: type[BaseModel]) -> Iterator[str]:
    """Keys that a group shouldn't have, where a rule on the whole group has complained before they were seen."""
    known = {*keys_at(shape, details["loc"])}
    if known and isinstance(details["input"], Mapping):
        yield from (key for key in details["input"] if key not in known)


def _unknown_key(document: Document, path: Path, shape: type[BaseModel], of: tuple[int | str, ...]) -> Fault:
    key, known, place = str(path[-1]), tuple(keys_at(shape, of)), document.place(path, of_key=True)
    before_colon = key.partition(":")[0] if ":" in key else ""
    if before_colon in known:
        finding = Finding("E202", f"there is no key {shown(key)} here", place, "put a space after the colon")
        return Fault(finding, path, None, of_key=True, instead=before_colon)
    question = did_you_mean(key, known)
    fix = question or (COMMA if _after_comma(key) else f"use {one_of(known, most=40)}, or take it out")
    finding = Finding("E202", f"there is no key {shown(key)} here", place, fix)
    return Fault(finding, path, None, _between_ticks(question), of_key=True)


def _wrong_key(details: ErrorDetails, document: Document, path: Path) -> Fault:
    key, place = str(path[-1]) if path else "", document.place(path, of_key=True)
    if not details["type"].startswith("E"):
        finding = Finding("E204", f"{shown(key)} is not one of the choices here", place, _choice(details))
        return Fault(finding, path, key, of_key=True)
    fix = str(details.get("ctx", {}).get("fix", ""))
    meant = _between_ticks(fix) if details["type"] == "E211" else ""
    if details["type"] == "E210":
        fix, meant = _year_hint(key, fix)
    return Fault(Finding(details["type"], details["msg"], place, fix), path, key, meant, of_key=True)


def _year_hint(key: str, fix: str) -> tuple[str, str]:
    """How to mend a key that should be a year, and the key that was meant, where that is plain."""
    if question := did_you_mean(key, ("then",)):
        return question, "then"
    if re.match(r"[0-9]{4}/[0-9]{2}:", key):
        return "put a space after the colon", ""
    if _after_comma(key):
        return COMMA, ""
    return fix, fix.removeprefix("write it as ") if re.match(r"[0-9]{4}", key) else ""


def _after_comma(key: str) -> bool:
    """Whether a key looks like what follows a comma in a number."""
    return bool(re.fullmatch(r"[0-9]{3}(\.[0-9]+)?|[0-9]+ ?%", key))


def _wrong_value(details: ErrorDetails, document: Document, shape: type[BaseModel], path: Path) -> Fault:
    kind, loc, value = details["type"], details["loc"], details["input"]
    place, context = document.place(path), details.get("ctx", {})
    if kind.startswith("E"):
        inner = _INSIDE.get(kind, "")
        inside = (*path, inner) in document.values
        of_group = isinstance(value, Mapping) and not inside
        place = document.place((*path, inner) if inside else path, of_key=of_group)
        finding = Finding(kind, details["msg"], place, _rule_hint(details, context.get("fix", "")))
        return Fault(finding, path, value)
    if kind == "missing":
        return _missing(document, path, loc[-1], value)
    if kind == "literal_error":
        message = f"{shown(value)} is not one of the choices here"
        return Fault(Finding("E204", message, place, _choice(details)), path, value)
    if kind == "string_type" and _is_year(path) and isinstance(value, int) and not isinstance(value, bool):
        fix = f"write it as {financial_year(value)}" if 1000 <= value < 9999 else "write it as 2026/27"
        return Fault(Finding("E210", f"{shown(value)} is not a financial year", place, fix), path, value)
    if kind in _NEEDED:
        return Fault(_wrong_kind(details, document, shape, path), path, value)
    fix = {"too_short": "add what is missing", "too_long": "take out what is too much"}.get(kind, "correct the number")
    finding = Finding("E213", f"{_called(path)}{_bound(details)}", place, fix)
    return Fault(finding, path, value)


def _rule_hint(details: ErrorDetails, fix: str) -> str:
    """A rule's own repair, or a better one where what was written shows what went wrong."""
    value = details["input"]
    if details["type"] == "E211" and isinstance(value, str) and _NUMERIC.match(value):
        return _FIGURE
    if details["type"] != "E215" or not isinstance(value, Mapping):
        return fix
    empty = [key for key, inner in value.items() if inner is None]
    if empty:
        return f"write what belongs to `{empty[0]}:` after it; write `{empty[0]}: {{}}` if nothing does"
    named = re.findall(r"`([^`]+)`", details["msg"])
    return fix if any(name in value for name in named) or not fix.startswith("keep") else "write one of them"


def _missing(document: Document, path: Path, key: int | str, value: object) -> Fault:
    if isinstance(key, int):
        count = len(value) if isinstance(value, list | tuple) else 0
        message = f"the list has {count} {'item' if count == 1 else 'items'}, and needs at least {key + 1}"
        finding = Finding("E213", message, document.place(path), "add what is missing")
        return Fault(finding, path, value)
    fix = f"add `{key}:`{' where the figure comes from' if key == 'source' else ''}"
    finding = Finding("E201", f"`{key}` is missing", document.place(path, of_key=True), fix)
    return Fault(finding, path, value, missing=key)


def _choice(details: ErrorDetails) -> str:
    choices = details.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")
    asked = details["input"]
    return (did_you_mean(asked, choices) if isinstance(asked, str) else "") or f"write {one_of(choices, most=12)}"


def _is_year(path: Path) -> bool:
    return any(step in _YEAR_KEYS for step in path[-2:])


def _is_text(path: Path) -> bool:
    return any(step in _TEXT_KEYS for step in path[-2:])


def _between_ticks(text: str) -> str:
    found = re.search(r"`([^`]+)`", text)
    return found[1] if found else ""


def _wrong_kind(details: ErrorDetails, document: Document, shape: type[BaseModel], path: Path) -> Finding:
    kind, value = details["type"], details["input"]
    needed, fix = _NEEDED[kind], f"write {_NEEDED[kind]}"
    if kind == "string_type" and not isinstance(value, dict | list | None) and not _is_text(path):
        fix = _FIGURE
    elif kind == "string_type" and not isinstance(value, dict | list | None):
        fix = f'put it in quotes: "{str(value).lower() if isinstance(value, bool) else value}"'
    elif kind == "string_type" and value is None:
        fix = _nothing(path, "write the text")
    elif needed == "a whole number":
        fix = "write it without decimals, quotes or signs, for example 3"
    elif needed == "a list":
        fix = _list_hint(path, value, tuple(keys_at(shape, (*details["loc"], 0))))
    elif needed.startswith("a group"):
        fix = _group_hint(path, value, shape, details["loc"])
    return Finding("E203", f"{needed} is needed here, found {shown(value)}", document.place(path), fix)


def _nothing(path: Path, write: str) -> str:
    if path in _MUST_BE_THERE:
        return f"{write}; write `{path[-1]}: {{}}` if there are none"
    return f"{write}, or take `{path[-1]}:` out" if path and isinstance(path[-1], str) else write


def _list_hint(path: Path, value: object, keys: tuple[str, ...]) -> str:
    if value is None:
        return _nothing(path, "write the items under it, each after a hyphen")
    if isinstance(value, dict):
        return "put a hyphen and a space before each item"
    if keys:
        return f"write a group with the keys {one_of(keys)}"
    return f"put it in square brackets: [{value}]"


def _group_hint(path: Path, value: object, shape: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    required = tuple(required_at(shape, loc))
    keys = f"its keys ({listed(required)})" if required else "its entries"
    if value is None:
        return _nothing(path, f"write {keys} under it, indented")
    if isinstance(value, list):
        return "begin each entry with a name and a colon instead of a hyphen"
    if any(get_origin(kind) is dict and get_args(kind)[0] == Year for kind in _at(shape, loc)):
        return f"write it by year: {{2026/27: {value}}}"
    if isinstance(value, str) and value in tuple(keys_at(shape, loc)):
        return f"put a colon after it, and what belongs to it after that; `{value}: {{}}` if nothing does"
    return f"write {keys} under it, each as a name, a colon and a value"


def _called(path: Path) -> str:
    return f"`{path[-1]}` " if path and isinstance(path[-1], str) else ""


def _bound(details: ErrorDetails) -> str:
    context: Mapping[str, Any] = details.get("ctx", {})
    bounds = {
        "greater_than_equal": f"must be {context.get('ge')} or more, found {shown(details['input'])}",
        "less_than_equal": f"must be {context.get('le')} or less, found {shown(details['input'])}",
        "too_short": f"needs at least {_values(context.get('min_length'))}, found {context.get('actual_length')}",
        "too_long": f"takes at most {_values(context.get('max_length'))}, found {context.get('actual_length')}",
    }
    return bounds.get(details["type"], details["msg"])


def _values(count: object) -> str:
    return f"{count} {'value' if count == 1 else 'values'}"


def mended(document: Document, faults: Iterable[Fault]) -> dict[Path, str]:
    """The keys that were plainly meant to be others, by path, with what they were meant to be."""
    renamed: dict[Path, str] = {}
    taken: set[Path] = set()
    for fault in faults:
        right = (*fault.path[:-1], fault.meant)
        if fault.meant and fault.path in document.keys and right not in document.keys and right not in taken:
            renamed[fault.path] = fault.meant
            taken.add(right)
    return renamed


def names_in(section: object) -> tuple[str, ...]:
    """The names of a section's items, those that aren't names as they would be mended."""
    said = tuple(section) if isinstance(section, Mapping) else ()
    return tuple(name if is_name(name) else mended_name(name) for name in said)


def keys_at(shape: Any, loc: Iterable[int | str]) -> Iterator[str]:
    """The keys that a model knows at a location."""
    yield from (field.alias or name for name, field in _fields_at(shape, loc))


def required_at(shape: Any, loc: Iterable[int | str]) -> Iterator[str]:
    """The keys that a model needs at a location."""
    yield from (field.alias or name for name, field in _fields_at(shape, loc) if field.is_required())


def _fields_at(shape: Any, loc: Iterable[int | str]) -> Iterator[tuple[str, FieldInfo]]:
    for model in _at(shape, loc):
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from model.model_fields.items()


def _at(shape: Any, loc: Iterable[int | str]) -> tuple[Any, ...]:
    """The models and mappings that may stand at a location; tags of pydantic's, with brackets, are passed over."""
    models = list(_models(shape))
    for step in loc:
        if "[" not in str(step):
            models = [inner for model in models for inner in _step(model, step)]
    return tuple(dict.fromkeys(models))


def _models(kind: Any) -> Iterator[Any]:
    """The models and mappings that a type may be."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        root = kind.model_fields.get("root")
        yield from _models(root.annotation) if root else (kind,)
    elif get_origin(kind) in (dict, tuple):
        yield kind
    else:
        for inner in get_args(kind):
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
