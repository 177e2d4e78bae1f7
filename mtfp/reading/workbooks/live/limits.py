"""Lowest and highest percentages that a plan takes at a place, for cells of a workbook."""

from typing import Annotated, Any

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from mtfp.findings.place import Path
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.model.plan import Plan
from mtfp.reading.workbooks.live.numbers import inside

Limits = tuple[float, float]
"""Lowest and highest value."""
RATES: Limits = (-0.99, 1.0)
"""Limits of yearly growth: the plan takes no fall of 100%; growth above 100% is a slip."""
SHARES: Limits = (0.0, 1.0)
NO_LIMIT: Limits = (-0.99, 10.0)
"""Limits where the plan has none: a percentage beyond them lacks its percent sign."""
STEP = 0.01


def limits_at(plan: Plan, key: Path) -> Limits:
    """Return the lowest and highest percentage that a plan takes at a place."""
    if key[0] == "assumptions":
        assumption = plan.assumptions[str(key[1])]
        return RATES if assumption.unit == "rate" else (0.0, max(1.0, assumption.cap or 0.0))
    field = _field(plan, key)
    if field is None or not field.metadata:
        return SHARES
    low = NO_LIMIT[0] if _takes(field, SHARES[0] - STEP) else SHARES[0]
    return low, NO_LIMIT[1] if _takes(field, SHARES[1] + STEP) else SHARES[1]


def _field(plan: Plan, key: Path) -> FieldInfo | None:
    """Return the field that holds the number at a place: that of the innermost part which isn't by year."""
    part: Any = plan
    field = None
    for step in key:
        part = part.root if isinstance(part, RootModel) else part
        if isinstance(part, BaseModel) and not isinstance(part, ByYear):
            field = type(part).model_fields.get(str(step))
        part = inside(part, step)
    return field


def _takes(field: FieldInfo, value: float) -> bool:
    """Return True if a field takes a percentage."""
    try:
        TypeAdapter(Annotated[float, *field.metadata]).validate_python(Percent(value))
    except ValidationError:
        return False
    return True
