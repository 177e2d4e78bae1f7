"""Turn a change in words into the document of a scenario, in which every key has its place in the words."""

import re
from collections.abc import Mapping
from typing import Any

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Path, Spot
from mtfp.findings.suggest import quoted
from mtfp.model.plan import Plan
from mtfp.reading.in_words.levers import Misfit, lever_of
from mtfp.reading.in_words.phrase import FORMS, Part, read_phrase
from mtfp.reading.in_words.pieces import Piece
from mtfp.text.yaml import parse_yaml

YAML = re.compile(r"\s*[{\[]|\s*\w+:(\s|$)")
"""Beginning of a lever, of a list of levers or of a scenario in YAML."""
FIX = f"write a change such as {FORMS}, or a lever in YAML such as `saving: {{name: skill_mix, delay: 1}}`"
SCENARIO = {"mtfp", "scenario", "levers"}
"""Keys by which a whole scenario in YAML is known."""


def scenario_document(piece: Piece, plan: Plan | None, file: str) -> Document:
    """Return the document of a piece in words, which findings call `file`. Raises Refused with what is wrong.

    >>> scenario_document(Piece("cpi +1%", 0, "cpi +1%"), None, "-s").value["levers"]
    [{'shift': {'assumption': 'cpi', 'by': '1%'}}]
    """
    name = " ".join(piece.text.split())
    if YAML.match(piece.text):
        return _of_yaml(piece, name, file)
    return _of_phrase(piece, name, plan, file)


def _of_yaml(piece: Piece, name: str, file: str) -> Document:
    """Return the document of one lever, a list of levers or a whole scenario, written in YAML."""
    read = parse_yaml(" " * piece.start + piece.text, file)
    lines = tuple(piece.whole.splitlines())
    if isinstance(read.value, dict) and not SCENARIO.isdisjoint(read.value):
        return Document(file, lines, read.value, read.keys, read.values)
    above: Path = ("levers",) if isinstance(read.value, list) else ("levers", 0)
    levers = read.value if isinstance(read.value, list) else [read.value]
    keys = {(*above, *path): spot for path, spot in read.keys.items()}
    values = {(*above, *path): spot for path, spot in read.values.items()}
    return Document(file, lines, _scenario(name, levers), keys, {**_outside(piece), **values})


def _of_phrase(piece: Piece, name: str, plan: Plan | None, file: str) -> Document:
    phrase = read_phrase(piece.text)
    found = lever_of(phrase, plan) if phrase else _not_understood(piece)
    lines = tuple(piece.whole.splitlines())
    if isinstance(found, Misfit):
        whole = Document(file, lines, None, {}, {(): _spot(found.part, piece)})
        raise Refused([Finding(found.code, found.message, whole.place(()), found.fix)])
    inside: Path = ("levers", 0, found.kind)
    whole_piece = _spot(Part(piece.text, 0), piece)
    spots: dict[Path, Spot] = {inside: whole_piece} | {
        (*inside, key): _spot(p, piece) for key, p in found.parts.items()
    }
    for key, value in found.keys.items():
        if isinstance(value, Mapping):
            spots |= {(*inside, key, inner): spots[(*inside, key)] for inner in value}
    value = _scenario(name, [{found.kind: dict(found.keys)}])
    return Document(file, lines, value, spots, {**_outside(piece), **spots})


def _not_understood(piece: Piece) -> Misfit:
    message = f"{quoted(piece.text)} is neither a scenario nor a change in words"
    return Misfit("E421", Part(piece.text, 0), message, FIX)


def _scenario(name: str, levers: list[Any]) -> dict[str, Any]:
    return {"mtfp": 1, "scenario": name, "levers": levers}


def _outside(piece: Piece) -> dict[Path, Spot]:
    whole = _spot(Part(piece.text, 0), piece)
    return dict.fromkeys(((), ("scenario",), ("levers",), ("levers", 0)), whole)


def _spot(part: Part, piece: Piece) -> Spot:
    """Return the place of a part of a piece in the whole text: line, column and length."""
    before = piece.whole[: piece.start + part.start].splitlines() or [""]
    return (len(before), len(before[-1]) + 1, max(1, len(part.text)))
