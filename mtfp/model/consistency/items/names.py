"""Checks that names refer to items of the plan, and to assumptions with a unit that fits."""

from collections.abc import Collection, Iterator, Mapping

from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import Reference
from mtfp.model.base.values import shown
from mtfp.model.plan import Plan

_CALLED = {"assumptions": "assumption", "lines": "line", "funding": "funding source", "reserves": "reserve"}
_MEANT_FOR = {
    ("rate", "index"): "a rate or an index",
    ("rate",): "a rate",
    ("share",): "a share",
    ("share", "money"): "a share or money",
    ("number",): "a number",
}


def check_names(plan: Plan, declared: Mapping[str, Collection[str] | None]) -> Iterator[Complaint]:
    """Require that every reference names an item of the plan and, for an assumption, one with a unit that fits.

    Only the first reference to a missing section is reported, because the section itself is the mistake. For the same
    reason, references to a section that couldn't be read (None in `declared`) aren't reported.
    """
    known = {
        "assumptions": {*plan.assumptions, *(declared.get("assumptions") or ())},
        "lines": {*plan.lines, *(declared.get("lines") or ())},
        "funding": {*plan.funding, *(declared.get("funding") or ())},
        "reserves": {*plan.all_reserves, *(declared.get("reserves") or ())},
    }
    unread = {section for section, names in declared.items() if names is None}
    reported: set[str] = set()
    for reference in plan.references:
        section = reference.to.section
        if section in unread:
            continue
        if reference.name not in known[section]:
            if known[section] or section not in reported:
                yield _unknown(reference, known[section], plan)
            reported.add(section)
        elif reference.to.units and reference.name in plan.assumptions:
            yield from _wrong_unit(reference, plan)


def _unknown(reference: Reference, known: Collection[str], plan: Plan) -> Complaint:
    section = reference.to.section
    message = f"there is no {_CALLED[section]} {shown(reference.name)}"
    if not known:
        none = "says `reserves: none`" if section == "reserves" and plan.reserves == "none" else f"has no `{section}:`"
        message += f": the plan {none}"
        return Complaint("E301", reference.path, message, f"add `{section}:` with `{reference.name}`", reference.is_key)
    fix = did_you_mean(reference.name, known) or f"add it under `{section}:`, or use {one_of(sorted(known))}"
    return Complaint("E301", reference.path, message, fix, reference.is_key)


def _wrong_unit(reference: Reference, plan: Plan) -> Iterator[Complaint]:
    unit = plan.assumptions[reference.name].unit
    if unit not in reference.to.units:
        meant = _MEANT_FOR[reference.to.units]
        message = f"{shown(reference.name)} has the unit `{unit}`, but {meant} is needed here"
        fix = f"name another assumption, or change the unit of this one to `{reference.to.units[0]}`"
        yield Complaint("E307", reference.path, message, fix, reference.is_key)
