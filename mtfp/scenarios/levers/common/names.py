"""Names in levers that refer to items of the plan, and complaints about wrong names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from mtfp.findings.place import Path
from mtfp.findings.suggest import did_you_mean, one_of, quoted
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import references
from mtfp.model.plan import Plan

NOUNS = {
    "assumptions": "assumption",
    "lines": "line",
    "funding": "funding source",
    "savings": "saving",
    "investments": "investment",
    "commitments": "commitment",
    "transfers": "transfer",
    "reserves": "reserve",
}


def names_of(section: str, plan: Plan) -> Iterable[str]:
    """Return the names in a section of a plan."""
    items: Mapping[str, Any] = plan.all_reserves if section == "reserves" else getattr(plan, section)
    return items


def unknown(section: str, name: str, plan: Plan, path: Path, *, of_key: bool = False) -> Complaint:
    """Return the complaint that the plan has no item with a name, and the nearest name that it has."""
    names = names_of(section, plan)
    fix = did_you_mean(name, names) or f"the plan has {one_of(names)}"
    return Complaint("E401", path, f"the plan has no {NOUNS[section]} {quoted(name)}", fix, of_key)


def reference_complaints(part: BaseModel, plan: Plan, path: Path) -> Iterator[Complaint]:
    """Yield complaints about names in a lever that the plan doesn't have, and about assumptions with the wrong unit."""
    for reference in references(part, path):
        section, name = reference.to.section, reference.name
        if name not in names_of(section, plan):
            yield unknown(section, name, plan, reference.path, of_key=reference.is_key)
        elif reference.to.units and plan.assumptions[name].unit not in reference.to.units:
            message = (
                f"{quoted(name)} has the unit `{plan.assumptions[name].unit}`, "
                f"but this key needs an assumption with the unit {one_of(reference.to.units)}"
            )
            yield Complaint("E403", reference.path, message, "name another assumption", reference.is_key)
