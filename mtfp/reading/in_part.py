"""Scenarios in part, as they are typed: `step-down@50%`, and positions on the ladder, `ladder@-1.5`.

A scenario in part is the text of its file with a share for each lever, so that it is checked like any other file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path as File
from typing import Any, cast

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Path, Place
from mtfp.model.base.values import Percent
from mtfp.reading.in_words.pieces import MARK
from mtfp.scenarios.ladder import Way, on_the_way, ways
from mtfp.scenarios.levers.common.in_part import in_percent
from mtfp.scenarios.scenario import Scenario
from mtfp.scenarios.shipped import LADDER, find_shipped

RUNG = "ladder"
"""Name before the mark for a position on the ladder."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
POSITIONS = "-2 is the minimum, -1 the step down, 0 the plan, 1 the step up, 2 the maximum"


@dataclass(frozen=True)
class Asked:
    """Scenario as it is typed: a name, and a share of its full strength or a position on the ladder, if any."""

    name: str
    share: float | None = None
    position: float | None = None


def asked_for(name: str) -> Asked:
    """Return the parts of a scenario as it is typed. A file of that name wins over a share.

    Raises Refused for a share that isn't a percentage from 0% to 100%, and for a position outside the ladder.

    >>> asked_for("step-down@50%"), asked_for("ladder@-1.5")
    (Asked(name='step-down', share=0.5, position=None), Asked(name='ladder', share=None, position=-1.5))
    """
    stem, mark, rest = name.partition(MARK)
    if find_shipped(name) or File(name).is_file() or not (mark or stem == RUNG):
        return Asked(name)
    if stem == RUNG:
        return Asked(stem, position=_position(name, rest))
    stem, _, rest = name.rpartition(MARK)
    return Asked(stem, share=_share(name, stem, rest.strip()))


def _share(name: str, stem: str, text: str) -> float:
    number = text.removesuffix("%").strip().replace(",", ".").replace("−", "-")
    if not _NUMBER.fullmatch(number):
        fix = f"write a percentage after `@`, such as `{stem}@50%`"
        raise Refused([Finding("E690", f"`@{text}` is not a share of a scenario", Place(name), fix)])
    if not text.endswith("%") or "," in text:
        meant = Decimal(number) * (1 if "%" in text or abs(Decimal(number)) > 1 else 100)
        fix = f"did you mean `{stem}@{meant.normalize():f}%`?"
        raise Refused([Finding("E690", f"`@{text}` is not a percentage", Place(name), fix)])
    if not 0 <= Decimal(number) <= 100:
        fix = "write a share from 0% (the plan) to 100% (the whole scenario); for more, write stronger levers in a file"
        raise Refused([Finding("E691", f"a scenario can't apply at {text}", Place(name), fix)])
    return float(Decimal(number) / 100)


def _position(name: str, text: str) -> float:
    number = text.strip().replace("−", "-")
    if _NUMBER.fullmatch(number) and min(LADDER) <= float(number) <= max(LADDER):
        return float(number)
    named = next((position for position, rung in LADDER.items() if rung == number), None)
    message = f"`{text}` is not a position on the ladder" if text else "the ladder needs a position"
    fix = f"write a number from -2 to 2, such as `ladder@-1.5`: {POSITIONS}"
    if named is not None:
        fix = f"did you mean `ladder@{named}`?"
    raise Refused([Finding("E692", message, Place(name), fix)])


def at_share(scenario: Scenario, document: Document, share: float) -> Document:
    """Return the document of a scenario with each lever at a share of its strength."""
    narrative = scenario.narrative
    if share < 1:
        narrative = f"{narrative} Every change is at {in_percent(share)} of its full strength here.".lstrip()
    about = {
        "scenario": f"{scenario.scenario}{MARK}{in_percent(share)}",
        "label": f"{scenario.title}, at {in_percent(share)}",
        "narrative": narrative,
    }
    return _with_levers(scenario, document, share, about)


def _with_levers(scenario: Scenario, document: Document, share: float, about: Mapping[str, str]) -> Document:
    value = cast(dict[str, Any], document.value)
    levers = zip(value.get("levers", ()), scenario.levers, strict=True)
    parts = [{**written, "at": in_percent(lever.at * share)} for written, lever in levers]
    return replace(document, value={**value, **about, "levers": parts})


def on_ladder(
    position: float, near: tuple[Scenario, Document] | None, far: tuple[Scenario, Document] | None
) -> Document:
    """Return the document of a position on the ladder, from those of the nearer and the further rung."""
    share, shown = abs(position) % 1, f"{Decimal(f'{position + 0.0:.15g}'):f}"
    about = {"scenario": f"{RUNG}{MARK}{shown}", "label": f"Ladder at {shown.replace('-', '−')}"}
    if far is None:
        narrative = "This is the plan: position 0 of the ladder changes nothing."
        value = {"mtfp": 1, **about, "narrative": narrative, "levers": []}
        return Document(about["scenario"], (), value, {}, {})
    if not share:
        title = f"{about['label']}: {far[0].title}"
        return replace(far[1], value={**cast(dict[str, Any], far[1].value), **about, "label": title})
    start = f"“{near[0].title}”" if near else "the plan"
    way = f"This is {in_percent(share)} of the way from {start} to “{far[0].title}”."
    if near is None:
        return _with_levers(far[0], far[1], share, {**about, "narrative": f"{way} {far[0].narrative}"})
    changes = "Each change goes straight from its size in the one to its size in the other."
    return _between(near, far, share, {**about, "narrative": f"{way} {changes} {near[0].narrative}"})


def _between(
    near: tuple[Scenario, Document], far: tuple[Scenario, Document], share: float, about: Mapping[str, str]
) -> Document:
    every = tuple(ways(near[0].levers, far[0].levers))
    values = [cast(dict[str, Any], each[1].value) for each in (near, far)]
    levers = [_lever(way, near, far, share) for way in every]
    origins = tuple((near[1], way.near) if way.near is not None else (far[1], way.far or 0) for way in every)
    first = near[1]
    return TwoRungs(
        first.file, first.lines, {**values[0], **about, "levers": levers}, first.keys, first.values, origins
    )


def _lever(way: Way, near: tuple[Scenario, Document], far: tuple[Scenario, Document], share: float) -> dict[str, Any]:
    """Return a lever on its way between two rungs, as a file states it."""
    made = on_the_way(way, near[0].levers, far[0].levers, share)
    document, number = (far[1], way.far) if way.near is None else (near[1], way.near)
    written: dict[str, Any] = dict(cast(Any, document.value)["levers"][number])
    if way.near is None or way.far is None:
        return {**written, "at": in_percent(made.at)}
    old = near[0].levers[way.near].change
    changed = {key: _written(getattr(made.change, key)) for key in old.differing(made.change)}
    written.pop("narrative", None)
    return {**written, made.chosen: {**written[made.chosen], **changed}}


def _written(value: Any) -> Any:
    """Return a value as a file states it."""
    if isinstance(value, Mapping):
        return {key: _written(inner) for key, inner in value.items()}
    return in_percent(value) if isinstance(value, Percent) else value


@dataclass(frozen=True, repr=False)
class TwoRungs(Document):
    """Document of a scenario between two rungs. `origins`: each lever's document, and its number in it."""

    origins: tuple[tuple[Document, int], ...] = ()

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return the place of a value in the file of the rung that states it."""
        if len(path) < 2 or path[0] != "levers":
            return super().place(path, of_key=of_key)
        document, number = self.origins[int(path[1])]
        return document.place(("levers", number, *path[2:]), of_key=of_key)
