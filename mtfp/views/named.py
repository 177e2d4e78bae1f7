"""Look up functions by name, and import a function only when it is used. Must not know the contents of tables."""

from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import resolve_name
from typing import Any, TypeVar

from mtfp.findings.arguments import one_named
from mtfp.results.renamed import renamed

Function = TypeVar("Function")


class Named(Mapping[str, Function]):
    """Read-only mapping from names of tables to functions. A function is stated as `package.module:function`.

    Listing the names imports nothing, so that help and command completion answer at once. Raises Unknown (a KeyError),
    with the nearest name, for a name that no table has.

    >>> named = Named[Any]({"root": "math:sqrt"})
    >>> list(named), "power" in named, named["root"](9.0)
    (['root'], False, 3.0)
    """

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes

    def __getitem__(self, name: str) -> Function:
        return _resolved(self._homes[one_named(name, self._homes, "table", renamed(name))])

    def __contains__(self, name: object) -> bool:
        return name in self._homes

    def __repr__(self) -> str:
        return f"<{len(self)} tables: {', '.join(list(self)[:3])} …>"

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


@cache
def _resolved(home: str) -> Any:
    return resolve_name(home)
