"""Checks of arguments in Python: names, numbers and kinds. Each refuses a wrong argument with its repair."""

import math
from collections.abc import Collection
from operator import index
from typing import TypeVar

from mtfp.findings.letters import visible
from mtfp.findings.suggest import Unknown, did_you_mean, one_of, quoted

LONGEST_VALUE = 40
"""Longest wrong value that a message shows, in characters."""
Kind = TypeVar("Kind")


def one_named(name: object, known: Collection[str], kind: str, fix: str = "") -> str:
    """Return a name that is one of the known ones. Raises TypeError unless it is text, and Unknown for another name.

    kind : word for what is named, such as `figure`
    fix : repair for this name; by default the nearest known name, or the names to choose from

    >>> one_named("gpa", ["gap", "funding"], "figure")
    Traceback (most recent call last):
    mtfp.findings.suggest.Unknown: no figure is called `gpa`: did you mean `gap`?
    """
    if not isinstance(name, str):
        raise TypeError(f"the name of a {kind} must be text, not {in_short(name)}")
    if name in known:
        return name
    raise Unknown(f"no {kind} is called {quoted(name)}", fix or did_you_mean(name, known) or f"use {one_of(known, 12)}")


def whole_number(value: object, what: str, *, least: int = 0, most: int | None = None) -> int:
    """Return a whole number within its bounds. Raises TypeError for another kind of value, ValueError beyond a bound.

    >>> whole_number(0, "the number of draws", least=1)
    Traceback (most recent call last):
    ValueError: the number of draws must be 1 or more, not 0
    """
    number = integer(value, what)
    if number < least or (most is not None and number > most):
        bounds = f"{least or 'zero'} or more" if most is None else f"from {least} to {most}"
        raise ValueError(f"{what} must be {bounds}, not {number}")
    return number


def integer(value: object, what: str) -> int:
    """Return a whole number of any size. Raises TypeError for another kind of value, such as 2.0, True or None."""
    try:
        if not isinstance(value, bool):
            return index(value)  # type: ignore[arg-type]
    except TypeError:
        pass
    raise TypeError(f"{what} must be a whole number, not {in_short(value)}")


def finite_number(value: object, what: str) -> float:
    """Return a number that is neither infinite nor NaN. Raises TypeError for another kind of value, else ValueError."""
    if isinstance(value, bool | str) or not hasattr(value, "__float__"):
        raise TypeError(f"{what} must be a number, not {in_short(value)}")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{what} must be a number, not {number}")
    return number


def instance_of(value: object, kind: type[Kind], what: str, fix: str = "") -> Kind:
    """Return a value of the right class. Raises TypeError for any other value.

    >>> instance_of("examples/shetland", int, "the plan", "read it with read_plan")
    Traceback (most recent call last):
    TypeError: the plan must be of the class int, not 'examples/shetland': read it with read_plan
    """
    if isinstance(value, kind):
        return value
    repair = f": {fix}" if fix else ""
    raise TypeError(f"{what} must be of the class {kind.__name__}, not {in_short(value)}{repair}")


def in_short(value: object) -> str:
    """Return a wrong value for a message: a short text or number as written, and the class of anything else."""
    if value is None or isinstance(value, bool | int | float | str):
        text = visible(repr(value))
        return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
    return f"a value of the class {type(value).__name__}"
