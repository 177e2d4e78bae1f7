"""Reading of a national file. Every mistake becomes a finding with its place in the file."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Path
from mtfp.findings.short import Short
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.items.meaning import check_units
from mtfp.model.consistency.values.bounds import check_assumption_values, check_correlations
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.national import National
from mtfp.reading.shape import findings_of
from mtfp.text.yaml import read_yaml

_STAND_IN: dict[str, Any] = {
    "mtfp": 1,
    "name": "-",
    "unit": "£",
    "base_year": "2025/26",
    "years": 3,
    "lines": {},
    "funding": {},
}
"""Plan without entries, in which the checks of a plan's assumptions find those of a national file."""

OF_PLANS = {"base_year", "lines", "funding"}
"""Keys that every plan needs and no national file has."""


@dataclass(frozen=True, repr=False)
class ReadNational(Short):
    """National file without errors, with the places of its values, and with its warnings."""

    national: National
    document: Document
    warnings: tuple[Finding, ...]


def read_national(file: File) -> ReadNational:
    """Read a national file.

    Raises Refused with every finding about the file, and OSError if the file can't be read.
    """
    document = read_yaml(file)
    if reason := _not_a_national_file(document.value):
        fix = "begin with `mtfp: 1`, `national: a-name` and `source:`"
        raise Refused([Finding("E203", f"this is not a national file: {reason}", document.place(()), fix)])
    try:
        national = National.model_validate(document.value)
    except ValidationError as error:
        raise Refused(findings_of(error, document, National)) from None
    if wrong := [_placed(complaint, document) for complaint in _wrong(national)]:
        raise Refused(wrong)
    return ReadNational(national, document, tuple(_placed(each, document) for each in _contradictions(national)))


def is_national_file(keys: Collection[str]) -> bool:
    """Return True if a file with these keys is a national file, and not a plan that names one."""
    return "national" in keys and not OF_PLANS & set(keys)


def _not_a_national_file(value: object) -> str:
    """Return the reason why a file is no national file, or an empty text."""
    if not isinstance(value, dict):
        return "it is no group of keys"
    if "national" not in value:
        return "the key `national:` is missing"
    return "" if is_national_file(value) else "it is a plan"


def _placed(complaint: Complaint, document: Document) -> Finding:
    place = document.place(complaint.path, of_key=complaint.of_key)
    return Finding(complaint.code, complaint.message, place, complaint.fix)


def _wrong(national: National) -> Iterator[Complaint]:
    stand_in = Plan.model_validate(_STAND_IN).with_fields(
        assumptions=national.assumptions, correlations=national.correlations
    )
    for check in (check_assumption_values, check_correlations, check_units):
        yield from check(stand_in)


def _contradictions(national: National) -> Iterator[Complaint]:
    """Warn of correlations that contradict each other; the draws use the nearest ones that fit."""
    if adjusted := national.adjusted:
        most = max(adjusted, key=lambda pair: abs(pair.used - pair.stated))
        places: dict[frozenset[str], Path] = {
            frozenset((one, other)): ("correlations", number)
            for number, (one, other, _) in enumerate(national.correlations)
        }
        used = ", ".join(map(str, adjusted))
        message = f"these correlations contradict each other; the draws use the nearest ones that fit instead: {used}"
        path = places.get(frozenset((most.one, most.other)), ("correlations",))
        yield Complaint("W521", path, message, "correct the correlations, so that all can hold together")
