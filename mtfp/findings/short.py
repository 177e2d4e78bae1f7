"""Short forms of objects for people at a Python prompt: one line, without arrays and without long lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from mtfp.findings.letters import visible

LONGEST = 96
"""Most characters of a short form."""
_SCALAR = (str, int, float, bool, type(None))


class Short:
    """Base of classes with a short form: the class, and what tells an object from others of its class.

    >>> class Town(Short):
    ...     def in_short(self):
    ...         return "Lerwick, 7,000 people"
    >>> Town()
    <Town: Lerwick, 7,000 people>
    """

    __slots__ = ()

    def in_short(self) -> str:
        """Return what tells the object from others: its simple values, and the numbers of items of other values."""
        fields = getattr(self, "__dataclass_fields__", None) or getattr(type(self), "model_fields", {})
        return ", ".join(f"{name} {text}" for name in fields if (text := worth(getattr(self, name))))

    def __repr__(self) -> str:
        return short(type(self).__name__.partition("[")[0], self.in_short())


def short(kind: str, text: str) -> str:
    """Return the short form of an object of a kind, in one line and cut to `LONGEST` characters.

    >>> short("Plan", "Shetland")
    '<Plan: Shetland>'
    """
    line = visible(" ".join(text.split()))
    whole = f"<{kind}: {line}>" if line else f"<{kind}>"
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 2]}…>"


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "line"), counted(1_000, "draw")
    ('1 line', '1,000 draws')
    """
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def in_list(words: Sequence[str]) -> str:
    """Join words with commas and a final `and`.

    >>> in_list(["2026/27", "2027/28", "2028/29"]), in_list(["2026/27"]), in_list([])
    ('2026/27, 2027/28 and 2028/29', '2026/27', '')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def worth(value: Any) -> str:
    """Return a simple value as text, and the number of items of a list or mapping; empty for anything else."""
    if isinstance(value, _SCALAR):
        return "" if value is None or value == "" else str(value)
    if isinstance(value, Mapping | tuple | list | set | frozenset):
        return str(len(value)) if value else ""
    return ""
