"""Changes of what a file says: values at the place of others, groups moved, entries lost, doubled or renamed."""

import copy
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from mtfp.text.yaml import parse_yaml
from tests.reading.mutated.of_text import misspelt

WRONG: tuple[Any, ...] = (
    *("some text", "", 5, -0.5, 0, 1e300, True, False, None, [], {}, [3], ["a", "b"], [{"a": 1}], {"a": {"b": [1]}}),
    *("100%", "-3%", "2026/27", "2026-03-31", {"2026/27": 5}, {"then": 1}, {"central": "2%"}, [[]], {"0": 0}),
)


class Spot(NamedTuple):
    """A place in nested values: the group or list that holds it, its key or number, and its value."""

    holder: Any
    at: Any
    value: Any


def spots(value: Any) -> Iterator[Spot]:
    """Yield every place inside nested groups and lists."""
    for at in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield Spot(value, at, value[at])
        yield from spots(value[at])


def put_other(spot: Spot, others: list[Spot], random: Random) -> None:
    spot.holder[spot.at] = copy.deepcopy(random.choice(others).value)


def put_of_same_name(spot: Spot, others: list[Spot], random: Random) -> None:
    """Put the value of another entry with the same key here."""
    same = [other for other in others if other.at == spot.at]
    put_other(spot, same, random)


def put_wrong(spot: Spot, _: list[Spot], random: Random) -> None:
    spot.holder[spot.at] = copy.deepcopy(random.choice(WRONG))


def drop(spot: Spot, _: list[Spot], __: Random) -> None:
    del spot.holder[spot.at]


def wrap(spot: Spot, others: list[Spot], random: Random) -> None:
    """Put a value one level deeper, into a list or under another key."""
    key = str(random.choice(others).at)
    spot.holder[spot.at] = random.choice(([spot.value], {key: spot.value}, [spot.value, copy.deepcopy(spot.value)]))


def unwrap(spot: Spot, _: list[Spot], random: Random) -> None:
    """Put one of the values of a group in its place, or all of them next to it."""
    inner = spot.value
    if not isinstance(inner, dict | list) or not inner:
        return
    if isinstance(inner, dict) and isinstance(spot.holder, dict) and random.random() < 0.5:
        del spot.holder[spot.at]
        spot.holder.update(inner)
    else:
        spot.holder[spot.at] = random.choice([*inner.values()] if isinstance(inner, dict) else inner)


def move(spot: Spot, others: list[Spot], random: Random) -> None:
    """Take an entry out of its group, and put it into another."""
    value = spot.holder.pop(spot.at)
    groups = [other.value for other in others if isinstance(other.value, dict)]
    if groups:
        random.choice(groups)[str(spot.at)] = copy.deepcopy(value)


def rename(spot: Spot, others: list[Spot], random: Random) -> None:
    """Give an entry the name of another, or its own name misspelt."""
    if isinstance(spot.holder, dict) and spot.at:
        name = misspelt(spot.at, random) if random.random() < 0.5 else str(random.choice(others).at)
        spot.holder[name] = spot.holder.pop(spot.at)


def double(spot: Spot, _: list[Spot], __: Random) -> None:
    """Write an entry twice, the second time under a new name."""
    if isinstance(spot.holder, list):
        spot.holder.insert(spot.at, copy.deepcopy(spot.value))
    else:
        spot.holder[f"{spot.at}_2"] = copy.deepcopy(spot.value)


WAYS: tuple[Callable[[Spot, list[Spot], Random], None], ...] = (
    *(put_other, put_of_same_name, put_of_same_name, put_wrong, drop, drop, wrap, unwrap, move, rename, double),
)


@lru_cache(maxsize=64)
def _values(text: str) -> str:
    return json.dumps(parse_yaml(text, "input").value)


def change_structure(text: str, random: Random) -> str:
    """Return what a text says with one to three changes, as JSON, which is YAML."""
    whole = json.loads(_values(text))
    for _ in range(random.choice((1, 1, 2, 3))):
        places = list(spots(whole))
        if places:
            random.choice(WAYS)(random.choice(places), places, random)
    return json.dumps(whole, indent=1, ensure_ascii=False)
