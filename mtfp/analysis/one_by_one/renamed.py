"""Items of a plan that have another name in a newer version and are otherwise the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import RootModel

from mtfp.analysis.by_change.players import items_of
from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.model.base.refers import references
from mtfp.model.plan import SECTIONS, Plan


@dataclass(frozen=True, repr=False)
class Renamed(Short):
    """Item of a section with its old and its new name."""

    section: str
    old: str
    new: str

    def in_short(self) -> str:
        return f"{self.section}, {self.old} → {self.new}"


def with_new_names(old: Plan, new: Plan) -> tuple[Plan, tuple[Renamed, ...]]:
    """Return the old plan with the new plan's names for items that are the same but for name and label, and these."""
    found = list[Renamed]()
    for section in SECTIONS:
        for was, now in _pairs(items_of(old, section), items_of(new, section)):
            old = _with_name(old, section, was, now)
            found.append(Renamed(section, was, now))
    return old, tuple(found)


def _pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the old and the new name of each item that is otherwise the same; each name once."""
    dropped, added = ([name for name in one if name not in other] for one, other in ((old, new), (new, old)))
    for now in added:
        was = next((name for name in dropped if bare(old[name]) == bare(new[now])), None)
        if was is not None:
            dropped.remove(was)
            yield was, now


def bare(item: Any) -> Any:
    """Return an item without its label."""
    return item.with_fields(label="") if "label" in type(item).model_fields else item


def _with_name(plan: Plan, section: str, was: str, now: str) -> Plan:
    """Return the plan with another name of an item, wherever the plan has it."""
    for reference in references(plan):
        if reference.to.section == section and reference.name == was:
            plan = _put(plan, reference.path, now, is_key=reference.is_key)
    items = {now if name == was else name: item for name, item in items_of(plan, section).items()}
    return plan.with_fields(**{section: items})


def _put(value: Any, path: Path, name: str, *, is_key: bool) -> Any:
    """Return a value with another name at a path: in place of the text there, or of the last key."""
    if isinstance(value, RootModel):
        return value.model_copy(update={"root": _put(value.root, path, name, is_key=is_key)})
    if not path:
        return name
    step, *inside = path
    if isinstance(value, Mapping):
        if is_key and not inside:
            return {name if key == step else key: item for key, item in value.items()}
        return {k: _put(v, tuple(inside), name, is_key=is_key) if k == step else v for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(_put(v, tuple(inside), name, is_key=is_key) if n == step else v for n, v in enumerate(value))
    field = next(key for key, about in type(value).model_fields.items() if (about.alias or key) == step)
    return value.with_fields(**{field: _put(getattr(value, field), tuple(inside), name, is_key=is_key)})
