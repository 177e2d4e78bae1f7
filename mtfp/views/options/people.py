"""Impact and people of packages: the highest impact, the largest group affected, and all groups together."""

from collections import Counter
from collections.abc import Iterable, Iterator

from mtfp.scenarios.options.file import Options
from mtfp.scenarios.options.option import Option


def impacts(options: Options, package: Iterable[str]) -> list[float]:
    """Return the impacts of a package's options, the highest first."""
    return sorted((options.options[name].impact for name in package), reverse=True)


def by_group(options: Options, package: Iterable[str]) -> Counter[str]:
    """Return the number of people affected by group; a person whom two options affect counts twice."""
    found: Counter[str] = Counter()
    for name in sorted(package):
        for affected in options.options[name].people:
            found[affected.who] += int(affected.number)
    return found


def largest_group(options: Options, package: Iterable[str]) -> tuple[str, int]:
    """Return the largest group affected and its number of people; an empty name if no people are named."""
    return max(by_group(options, package).items(), key=lambda item: item[1], default=("", 0))


def everyone(options: Options, package: Iterable[str]) -> int:
    """Return the number of people of all groups together; a person may count twice."""
    return by_group(options, package).total()


def in_groups(option: Option) -> Iterator[str]:
    """Yield each group of people whom an option affects, with their number and the change for them."""
    for affected in option.people:
        yield f"{affected.number:,.0f} {affected.who}{f', {affected.how}' if affected.how else ''}"
