"""Amounts a thousand times too much or too little bring one finding each, at their item, wherever they are."""

from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

import pytest

from mtfp.findings.place import Path
from mtfp.model.consistency.scale import check_scale
from mtfp.model.plan import Plan
from mtfp.reading.plan import read_plan
from mtfp.text.yaml import read_yaml

PLAN = File(__file__).parent / "scale" / "plan.yaml"
SOUND: Any = read_yaml(PLAN).value
MONEY = {
    "lines": ("budget",),
    "commitments": ("amount",),
    "funding": ("base", "stated"),
    "savings": ("planned",),
    "reserves": ("opening", "planned_use"),
}
"""Keys of each section that hold money."""


def places() -> Iterator[Path]:
    """Yield the path of every amount of the plan."""
    for section, keys in MONEY.items():
        for name, item in SOUND[section].items():
            for key in (key for key in keys if key in item):
                years = item[key] if isinstance(item[key], dict) else None
                yield from ((section, name, key, year) for year in years) if years else [(section, name, key)]


def changed(value: Any, path: Path, factor: float) -> Any:
    if not path:
        return float(str(value).replace("_", "")) * factor
    return {**value, path[0]: changed(value[path[0]], path[1:], factor)}


def found(path: Path, factor: float) -> list[tuple[str, Path]]:
    plan = Plan.model_validate(changed(SOUND, path, factor))
    return [(complaint.code, complaint.path) for complaint in check_scale(plan)]


def test_the_plan_has_no_such_amount() -> None:
    assert read_plan(PLAN).warnings == ()


@pytest.mark.parametrize("factor", [1e3, 1e-3])
@pytest.mark.parametrize("path", tuple(places()), ids=lambda path: ".".join(map(str, path)))
def test_an_amount_in_another_unit_is_found_once_at_its_item(path: Path, factor: float) -> None:
    ((_, at),) = found(path, factor)
    assert at[:2] == path[:2]


@pytest.mark.parametrize("path", tuple(places()), ids=lambda path: ".".join(map(str, path)))
def test_an_amount_beyond_reason_is_found_at_its_item_or_in_its_section(path: Path) -> None:
    ways = found(path, 1e9)
    assert ways
    assert {code for code, _ in ways} <= {*(f"W{number}" for number in range(530, 542)), "W508"}
