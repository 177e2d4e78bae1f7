"""Directive `keys`: the keys of a kind of file, from its JSON Schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from mtfp.cli.runs.schema import SCHEMAS

_PLAIN = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false", "null": ""}


class Keys(SphinxDirective):
    """Show the keys of a plan, a scenario or another file that people write, and of each part of it."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return a table for the file itself, then one under the name of each part."""
        schema = SCHEMAS[self.arguments[0]]()
        parts = ["## Top level", _table(schema, "")]
        parts += [
            f"## {_spoken(name)}\n\n{_part(part)}" for name, part in sorted(schema.get("definitions", {}).items())
        ]
        return self.parse_text_to_nodes("\n\n".join(parts), allow_section_headings=True)


def _part(part: Mapping[str, Any]) -> str:
    """Return the table of a part's keys, or in words what a part without keys of its own takes."""
    about = part.get("description", "")
    return _table(part, about) if part.get("properties") else f"{about}\n\nTakes {accepts(part) or 'no keys'}."


def _table(part: Mapping[str, Any], about: str) -> str:
    needed = part.get("required", [])
    rows = [
        "| " + " | ".join([f"`{key}`", *map(_cell, _about(value)), "yes" if key in needed else ""]) + " |"
        for key, value in part["properties"].items()
    ]
    return "\n".join([about, "", "| key | meaning | takes | needed |", "|---|---|---|---|", *rows, ""])


def _about(value: Mapping[str, Any]) -> tuple[str, str]:
    return value.get("description", ""), accepts(value)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _spoken(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def accepts(value: Mapping[str, Any]) -> str:
    """Return in words which values a key takes.

    >>> accepts({"anyOf": [{"enum": ["£", "£k"]}, {"type": "null"}]})
    '`£`, `£k`'
    """
    return " or ".join(dict.fromkeys(words for words in _each(value) if words))


def _each(value: Mapping[str, Any]) -> Iterator[str]:
    if "anyOf" in value:
        for choice in value["anyOf"]:
            yield from _each(choice)
    elif "$ref" in value:
        yield _with_article(_spoken(value["$ref"].rpartition("/")[2]).lower())
    elif "enum" in value:
        yield ", ".join(f"`{choice}`" for choice in value["enum"])
    elif "const" in value:
        yield f"`{value['const']}`"
    elif value.get("type") == "array":
        yield f"a list of: {accepts(value.get('items', {}))}".removesuffix(": ")
    elif value.get("type") == "object":
        inner = [*value.get("patternProperties", {}).values(), value.get("additionalProperties")]
        parts = dict.fromkeys(filter(None, (accepts(each) for each in inner if isinstance(each, Mapping))))
        by = "year" if any("/" in pattern for pattern in value.get("patternProperties", {})) else "name"
        yield f"by {by}: {' or '.join(parts)}" if parts else "keys"
    elif value.get("type") == "string" and "[0-9]" in value.get("pattern", ""):
        yield _number(value["pattern"])
    else:
        yield _PLAIN[value["type"]] if "type" in value else ""


def _number(pattern: str) -> str:
    """Return in words which numbers a text with a pattern may hold."""
    if "%" in pattern:
        return "a percentage"
    return "a name" if pattern.startswith("^[a-z]") else "a year" if "/" in pattern else "a number"
