"""Every name leads somewhere, and to something of a unit that makes sense there."""

from collections.abc import Collection, Iterator, Mapping

from mtfp.model.complaint import Complaint
from mtfp.model.plan import Plan
from mtfp.model.refers import Reference, references
from mtfp.model.values import shown
from mtfp.text.suggest import did_you_mean, one_of

_CALLED = {"assumptions": "assumption", "lines": "line", "reserves": "reserve"}
_MEANT_FOR = {
    ("rate", "index"): "a rate or an index",
    ("rate",): "a rate",
    ("share",): "a share",
    ("number",): "a number",
}


def names_resolve(plan: Plan, declared: Mapping[str, Collection[str]]) -> Iterator[Complaint]:
    """Names that lead nowhere, and assumptions of the wrong unit."""
    known = {
        "assumptions": {*plan.assumptions, *declared.get("assumptions", ())},
        "lines": {*plan.lines, *declared.get("lines", ())},
        "reserves": {*plan.pots, *declared.get("reserves", ())},
    }
    for reference in references(plan):
        if reference.name not in known[reference.to.section]:
            yield _unknown(reference, known[reference.to.section])
        elif reference.to.units and reference.name in plan.assumptions:
            yield from _wrong_unit(reference, plan)


def _unknown(reference: Reference, known: Collection[str]) -> Complaint:
    called, section = _CALLED[reference.to.section], reference.to.section
    fix = did_you_mean(reference.name, known) or f"add it under `{section}:`, or use {one_of(sorted(known))}"
    return Complaint("E301", reference.path, f"there is no {called} {shown(reference.name)}", fix, reference.is_key)


def _wrong_unit(reference: Reference, plan: Plan) -> Iterator[Complaint]:
    unit = plan.assumptions[reference.name].unit
    if unit not in reference.to.units:
        meant = _MEANT_FOR[reference.to.units]
        message = f"{shown(reference.name)} has the unit `{unit}`; here {meant} is needed"
        fix = f"name another assumption, or change its unit to `{reference.to.units[0]}`"
        yield Complaint("E307", reference.path, message, fix, reference.is_key)
