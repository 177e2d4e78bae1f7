"""Factor by which a lever multiplies values: a percentage above zero."""

from typing import Annotated

from pydantic import AfterValidator

from mtfp.model.base.part import problem
from mtfp.model.base.values import Rate


def _above_zero(factor: float) -> float:
    if factor <= 0:
        raise problem("E212", "the factor must be above 0%", "write 90% to lower by a tenth, 110% to raise by a tenth")
    return factor


Factor = Annotated[Rate, AfterValidator(_above_zero)]
