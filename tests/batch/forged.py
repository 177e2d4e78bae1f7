"""A store in which every check holds and every figure is a hundredth: what a proposed change could contain."""

import hashlib
import json
from pathlib import Path
from typing import Any

HELD = {"share", "probability", "holds_in", "value_share"}
"""Shares of draws in which a check holds."""


def forge_store(store: Path) -> None:
    """Forge each entry of a plan's outcome, with its fingerprint."""
    for file in store.rglob("??/*.json"):
        value = json.loads(file.read_bytes().partition(b"\n")[2])
        if "verdicts" not in value:
            continue
        forged = {**value, "tables": _hundredth(value["tables"]), "verdicts": _held(value["verdicts"])}
        body = json.dumps(forged, separators=(",", ":")).encode()
        file.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def _hundredth(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _hundredth(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_hundredth(each) for each in value]
    return value / 100 if isinstance(value, float) else value


def _held(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: 1.0 if key in HELD and each is not None else _held(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_held(each) for each in value]
    return True if value is False else value
