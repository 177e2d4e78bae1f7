"""Levers of a scenario that make the edits of a workbook, as a finance officer would write them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isclose
from typing import Any

from mtfp.findings.place import Path
from mtfp.model.base.values import Percent
from mtfp.model.base.years import Timeline
from mtfp.model.plan import Plan
from mtfp.reading.in_python import plain
from mtfp.reading.workbooks.live.edits import Edit
from mtfp.scenarios.levers.common.in_part import in_percent

SCALES = 1e4
"""Factor of a scale that is written without further decimals: hundredths of a percent."""
RESERVES = ("opening", "floor", "planned_use", "planned_contributions", "clawback")
"""Keys of a reserve that a lever replaces."""
ITEMS = {"savings": ("saving", ("planned", "delivered")), "commitments": ("commitment", ("amount",))}
ITEMS |= {"investments": ("investment", ("spend",))}
"""Levers on items that can be dropped and added, with the item's amounts by year."""
Group = tuple[Path, list[Edit]]
"""Part of the plan that levers change together, with its edits."""


def groups(edits: Iterable[Edit]) -> Iterator[Group]:
    """Yield edits by the part of the plan that one lever or a few change together."""
    found: dict[Path, list[Edit]] = {}
    for edit in edits:
        section, name, *rest = edit.key
        if section == "assumptions":
            at: Path = edit.key
        elif section == "reserves":
            at = (section, name, *rest[:1])
        else:
            at = (section, name)
        found.setdefault(at, []).append(edit)
    yield from found.items()


def levers_of(group: Group, before: Plan, after: Plan) -> list[dict[str, Any]]:
    """Return the levers that change a part of the plan; an empty list if no kind of lever changes it."""
    return [written(lever) for lever in _levers(group, before, after)]


def _levers(group: Group, before: Plan, after: Plan) -> list[dict[str, Any]]:
    at, edits = group
    section, name = str(at[0]), str(at[1])
    if section == "assumptions":
        return _of_assumption(at, edits, after.timeline)
    if section == "funding":
        return [{"funding": _of_funding(name, edits, before, after)}]
    if section == "reserves" and at[2] in RESERVES:
        return [{"reserves": {"name": name, str(at[2]): plain(getattr(after.all_reserves[name], str(at[2])))}}]
    if section in ITEMS:
        return _of_item(section, name, edits, before, after)
    if section == "scheme":
        return [{"scheme": {name: plain(getattr(after.scheme, name))}}]
    return []


def _of_assumption(at: Path, edits: Sequence[Edit], timeline: Timeline) -> list[dict[str, Any]]:
    name = at[1]
    if at[2:] == ("central",):
        return [{"set": {"assumption": name, **_path(edits, timeline)}}]
    if at[2:] == ("tracks", "plus"):
        return [{"shift": {"assumption": name, **each}} for each in _shifts(edits, timeline)]
    return []


def _path(edits: Sequence[Edit], timeline: Timeline) -> dict[str, Any]:
    """Return new values by year; one that holds until the plan's end is written once, with its first year."""
    if edits[0].year is None:
        new = plain_number(edits[0].new)
        return {"central": {timeline.base_year: new, "then": new}}
    values = {str(each.year): each.new for each in edits}
    path = {year: plain_number(value) for year, value in values.items()}
    held = [year for year in values if _holds_from(year, values, timeline)]
    if len(held) < 2:
        return {"central": path}
    if len(held) < len(values):
        return {"central": {y: v for y, v in path.items() if y not in held[1:]} | {"then": path[held[0]]}}
    return {"central": path[held[0]], **({} if held[0] == timeline.projected[0] else {"from": held[0]})}


def _holds_from(year: str, values: Mapping[str, float], timeline: Timeline) -> bool:
    """Return True if a year and every later one of the plan have the same new value."""
    return all(values.get(later) == values[year] for later in timeline.labels[timeline.at(year) :])


def _shifts(edits: Sequence[Edit], timeline: Timeline) -> Iterator[dict[str, Any]]:
    """Yield shifts of the addition of a link, one for each run of years with the same change."""
    if edits[0].year is None:
        yield {"by": plain_number(Percent(edits[0].new - edits[0].old))}
        return
    runs: list[list[Edit]] = []
    for edit in edits:
        last = runs[-1][-1] if runs else None
        follows = last and timeline.at(str(edit.year)) == timeline.at(str(last.year)) + 1
        if last and follows and isclose(edit.new - edit.old, last.new - last.old, rel_tol=1e-9):
            runs[-1].append(edit)
        else:
            runs.append([edit])
    for run in runs:
        change = run[0].new - run[0].old
        by = Percent(round(change, 15)) if isinstance(run[0].old, Percent) else round(change, 12)
        until = {} if run[-1].year == timeline.last else {"to": run[-1].year}
        yield {"by": plain_number(by), "from": run[0].year, **until}


def _of_funding(name: str, edits: Sequence[Edit], before: Plan, after: Plan) -> dict[str, Any]:
    stream = before.funding[name]
    if all(edit.key[2:] == ("one_off",) for edit in edits):
        more = {str(edit.year): plain_number(stream.sign * (edit.new - edit.old)) for edit in edits}
        return {"name": name, "add": more}
    return {"name": name, "replace": plain(after.funding[name])}


def _of_item(section: str, name: str, edits: Sequence[Edit], before: Plan, after: Plan) -> list[dict[str, Any]]:
    """Return the lever that scales an item, or those that drop it and add the changed one under another name."""
    lever, amounts = ITEMS[section]
    items: Any = getattr(after, section)
    factors = {edit.new / edit.old if edit.old else None for edit in edits}
    old: Any = getattr(before, section)[name]
    every = [amount for key in amounts for amount in getattr(old, key).values() if amount]
    factor = next(iter(factors))
    if len(factors) == 1 and factor and len(every) == len(edits) and section != "investments":
        scale = round(factor * SCALES) / SCALES
        if isclose(scale, factor, rel_tol=1e-13):
            return [{lever: {"name": name, "scale": in_percent(scale)}}]
    other = f"{name}_edited"
    while other in items:
        other += "_edited"
    return [{lever: {"name": name, "drop": True}}, {lever: {"name": other, "add": plain(items[name])}}]


def written(value: Any) -> Any:
    """Return plain values as a file has them: shares as text with a percent sign, whole amounts without decimals."""
    if isinstance(value, dict):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [written(inner) for inner in value]
    return plain_number(value) if isinstance(value, float) else value


def plain_number(value: float) -> str | int | float:
    """Return a number as a file has it.

    >>> plain_number(Percent(0.04)), plain_number(300.0), plain_number(12.5)
    ('4%', 300, 12.5)
    """
    if isinstance(value, Percent):
        return in_percent(value)
    return int(value) if value == int(value) else float(f"{value:.15g}")
