"""Work out only once what follows from a part alone, for code that asks for it in every block of draws."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from mtfp.model.base.part import Part

Of = TypeVar("Of", bound=Part)
Result = TypeVar("Result")


def once_per_part(function: Callable[[Of], Result]) -> Callable[[Of], Result]:
    """Make a function of a part keep its result with the part, as `cached_property` does for a module that knows it.

    A part never changes, and a changed copy has its own result. Callers share the result, so they must not change it.

    >>> class Fund(Part):
    ...     opening: float
    >>> @once_per_part
    ... def doubled(fund):
    ...     print("works it out")
    ...     return 2 * fund.opening
    >>> fund = Fund(opening=3)
    >>> doubled(fund), doubled(fund), doubled(fund.with_fields(opening=4))
    works it out
    works it out
    (6.0, 6.0, 8)
    """
    key = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(part: Of) -> Result:
        known = part.__dict__
        if key not in known:
            known[key] = function(part)
        return cast(Result, known[key])

    return kept
