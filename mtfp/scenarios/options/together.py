"""Rules for choosing options together: what each needs, what it excludes, and groups of which at most one is chosen."""

from collections.abc import Iterator, Mapping

from mtfp.findings.suggest import did_you_mean, one_of, quoted
from mtfp.model.base.complaint import Complaint
from mtfp.scenarios.options.option import Option


def with_needs(options: Mapping[str, Option], *names: str) -> frozenset[str]:
    """Return options with everything that they need, directly or through another option."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name in options:
            found.add(name)
            waiting += options[name].needs
    return frozenset(found)


def exclude_each_other(options: Mapping[str, Option], one: str, other: str) -> bool:
    """Return True if two options can't be chosen together: one excludes the other, or they are of one group."""
    a, b = options[one], options[other]
    return other in a.excludes or one in b.excludes or (a.group is not None and a.group == b.group)


def complaints(options: Mapping[str, Option]) -> Iterator[Complaint]:
    """Yield errors and warnings about options that don't fit each other. Paths begin at the options' names."""
    unknown = [*_unknown(options)]
    yield from unknown
    if not unknown:
        circles = [*_circles(options)]
        yield from circles
        yield from () if circles else _impossible(options)
    yield from _same(options)


def _unknown(options: Mapping[str, Option]) -> Iterator[Complaint]:
    for name, option in options.items():
        for key in ("needs", "excludes"):
            for at, other in enumerate(getattr(option, key)):
                if other not in options:
                    fix = did_you_mean(other, options) or f"use {one_of(options)}"
                    yield Complaint("E701", (name, key, at), f"no option is called {quoted(other)}", fix)


def _circles(options: Mapping[str, Option]) -> Iterator[Complaint]:
    """Yield an error for each circle, at the first option in it."""
    around = {name: with_needs(options, *option.needs) for name, option in options.items()}
    for name, option in options.items():
        circle = [other for other in options if other in around[name] and name in around[other]]
        if name not in circle[:1]:
            continue
        at, other = next((at, other) for at, other in enumerate(option.needs) if other in circle)
        message = f"`{name}` needs `{other}`, which needs `{name}` itself"
        fix = "take one of the two out of `needs`; two options that only go together are one option"
        yield Complaint("E702", (name, "needs", at), message, fix)


def _impossible(options: Mapping[str, Option]) -> Iterator[Complaint]:
    """Yield an error for each option that needs options which can't be chosen together with it or each other."""
    for name, option in options.items():
        needed = sorted(with_needs(options, name))
        pairs = [(a, b) for a in needed for b in needed if a < b and exclude_each_other(options, a, b)]
        if pairs and not any(set(pairs[0]) <= with_needs(options, other) for other in option.needs):
            first, second = (f"`{each}`" for each in pairs[0])
            message = f"`{name}` can never be chosen: {first} and {second} can't be chosen together"
            fix = "correct `needs`, `excludes` or `group` of these options"
            yield Complaint("E703", (name, "needs"), message, fix)


def _same(options: Mapping[str, Option]) -> Iterator[Complaint]:
    seen: list[tuple[str, Option]] = []
    for name, option in options.items():
        for other, earlier in seen:
            if _change(option) == _change(earlier) and not exclude_each_other(options, name, other):
                message = f"`{name}` makes the same change as `{other}`, so its money would count twice"
                fix = "leave one of them out, or put both into one `group`"
                yield Complaint("W701", (name,), message, fix, of_key=True)
        seen.append((name, option))


def _change(option: Option) -> tuple[object, ...]:
    return option.levers, option.saving, option.investment, option.delivery
