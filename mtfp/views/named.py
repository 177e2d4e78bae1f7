"""Look up functions by name, and import a function only when it is used. Must not know the contents of tables."""

from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import resolve_name
from typing import Any, TypeVar

Function = TypeVar("Function")


class Named(Mapping[str, Function]):
    """Read-only mapping from names to functions. A function is stated as `package.module:function`.

    Listing the names imports nothing, so that help and command completion answer at once.

    >>> named = Named[Any]({"root": "math:sqrt"})
    >>> list(named), "power" in named, named["root"](9.0)
    (['root'], False, 3.0)
    """

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes

    def __getitem__(self, name: str) -> Function:
        return _resolved(self._homes[name])

    def __contains__(self, name: object) -> bool:
        return name in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


@cache
def _resolved(home: str) -> Any:
    return resolve_name(home)
