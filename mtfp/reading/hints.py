"""Repairs for mistakes in the form of a file. They suggest, in plain words, what the author most likely meant.

Knows the mistakes that people make; must not know the places of mistakes in a file.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mtfp.findings.letters import as_typed, visible
from mtfp.findings.place import Path
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.base.part import listed
from mtfp.model.base.refers import Refers
from mtfp.model.base.values import shown
from mtfp.model.base.year_forms import year_meant
from mtfp.model.base.years import Year
from mtfp.model.costs.line import PARTNERS
from mtfp.reading.types import homes_of, is_list, keys_at, kinds_with, required_at, tags_at, types_at

_YEAR_KEYS = ("base_year", "from", "to", "ends", "in", "years", "up_to")
"""Keys that take a financial year."""
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
"""Keys that take any text. A number after one of these keys only needs quotes."""
_LIKE_A_NUMBER = re.compile(r"[-+£(\"'\s]*[0-9.]")
COMMA = "inside braces a comma ends a value: write thousands with an underscore (1_000), decimals with a point (3.5%)"
IN_QUOTES = "a comma inside braces ends a text: put the whole text in quotes, or take the comma out"
MOST_HOMES = 2
"""Most groups that a repair suggests for a misplaced key. A key that fits more groups was probably not misplaced."""
_EXAMPLES = {
    "assumptions": "pay_council",
    "lines": "care_at_home",
    "reserves": "contingency",
    "funding": "council_payment",
}
"""Names that a repair shows as an example, by section."""
_MUST_BE_THERE = (("lines",), ("funding",))
"""Sections that every plan needs, even if a section is empty."""
FIGURE = "write a name here; give the figure under `assumptions:`, with its source"


def like_a_number(text: str) -> bool:
    """Return True if a text begins like a number, in any kind of digits and with any kind of minus sign."""
    return bool(_LIKE_A_NUMBER.match(as_typed(text)))


def year_hint(key: str, fix: str) -> tuple[str, str]:
    """Return the repair for a key that should be a year, and the key meant: a year, `then` or an empty text."""
    if question := did_you_mean(key, ("then",)):
        return question, "then"
    if key in PARTNERS:
        return f"the year comes first: {{2026/27: {{{key}: ...}}}}", ""
    if re.match(r"[0-9]{4}/[0-9]{2}:", key):
        return "put a space after the colon", ""
    if after_comma(key):
        return COMMA, ""
    return fix, year_meant(key)


def pasted(key: str) -> str:
    """Return the repair for a key with characters of a word processor, or an empty text for any other key."""
    if re.search("[\u201c\u201d\u2018\u2019]", key):
        return "use straight quotes: curly quotes from a word processor don't mark a text"
    return ""


def after_comma(key: str) -> bool:
    """Return True if a key looks like the rest of a number with a comma in it."""
    return bool(re.fullmatch(r"[0-9]{3}(\.[0-9]+)?|[0-9]+ ?%", key))


def rule_hint(details: ErrorDetails, fix: str, shape: type[BaseModel]) -> str:
    """Return the model's repair for a broken rule, or a better repair if the value shows the mistake."""
    value = details["input"]
    if details["type"] == "E211" and isinstance(value, str) and like_a_number(value):
        return FIGURE
    if details["type"] != "E215" or not isinstance(value, Mapping):
        return fix
    empty = [key for key, inner in value.items() if inner is None]
    if empty:
        kinds = types_at(shape, (*details["loc"], empty[0]))
        without_keys = kinds and not any(getattr(kind, "model_fields", True) for kind in kinds)
        or_else = f"; write `{empty[0]}: {{}}` if it has none" if without_keys else ", or take the key out"
        return f"write the value of `{empty[0]}:` after the colon{or_else}"
    named = re.findall(r"`([^`]+)`", details["msg"])
    return fix if any(name in value for name in named) or not fix.startswith("keep") else "write one of them"


def choice(details: ErrorDetails) -> str:
    """Return the repair for a word that is not one of the choices."""
    choices = details.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")
    word = details["input"]
    return (did_you_mean(word, choices) if isinstance(word, str) else "") or f"write {one_of(choices, most=12)}"


def is_year(path: Path) -> bool:
    return any(step in _YEAR_KEYS for step in path[-2:])


def is_text(path: Path) -> bool:
    return any(step in _TEXT_KEYS for step in path[-2:])


def no_value(path: Path, write: str) -> str:
    """Return the repair for a key without a value: the instruction `write`, or the advice to take the key out."""
    if path in _MUST_BE_THERE:
        return f"{write}; write `{path[-1]}: {{}}` if there are none"
    return f"{write}, or take `{path[-1]}:` out" if path and isinstance(path[-1], str) else write


def missing_hint(key: str) -> str:
    """Return the repair for a required key that is missing. Only commitments require `recurring`."""
    if key == "recurring":
        return (
            "add `recurring: true` if each amount is paid again in all later years, or `recurring: false` if "
            "it is paid in its own year only"
        )
    return f"add `{key}:`{' where the figure comes from' if key == 'source' else ''}"


def list_hint(path: Path, value: object, keys: tuple[str, ...]) -> str:
    """Return the repair for a value that should be a list."""
    if value is None:
        return no_value(path, "write the items under it, each after a hyphen")
    if isinstance(value, dict):
        return "put a hyphen and a space before each item"
    if keys:
        return f"write a group with the keys {one_of(keys)}"
    return f"put the value in square brackets: [{as_written(value)}]"


def key_hint(key: str, shape: type[BaseModel], of: tuple[int | str, ...]) -> str:
    """Return the repair for an unknown key that fits a nearby group or another kind of entry; else an empty text."""
    kinds = [f"`{name}: {word}`" for name, word in kinds_with(key, shape, of)]
    if kinds:
        return f"this key goes with {' or '.join(kinds)}: write that key too, or take this one out"
    if meant := next((each[key] for kind in types_at(shape, of) if key in (each := getattr(kind, "meant", {}))), ""):
        return meant
    homes = list(homes_of(key, shape, of))
    if not 0 < len(homes) <= MOST_HOMES:
        return ""
    steps = [" and there under ".join(f"`{step}:`" for step in home if isinstance(step, str)) for home in homes]
    return f"put this key under {' or under '.join(steps)}{', after a hyphen' if homes[0][-1] == 0 else ''}"


def group_hint(path: Path, value: object, shape: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """Return the repair for a value that should be a group of keys."""
    required, allowed = (tuple(dict.fromkeys(keys(shape, loc))) for keys in (required_at, keys_at))
    keys = f"its keys ({listed(required)})" if required else f"one of its keys ({listed(allowed)})" if allowed else ""
    if value is None:
        return no_value(path, f"write {keys or 'its entries'} under it, indented")
    if isinstance(value, list):
        return _list_for_group(value, shape, loc)
    if any(get_origin(kind) is dict and get_args(kind)[0] == Year for kind in types_at(shape, loc)):
        return f"write the value by year: {{2026/27: {as_written(value)}}}"
    if isinstance(value, str) and value in tags_at(shape, loc, "who"):
        return f"write `{{who: {value}}}`"
    if isinstance(value, str) and value in allowed:
        return f"put a colon and its value after `{value}`; write `{value}: {{}}` if it has none"
    return _word_for_group(value, shape, loc, keys)


def _list_for_group(value: list[object], shape: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """Return the repair for a list in place of a group: a key is missing above the list, or a hyphen is not needed."""
    typed = {key for entry in value if isinstance(entry, Mapping) for key in entry}
    required = tuple(dict.fromkeys(required_at(shape, loc)))
    if typed and len(value) == 1 and typed <= {*keys_at(shape, loc)}:
        return "take the hyphen out: a group is needed here, not a list"
    for key in dict.fromkeys(keys_at(shape, loc)):
        if typed and is_list(shape, (*loc, key)) and typed <= {*keys_at(shape, (*loc, key, 0))}:
            return f"write `{key}:` above the list, and indent the list below"
    if len(required) == 1 and not typed and is_list(shape, (*loc, required[0])):
        return f"write `{{{required[0]}: [{', '.join(map(as_written, value))}]}}`"
    return "begin each entry with a name and a colon instead of a hyphen"


def _word_for_group(value: object, shape: type[BaseModel], loc: tuple[int | str, ...], keys: str) -> str:
    """Return the repair for a word or a number in place of a group: the group that it most likely stands for."""
    required, kinds = tuple(dict.fromkeys(required_at(shape, loc))), types_at(shape, loc)
    homes = homes_of("who", shape, loc) if isinstance(value, str) else ()
    for home in homes:
        if value in tags_at(shape, (*loc, *home), "who"):
            return f"write `{_written(home, f'{{who: {value}}}')}`"
    names = [name for kind in kinds if get_origin(kind) is dict and (name := _name_of(get_args(kind)[0]))]
    if names:
        return f"write the value by name, as `{{{names[0]}: {as_written(value) or '...'}}}`"
    if len(required) == 1 and not isinstance(value, bool):
        as_list = is_list(shape, (*loc, required[0]))
        return f"write `{{{required[0]}: {f'[{as_written(value)}]' if as_list else as_written(value)}}}`"
    if not keys and any(isinstance(kind, type) for kind in kinds):
        return "write `{}`, because this entry has no keys"
    return f"write {keys or 'its entries'} under it, each as a name, a colon and a value"


def _name_of(key: Any) -> str:
    """Return an example of a name that a mapping takes as its key: a choice, or an entry that plans often have."""
    if get_origin(key) is Literal:
        return str(get_args(key)[0])
    marks = (mark.section for mark in get_args(key) if isinstance(mark, Refers))
    return _EXAMPLES.get(next(marks, ""), "")


def as_written(value: object) -> str:
    """Return a word or a number as a file has it.

    >>> as_written(True), as_written(3), as_written("cpi")
    ('true', '3', 'cpi')
    """
    return str(value).lower() if isinstance(value, bool) else visible(str(value))


def _written(home: tuple[int | str, ...], inner: str) -> str:
    """Return a value as YAML, inside the keys that lead to it: `steps: [{carry: {}}]`."""
    for step in reversed(home):
        inner = f"[{{{inner}}}]" if step == 0 else f"{step}: {inner}"
    return inner


def called(path: Path) -> str:
    """Return the key of a value, in backticks and with a space after it; an empty text for an item of a list."""
    return f"`{path[-1]}` " if path and isinstance(path[-1], str) else ""


def bound(details: ErrorDetails) -> str:
    """Return the message about a number or a list beyond its bound."""
    context: Mapping[str, Any] = details.get("ctx", {})
    bounds = {
        "greater_than_equal": f"must be {context.get('ge')} or more, found {shown(details['input'])}",
        "less_than_equal": f"must be {context.get('le')} or less, found {shown(details['input'])}",
        "too_short": f"needs at least {_values(context.get('min_length'))}, found {context.get('actual_length')}",
        "too_long": f"can have at most {_values(context.get('max_length'))}, found {context.get('actual_length')}",
    }
    return bounds.get(details["type"], details["msg"])


def _values(count: object) -> str:
    return f"{count} {'value' if count == 1 else 'values'}"
