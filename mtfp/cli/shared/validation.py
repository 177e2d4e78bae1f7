"""Check values of options: each message names the option, the mistake and the way to correct it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from mtfp.cli.exits import UsageError
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.results.renamed import renamed

Value = TypeVar("Value")


def read_value(option: str, read: Callable[[], Value]) -> Value:
    """Return the value of an option. Raises UsageError if `read` raises ValueError."""
    try:
        return read()
    except ValueError as mistake:
        raise UsageError(f"{option}: {mistake}") from None


def require_known_name(name: str, known: Iterable[str], option: str) -> None:
    """Refuse a name that is not known, and suggest the nearest."""
    names = tuple(known)
    if name not in names:
        fix = renamed(name) or did_you_mean(name, names) or f"use {one_of(names, most=20)}"
        raise UsageError(f"{option} {name}: {fix}")


def require_no_repeat(scenarios: Sequence[str]) -> None:
    """Refuse a scenario that is given twice."""
    if repeated := _repeated(scenarios):
        raise UsageError(f"`-s {repeated[0]}` is given twice; remove one")


def require_different_names(names: Sequence[str]) -> None:
    """Refuse scenarios with the same name; the first name belongs to the plan as it stands."""
    base, *scenarios = names
    if base in scenarios:
        raise UsageError(
            f"no scenario may be called {base}: it is the name of the plan as it stands; change `scenario:` in its file"
        )
    if repeated := _repeated(scenarios):
        raise UsageError(f"two scenarios are called {repeated[0]}; change `scenario:` in one of their files")


def _repeated(names: Sequence[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
