"""Delivery of a saving: a percentage, or the name of an assumption, wherever a file states it."""

from typing import Annotated, Any

from pydantic import ValidatorFunctionWrapHandler, WithJsonSchema, WrapValidator

from mtfp.findings.letters import as_typed
from mtfp.model.base.part import problem
from mtfp.model.base.refers import Drives, ShareName
from mtfp.model.base.values import NAME_SCHEMA, PERCENT_SCHEMA, share, shown


def _name_or_share(value: Any, name: ValidatorFunctionWrapHandler) -> Any:
    """Return a percentage as a number, and a name as text; a plan replaces the number by an assumption."""
    if isinstance(value, str) and not as_typed(value).strip(" \"'").startswith(tuple("-+.£(0123456789")):
        return name(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return share(value)
    fix = "write for example `delivery: 80%`, or `delivery:` with the name of an assumption whose unit is `share`"
    raise problem("E203", f"a percentage or the name of an assumption is needed here, found {shown(value)}", fix)


Delivery = Annotated[
    ShareName,
    Drives("delivery"),
    WrapValidator(_name_or_share),
    WithJsonSchema({"anyOf": [NAME_SCHEMA, PERCENT_SCHEMA]}),
]
"""Name of the assumption for the share that is achieved. A file may state the share itself, such as `80%`."""


def stated_share(delivery: object) -> float | None:
    """Return the share that a file states in place of an assumption's name; None for a name or nothing."""
    return delivery if isinstance(delivery, float) else None
