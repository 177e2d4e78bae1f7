"""Reading of a policy from its file. Every mistake becomes a finding with its place in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

from pydantic import ValidationError

from mtfp.findings.catalogue import codes
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document
from mtfp.findings.short import Short
from mtfp.findings.suggest import did_you_mean
from mtfp.model.policy import Policy
from mtfp.reading.shape import findings_of
from mtfp.text.yaml import read_yaml

WARNINGS = tuple(code for code in codes() if code.startswith("W"))


@dataclass(frozen=True, repr=False)
class ReadPolicy(Short):
    """Policy without errors, with the places of its values. `as_of` is the date at which reviews are judged."""

    policy: Policy
    document: Document
    as_of: str | None


def read_policy(file: File, as_of: str | None = None) -> ReadPolicy:
    """Read a policy from its file. `as_of` is a date in place of the policy's own.

    Raises Refused with every finding about the policy, and OSError if the file can't be read.
    """
    document = read_yaml(file)
    if not isinstance(document.value, dict):
        fix = "begin with `mtfp: 1` and `policy: a-name`"
        raise Refused([Finding("E203", "this is not a policy: a policy is a group of keys", document.place(()), fix)])
    if "policy" not in document.value:
        fix = "name a file with the key `policy:`"
        raise Refused([Finding("E203", "this is not a policy: the key `policy:` is missing", document.place(()), fix)])
    try:
        policy = Policy.model_validate(document.value)
    except ValidationError as error:
        raise Refused(findings_of(error, document, Policy)) from None
    date = as_of or policy.as_of
    if wrong := [*_wrong(policy, document, date)]:
        raise Refused(wrong)
    return ReadPolicy(policy, document, date)


def _wrong(policy: Policy, document: Document, as_of: str | None) -> Iterator[Finding]:
    if policy.stale_after and not as_of:
        place = document.place(("stale_after",))
        fix = "add `as_of:` with a date, or give a date with --as-of"
        yield Finding("E503", "`stale_after` needs a date: results must not depend on today's date", place, fix)
    for number, code in enumerate(policy.fatal):
        if code not in WARNINGS:
            fix = did_you_mean(code, WARNINGS) or "name a warning such as `W601`; errors always refuse a plan"
            yield Finding("E504", f"there is no warning `{code}`", document.place(("fatal", number)), fix)
