"""Policy: rules that every plan of a batch must meet."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from mtfp.model.base.part import Part
from mtfp.model.base.values import Day, Text
from mtfp.model.check import Check

Requirement = Literal[
    "status", "decisions", "assurance", "agreed_scheme", "agreed_funding", "impact_assessments", "reserves_policy"
]
"""Record that a policy may require of every plan."""


class Policy(Part):
    """Policy for all plans of a batch: further checks, and the warnings that make the batch fail."""

    mtfp: Literal[1]
    """Version of the file format: 1."""
    policy: Text
    """Name of the policy."""
    checks: tuple[Check, ...] = ()
    """Checks for every plan's results, in addition to the plan's own checks."""
    stale_after: Annotated[int, Strict(), Field(ge=1)] | None = None
    """Number of months after which an assumption's last review is too old."""
    as_of: Day | None = None
    """Date at which the age of reviews is measured, such as 2026-11-01; the option `--as-of` overrides it."""
    fatal: tuple[Text, ...] = ()
    """Codes of warnings that make the batch fail, such as `W601`."""
    require: tuple[Requirement, ...] = ()
    """Records that every plan must have, such as `status` or `impact_assessments`; a missing one fails the batch."""
    notes: Text = ""
    """Notes for readers."""
