"""Check of a document against a model of the file: pydantic's errors become findings with places and repairs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mtfp.findings.finding import Finding
from mtfp.findings.letters import oddity
from mtfp.findings.limit import MOST_ERRORS, more_places
from mtfp.findings.place import Document, Path, Place
from mtfp.findings.suggest import did_you_mean, nearest, one_of
from mtfp.model.base.values import is_name, mended_name, shown
from mtfp.model.base.year_forms import year_fix
from mtfp.reading.hints import (
    COMMA,
    FIGURE,
    IN_QUOTES,
    after_comma,
    as_written,
    bound,
    called,
    choice,
    group_hint,
    is_text,
    is_year,
    key_hint,
    like_a_number,
    list_hint,
    missing_hint,
    no_value,
    pasted,
    rule_hint,
    year_hint,
)
from mtfp.reading.retired import todays_key, write_todays_key
from mtfp.reading.types import keys_at, tags_at

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
_WORD_FIRST: tuple[str, ...] = ("E202", "E204", "E211", "E203")
_GROUP_FIRST: tuple[str, ...] = ("E202", "E203", "E204", "E209", "E211")
_NUMBER_FIRST: tuple[str, ...] = ("E202", "E205", "E206", "E207", "E208", "E212", "E213", "E209", "E203", "E204")
"""Codes in order of how well they explain a mistake: for a word, a group and a number. The first code found is kept."""
_INSIDE = {"E302": "variant", "E316": "sd"}
"""Code of a rule about a whole group → key of the value in that group at which the finding points."""
FORMAT = 1
"""Version of the file format that this program reads."""
_WRONG_KIND = ("E203", "E204")


class Fault(NamedTuple):
    """Fault: a finding with its path in the document, and the key that was probably meant.

    `meant` : the right key for a misspelt one; the file is read on with it.
    `missing` : a required key that the group lacks.
    `instead` : a required key that the group has in a wrong form, so that it isn't reported as missing too.
    """

    finding: Finding
    path: Path
    value: object
    meant: str = ""
    missing: str = ""
    of_key: bool = False
    instead: str = ""


def findings_of(error: ValidationError, document: Document, shape: type[BaseModel]) -> list[Finding]:
    """Return one finding for each place in the document with an error of pydantic; see `faults_of`."""
    return [fault.finding for fault in faults_of(error, document, shape)]


def faults_of(error: ValidationError, document: Document, shape: type[BaseModel]) -> list[Fault]:
    """Return one fault for each place in the document with an error of pydantic.

    If a value may be of several kinds, pydantic reports an error for each kind, and only the most helpful one is kept.
    A misspelt key is reported once, and not as missing as well. Of a file with errors at very many places, the first
    places are worked out; all others have the same finding that there are more.
    """
    worked_out, more = _first_places(error, document)
    faults = [fault for details in worked_out for fault in islice(_faults(details, document, shape), MOST_ERRORS)]
    at_place: dict[tuple[Path, str], list[Fault]] = {}
    for fault in faults:
        at_place.setdefault((fault.path, fault.missing), []).append(fault)
    best = [_with_oddity(_best(candidates)) for candidates in at_place.values()]
    meant = {(*fault.path[:-1], name) for fault in best for name in (fault.meant, fault.instead) if name}
    around = {fault.path[:depth] for fault in best for depth in range(len(fault.path))}
    return [
        *(
            fault
            for fault in best
            if not (fault.missing and (*fault.path, fault.missing) in meant)
            and not (fault.finding.code in _WRONG_KIND and fault.path in around)
        ),
        *more,
    ]


def _first_places(error: ValidationError, document: Document) -> tuple[list[ErrorDetails], list[Fault]]:
    """Return the errors at the first places of the document, and faults without a repair at all others."""
    details = error.errors(include_url=False)
    if len(details) <= MOST_ERRORS:
        return details, []
    paths = [path_in(document, each["loc"])[0] for each in details]
    places = {path: document.place(path, of_key=True) for path in paths}
    ordered = sorted(places, key=lambda path: (places[path].file, places[path].line, places[path].column))
    if len(ordered) <= MOST_ERRORS:
        return details, []
    first = frozenset(ordered[:MOST_ERRORS])
    more = more_places(len(ordered) - MOST_ERRORS, places[ordered[MOST_ERRORS]])
    worked_out = [each for each, path in zip(details, paths, strict=True) if path in first]
    return worked_out, [Fault(more, path, None) for path in ordered[MOST_ERRORS:]]


def _with_oddity(fault: Fault) -> Fault:
    """Return a fault whose repair names a character that looks like another one, because the eye doesn't see it."""
    typed = str(fault.path[-1]) if fault.of_key and fault.path else fault.value
    odd = oddity(typed) if isinstance(typed, str) else ""
    if not odd or odd in fault.finding.fix or fault.finding.code == "E210":
        return fault
    finding = fault.finding
    return fault._replace(finding=replace(finding, fix=f"{finding.fix}; {odd}"))


def _best(candidates: list[Fault]) -> Fault:
    """Return the most helpful fault about a value, depending on its form: a word, a number or a group."""
    candidates = [fault for fault in candidates if fault.of_key] or candidates
    value = candidates[0].value
    if isinstance(value, str) and not like_a_number(value):
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


def path_in(document: Document, loc: Iterable[int | str]) -> tuple[Path, bool]:
    """Return the part of a pydantic location that the document contains, and True if the error is about a key."""
    path: Path = ()
    steps = tuple(loc)
    for step in steps:
        if (*path, step) in document.values:
            path = (*path, step)
    return path, bool(steps) and steps[-1] == "[key]"


def _faults(details: ErrorDetails, document: Document, shape: type[BaseModel]) -> Iterator[Fault]:
    path, of_key = path_in(document, details["loc"])
    unknown = [*_unknown_keys(details, shape)] if details["type"].startswith("E") else []
    if unknown:
        for key in unknown:
            yield _unknown_key(document, (*path, key), shape, details["loc"])
    elif details["type"] == "extra_forbidden":
        yield _unknown_key(document, path, shape, details["loc"][:-1])
    elif of_key:
        yield _wrong_key(details, document, path)
    elif fault := _wrong_value(details, document, shape, path):
        yield fault


def _unknown_keys(details: ErrorDetails, shape: type[BaseModel]) -> Iterator[str]:
    """Yield the unknown keys of a group. Pydantic doesn't report them if a rule on the whole group fails first."""
    allowed = {*keys_at(shape, details["loc"])}
    if allowed and isinstance(details["input"], Mapping):
        yield from (key for key in details["input"] if key not in allowed)


def _unknown_key(document: Document, path: Path, shape: type[BaseModel], of: tuple[int | str, ...]) -> Fault:
    key, allowed, place = str(path[-1]), tuple(keys_at(shape, of)), document.place(path, of_key=True)
    before_colon = key.partition(":")[0] if ":" in key else ""
    if before_colon in allowed:
        fix = pasted(key) or "put a space after the colon"
        finding = Finding("E202", f"there is no key {shown(key)} here", place, fix)
        return Fault(finding, path, None, of_key=True, instead=before_colon)
    if today := todays_key(key, allowed):
        finding = Finding("E202", f"there is no key {shown(key)} here", place, write_todays_key(today))
        return Fault(finding, path, None, today, of_key=True)
    split = COMMA if after_comma(key) else "" if is_name(key) else IN_QUOTES
    or_else = split or key_hint(key, shape, of) or f"use {one_of(allowed, most=40)}, or take it out"
    fix = pasted(key) or did_you_mean(key, allowed) or or_else
    finding = Finding("E202", f"there is no key {shown(key)} here", place, fix)
    return Fault(finding, path, None, nearest(key, allowed) or "", of_key=True)


def _wrong_key(details: ErrorDetails, document: Document, path: Path) -> Fault:
    key, place = str(path[-1]) if path else "", document.place(path, of_key=True)
    if not details["type"].startswith("E"):
        fix = COMMA if after_comma(key) else choice(details)
        finding = Finding("E204", f"{shown(key)} is not one of the choices here", place, fix)
        return Fault(finding, path, key, of_key=True)
    fix = str(details.get("ctx", {}).get("fix", ""))
    meant = mended_name(key) if details["type"] == "E211" else ""
    if details["type"] == "E210":
        fix, meant = year_hint(key, fix)
    return Fault(Finding(details["type"], details["msg"], place, fix), path, key, meant, of_key=True)


def _wrong_value(details: ErrorDetails, document: Document, shape: type[BaseModel], path: Path) -> Fault | None:
    kind, loc, value = details["type"], details["loc"], details["input"]
    place, context = document.place(path), details.get("ctx", {})
    if kind.startswith("E"):
        inner = _INSIDE.get(kind, "")
        inside = (*path, inner) in document.values
        of_group = isinstance(value, Mapping) and not inside
        place = document.place((*path, inner) if inside else path, of_key=of_group)
        finding = Finding(kind, details["msg"], place, rule_hint(details, context.get("fix", ""), shape))
        return Fault(finding, path, value)
    if kind == "missing":
        return _missing(document, path, loc[-1], value)
    if kind == "union_tag_not_found":
        return _missing_tag(details, document, shape, path)
    if kind == "union_tag_invalid":
        return _wrong_tag(details, document, path)
    if kind == "too_short" and len(value) >= context["min_length"]:
        return None  # pydantic counts only the valid items, and the faulty ones have their own findings
    if kind == "literal_error" and path == ("mtfp",):
        return Fault(_wrong_version(value, place), path, value)
    if kind == "literal_error":
        message = f"{shown(value)} is not one of the choices here"
        return Fault(Finding("E204", message, place, choice(details)), path, value)
    if kind == "string_type" and is_year(path) and isinstance(value, int | float) and not isinstance(value, bool):
        message = f"{shown(value)} is not a financial year"
        return Fault(Finding("E210", message, place, year_fix(str(value))), path, value)
    if kind in _NEEDED:
        return Fault(_wrong_kind(details, document, shape, path), path, value)
    fix = {"too_short": "add the missing values", "too_long": "take out the extra values"}.get(
        kind, "correct the number"
    )
    finding = Finding("E213", f"{called(path)}{bound(details)}", place, fix)
    return Fault(finding, path, value)


def _wrong_version(value: object, place: Place) -> Finding:
    """Return the finding about the version of the file format: a later one needs a later program."""
    number = re.fullmatch(r"v?\.? ?([0-9]+)(\.[0-9]+)*", str(value).lower())
    if number and int(number[1]) > FORMAT and not isinstance(value, bool):
        message = f"the file is in version {number[1]} of the format, and this program reads version {FORMAT}"
        fix = f"run a later release of mtfp; write `mtfp: {FORMAT}` only if the file has the keys of version {FORMAT}"
        return Finding("E204", message, place, fix)
    message = f"{shown(value)} is not a version of the file format"
    return Finding("E204", message, place, f"write `mtfp: {FORMAT}`")


def _missing_tag(details: ErrorDetails, document: Document, shape: type[BaseModel], path: Path) -> Fault:
    """Return the fault that a group lacks the key that decides its kind."""
    key = details["ctx"]["discriminator"].strip("'")
    kinds = tags_at(shape, details["loc"], key)
    fix = f"add `{key}:` with {one_of(kinds, most=12)}"
    finding = Finding("E201", f"`{key}` is missing", document.place(path, of_key=True), fix)
    return Fault(finding, path, details["input"], missing=key)


def _wrong_tag(details: ErrorDetails, document: Document, path: Path) -> Fault:
    """Return the fault that a group has an unknown word under the key that decides its kind."""
    context = details["ctx"]
    key = context["discriminator"].strip("'")
    at, word = (*path, key), details["input"][key]
    kinds = context["expected_tags"].replace("'", "").split(", ")
    fix = (did_you_mean(word, kinds) if isinstance(word, str) else "") or f"write {one_of(kinds, most=12)}"
    message = f"{shown(word)} is not one of the choices here"
    return Fault(Finding("E204", message, document.place(at), fix), at, word)


def _missing(document: Document, path: Path, key: int | str, value: object) -> Fault:
    if isinstance(key, int):
        count = len(value) if isinstance(value, list | tuple) else 0
        message = f"the list has {count} {'item' if count == 1 else 'items'}, but needs at least {key + 1}"
        finding = Finding("E213", message, document.place(path), "add the missing items")
        return Fault(finding, path, value)
    finding = Finding("E201", f"`{key}` is missing", document.place(path, of_key=True), missing_hint(key))
    return Fault(finding, path, value, missing=key)


def _wrong_kind(details: ErrorDetails, document: Document, shape: type[BaseModel], path: Path) -> Finding:
    kind, value = details["type"], details["input"]
    needed, fix = _NEEDED[kind], f"write {_NEEDED[kind]}"
    if kind == "string_type" and isinstance(value, bool):
        fix = f'put the word in quotes: "{as_written(value)}"'
    elif kind == "string_type" and not isinstance(value, dict | list | None) and not is_text(path):
        fix = FIGURE
    elif kind == "string_type" and not isinstance(value, dict | list | None):
        fix = f'put the text in quotes: "{as_written(value)}"'
    elif kind == "string_type" and value is None:
        fix = no_value(path, "write the text")
    elif needed == "a whole number":
        fix = "write the number without decimals, quotes or signs, for example 3"
    elif needed == "a list":
        fix = list_hint(path, value, tuple(keys_at(shape, (*details["loc"], 0))))
    elif needed.startswith("a group"):
        fix = group_hint(path, value, shape, details["loc"])
    return Finding("E203", f"{needed} is needed here, found {shown(value)}", document.place(path), fix)


def mended(document: Document, faults: Iterable[Fault]) -> dict[Path, str]:
    """Return the paths of misspelt keys, each with the key that was probably meant."""
    renamed: dict[Path, str] = {}
    taken: set[Path] = set()
    for fault in faults:
        right = (*fault.path[:-1], fault.meant)
        if fault.meant and fault.path in document.keys and right not in document.keys and right not in taken:
            renamed[fault.path] = fault.meant
            taken.add(right)
    return renamed


def names_in(section: object) -> tuple[str, ...]:
    """Return the names of a section's items, with names of a wrong form corrected."""
    names = tuple(section) if isinstance(section, Mapping) else ()
    return tuple(name if is_name(name) else mended_name(name) for name in names)
