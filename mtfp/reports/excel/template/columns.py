"""Columns of the template's sheets: the keys that most plans use, and every other key of the example."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mtfp.reading.sheets.forms import STEPS, Form

Path = tuple[str, ...]
YEARS = "*"
"""Step of a path that stands for each projected year."""
USUAL = {
    "assumptions": "name label unit central central.* central.then spread.interval spread.around source reviewed",
    "lines": "name label partner setting care_group kind budget set_aside demand.profile demand.line demand.growth",
    "commitments": "name label partner amount.* recurring indexed source",
    "funding": "name label partner type base uplift stated.* source",
    "savings": "name label line partner planned.* recurring part_year delivery status owner",
    "investments": "name label line partner spend.* recurring saves.amount.* saves.lag saves.delivery source",
    "risk_events": "name label partner line probability impact recurring status owner",
    "reserves": "name label class opening floor purposes planned_use.* held_for source",
    STEPS: "name offset recovery_plan.achieves reserves.order additional_payments.who carry",
}
"""Usual keys of each sheet, in order."""
PLAN_KEYS = (
    "name title base_year years unit source deflator population.area scheme.lead_agency scheme.surplus.to "
    "scheme.surplus.cap notes"
)
"""Usual keys of the plan itself."""


def columns(part: str, items: Iterable[Mapping[str, Any]], form: Form, years: Sequence[str]) -> tuple[Path, ...]:
    """Return the paths of a sheet's columns. The first is the name of the item.

    >>> from mtfp.reading.sheets.forms import form_of_items
    >>> columns("steps", [{"carry": {}}], form_of_items("steps"), ())[-2:]
    (('additional_payments', 'who'), ('carry',))
    """
    usual = [path for key in USUAL[part].split() for path in _by_year(tuple(key.split(".")), years)]
    known = [path for path in usual if path == ("name",) or _leads(path, form)]
    used = [path for item in items for path in flat(item)]
    return tuple(dict.fromkeys((*known, *used)))


def _by_year(path: Path, years: Sequence[str]) -> Iterator[Path]:
    if path[-1] != YEARS:
        yield path
    else:
        yield from ((*path[:-1], year) for year in years)


def _leads(path: Path, form: Form) -> bool:
    return at(path, form) is not None


def at(path: Path, form: Form) -> Form | None:
    """Return the form of the value at a path, or None if the path leads to no key."""
    found: Form | None = form
    for step in path:
        found = found.inner(step) if found else None
    return found


def flat(item: Mapping[str, Any]) -> dict[Path, Any]:
    """Return the single values of an item by path; a list is one value, and so is an empty group.

    >>> flat({"label": "Care", "planned": {"2026/27": 5}, "order": ["a", "b"]})
    {('label',): 'Care', ('planned', '2026/27'): 5, ('order',): ['a', 'b']}
    """
    found: dict[Path, Any] = {}
    for key, value in item.items():
        if isinstance(value, Mapping) and value:
            found.update({(key, *path): inner for path, inner in flat(value).items()})
        else:
            found[(key,)] = value
    return found


def heading(path: Path, form: Form) -> str:
    """Return the heading of a column in words; names of items stay as they are.

    >>> from mtfp.reading.sheets.forms import form_of_items
    >>> lines = form_of_items("lines")
    >>> heading(("care_group",), lines), heading(("components", "pay_council"), lines)
    ('Care group', 'Components pay_council')
    """
    found: Form | None = form
    words = []
    for step in path:
        words.append(step.replace("_", " ") if found and step in found.keys else step)
        found = found.inner(step) if found else None
    text = " ".join(words)
    return text[0].upper() + text[1:]


def meaning(path: Path, form: Form) -> str:
    """Return the sentence that describes a key, or that of the group around it."""
    found, said = form, ""
    for step in path:
        described = (kind.get("properties", {}).get(step, {}).get("description", "") for kind in found.kinds)
        said = next(filter(None, described), said)
        inner = found.inner(step)
        if inner is None:
            break
        found = inner
    return re.sub("`", "", said)
