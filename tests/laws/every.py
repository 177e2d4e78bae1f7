"""Check many laws on one projection, since drawing a plan takes most of the time.

A law is a function of a test's module whose name begins with `law_`. It raises AssertionError where it is broken, and
returns where a plan has nothing that it is about.
"""

from collections.abc import Callable, Mapping
from typing import Any

Law = Callable[..., None]


def laws_in(module: Mapping[str, Any]) -> tuple[Law, ...]:
    """Return every law of a module, given its `globals()`, so that none is forgotten."""
    return tuple(found for name, found in module.items() if name.startswith("law_"))


def hold(laws: tuple[Law, ...], *about: Any) -> None:
    """Check laws in turn; a failure names the law that is broken."""
    assert laws, "no laws"
    for law in laws:
        try:
            law(*about)
        except Exception as broken:
            broken.add_note(f"Broken: {law.__name__}")
            raise
