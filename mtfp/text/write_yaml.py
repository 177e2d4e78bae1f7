"""Write plain values as YAML that people can read and change. Must not know what a plan is."""

from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 118


def yaml_text(value: Mapping[str, Any]) -> str:
    """Return a group as YAML: keys in their order, each on its line, and innermost groups and lists on one line.

    Blanks at the ends of texts are left out.

    >>> print(yaml_text({"levers": [{"shift": {"assumption": "pay", "by": "1%"}}]}), end="")
    levers:
    - shift: {assumption: pay, by: 1%}
    """
    return "".join(_dumped({key: _trimmed(inside)}) for key, inside in value.items())


def _dumped(entry: dict[str, Any]) -> str:
    (inside,) = entry.values()
    flow = None if isinstance(inside, dict | list) else False
    return str(yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=WIDTH))


def _trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _trimmed(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_trimmed(inside) for inside in value]
    return value.strip() if isinstance(value, str) else value
