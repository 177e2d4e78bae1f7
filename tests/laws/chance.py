"""Random choices read from bytes: a plan takes hundreds, for which hypothesis would take ten times as long as the laws.

Hypothesis draws the bytes of a plan at once, so that each plan is new from end to end; drawn choice by choice, five of
six would be copies of another with a part exchanged. A byte of zero is the simplest choice: towards it hypothesis
shrinks. The names are those of `hypothesis.strategies`.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
S = TypeVar("S")
P = ParamSpec("P")

ENDS = 16
"""Of 256 numbers from a wide range, the number that are its first, and the number that are its last."""


class Source:
    """Bytes, read one after another. Past their end there is an error, and no plan of zeros."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def below(self, count: int, width: int = 1) -> int:
        """A number from 0 to `count` - 1, read from `width` bytes."""
        read = self.raw[self.at : self.at + width]
        if len(read) < width:
            raise EOFError(f"a case takes more than {len(self.raw)} bytes")
        self.at += width
        return int.from_bytes(read, "big") * count >> 8 * width


@dataclass(frozen=True)
class Choice(Generic[T]):
    """Reads something of one kind."""

    read: Callable[[Source], T]

    def map(self, change: Callable[[T], S]) -> "Choice[S]":
        return Choice(lambda source: change(self.read(source)))

    def __or__(self, other: "Choice[S]") -> "Choice[T | S]":
        return one_of(self, other)

    def from_bytes(self, size: int) -> st.SearchStrategy[T]:
        """Hypothesis's strategy for it, given how many bytes are enough."""
        return st.binary(min_size=size, max_size=size).map(lambda raw: self.read(Source(raw)))


def composite(build: Callable[Concatenate[Any, P], T]) -> Callable[P, Choice[T]]:
    """Turn a function whose first argument draws choices into one that returns a choice."""

    @wraps(build)
    def chosen(*args: P.args, **kwargs: P.kwargs) -> Choice[T]:
        return Choice(lambda source: build(lambda choice: choice.read(source), *args, **kwargs))

    return chosen


def just(value: T) -> Choice[T]:
    return Choice(lambda source: value)


def none() -> Choice[None]:
    return just(None)


def sampled_from(options: Sequence[T]) -> Choice[T]:
    return Choice(lambda source: options[source.below(len(options))])


def booleans() -> Choice[bool]:
    return sampled_from((False, True))


def one_of(*choices: Choice[Any]) -> Choice[Any]:
    return Choice(lambda source: choices[source.below(len(choices))].read(source))


def integers(low: int, high: int) -> Choice[int]:
    """Choose from `low` to `high`; from a wide range more often its ends, zero, and the numbers next to zero."""
    simplest, count = min(max(0, low), high), high - low + 1
    if count <= ENDS:
        return Choice(lambda source: low + (simplest - low + source.below(count)) % count)

    def read(source: Source) -> int:
        kind, number = source.below(256), source.below(count, 3)
        often = {0: simplest, 1: low, 2: high}
        return often.get(kind // ENDS, low + number)

    return Choice(read)


def lists(of: Choice[T], *, min_size: int = 0, max_size: int) -> Choice[list[T]]:
    sizes = integers(min_size, max_size)
    return Choice(lambda source: [of.read(source) for _ in range(sizes.read(source))])


def subsets(options: Sequence[T], *, min_size: int = 0, max_size: int | None = None) -> Choice[list[T]]:
    """Choose some of the options, each once, in any order."""
    most = min(len(options), len(options) if max_size is None else max_size)
    return Choice(lambda source: permutations(options).read(source)[: integers(min_size, most).read(source)])


def permutations(options: Sequence[T]) -> Choice[list[T]]:
    def read(source: Source) -> list[T]:
        left = list(options)
        return [left.pop(source.below(len(left))) for _ in options]

    return Choice(read)


def dictionaries(keys: Sequence[Hashable], values: Choice[T], *, max_size: int | None = None) -> Choice[dict[Any, T]]:
    """Choose at least one of the keys, each with a value."""
    some = subsets(keys, min_size=1, max_size=max_size)
    return Choice(lambda source: {key: values.read(source) for key in some.read(source)})


def fixed_dictionaries(
    fields: Mapping[str, Choice[Any]], *, optional: Mapping[str, Choice[Any]] | None = None
) -> Choice[dict[str, Any]]:
    """Choose every field, and any of the optional ones."""

    def read(source: Source) -> dict[str, Any]:
        taken = {**fields, **{key: choice for key, choice in (optional or {}).items() if source.below(2)}}
        return {key: choice.read(source) for key, choice in taken.items()}

    return Choice(read)
