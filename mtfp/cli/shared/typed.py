"""Checks of what is typed: each mistake names its option and its repair."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from mtfp.cli.exits import UsageError
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.results.renamed import renamed

Value = TypeVar("Value")


def typed(option: str, read: Callable[[], Value]) -> Value:
    """Return the value of an option. Raises UsageError if it can't be read."""
    try:
        return read()
    except ValueError as mistake:
        raise UsageError(f"{option}: {mistake}") from None


def known_name(name: str, known: Iterable[str], option: str) -> None:
    """Refuse a name that is none of those known, and suggest the nearest."""
    names = tuple(known)
    if name not in names:
        fix = renamed(name) or did_you_mean(name, names) or f"use {one_of(names, most=20)}"
        raise UsageError(f"{option} {name}: {fix}")


def not_twice(scenarios: Sequence[str]) -> None:
    """Refuse a scenario that is given twice."""
    if twice := [name for name in scenarios if scenarios.count(name) > 1]:
        raise UsageError(f"`-s {twice[0]}` is given twice; remove one")


def names_differ(names: Sequence[str]) -> None:
    """Refuse scenarios of which two have the same name."""
    if twice := [name for name in names if names.count(name) > 1]:
        raise UsageError(f"two scenarios are called {twice[0]}: give one of them another name, under `scenario:`")
