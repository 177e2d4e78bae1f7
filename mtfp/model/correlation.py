"""Join a plan's correlated assumptions in groups, each with the matrix from which its draws are made.

A latent shock is the standard normal random number behind an assumption's value. A correlation applies to the latent
shocks of two assumptions in the same year (a Gaussian copula). Assumptions that no correlation joins are in different
groups, so that a change in one group changes no draws in another. National assumptions come first in their group, and
are correlated by the national correlations alone. See docs/understanding/model.md, sections 4 and 14.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.base.once import once_per_part
from mtfp.model.base.years import first_calendar_year
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.matrices import AdjustedPair, Rows, adjusted_pairs, completed, strength, triangle
from mtfp.model.uncertainty.national import FIRST_YEAR


@dataclass(frozen=True, repr=False)
class Member(Short):
    """Assumption in a group, with one shock for the whole plan (`once`) or one for each year.

    `known`: True for a national assumption that the national correlations cover. Such a member has the same draws in
    every plan, so it is in its group even if the plan has no such assumption.
    """

    name: str
    once: bool
    known: bool = False


@dataclass(frozen=True, repr=False)
class Group(Short):
    """Group of assumptions that correlations join, directly or through others.

    `stated` is their correlation matrix, in the order of `members`; a correlation that isn't stated is zero. The first
    `fixed` members are known; the members before position `national` are national. `absent` has the positions of the
    known members that the plan doesn't have.
    """

    members: tuple[Member, ...]
    stated: Rows
    fixed: int
    national: int
    absent: tuple[int, ...] = ()

    def in_short(self) -> str:
        return ", ".join(member.name for member in self.members)

    @property
    def used(self) -> Array:
        """Correlations that the draws use: those of local assumptions are smaller if stated ones contradict others."""
        return completed(self.stated, self.absent, self.fixed, self.national)

    @property
    def adjusted(self) -> tuple[AdjustedPair, ...]:
        """Pairs of assumptions whose correlation had to change because stated correlations contradict each other."""
        present = [row for row in range(len(self.members)) if row not in self.absent]
        stated = tuple(tuple(self.stated[row][column] for column in present) for row in present)
        return adjusted_pairs([self.members[row].name for row in present], stated, self.used[np.ix_(present, present)])

    def factor(self, members: Iterable[Member]) -> Array:
        """Return the lower triangle L such that L · Lᵀ is the correlation matrix of these members."""
        positions = tuple(self._position[member] for member in members)
        if positions not in self._factors:  # each member asks for it, and comparing whole groups takes long
            self._factors[positions] = _factor(self, positions)
        return self._factors[positions]

    @cached_property
    def _position(self) -> dict[Member, int]:
        return {member: position for position, member in enumerate(self.members)}

    @cached_property
    def _factors(self) -> dict[tuple[int, ...], Array]:
        return {}


@lru_cache(maxsize=64)
def _factor(group: Group, positions: tuple[int, ...]) -> Array:
    return triangle(group.used[np.ix_(positions, positions)])


def member_of(plan: Plan, name: str) -> Member:
    """Return an assumption of a plan as a member of its group."""
    return Member(name, plan.assumptions[name].memory == 1, is_known(plan, name))


def is_known(plan: Plan, name: str) -> bool:
    """Return True if the national correlations cover an assumption: it is national, and they have its name."""
    return plan.assumptions[name].scope == "national" and name in plan.national.names


@once_per_part
def groups(plan: Plan) -> tuple[Group, ...]:
    """Return the groups of uncertain assumptions that correlations join.

    The order within a group matters, because an assumption's draws depend only on those before it: known national
    assumptions with yearly shocks, known ones with a single shock, other national ones, local ones, and those for the
    delivery of savings, for which each partner has its own shocks. Otherwise the order is by name.
    """
    uncertain = {member_of(plan, name) for name, assumption in plan.assumptions.items() if assumption.spread}
    pairs = _national_pairs(plan, uncertain) | _own_pairs(plan)
    joined = [members for members in _components(pairs) if members & uncertain]
    return tuple(_group(plan, members, members - uncertain, pairs) for members in joined)


def _group(plan: Plan, members: set[Member], absent: set[Member], pairs: Mapping[frozenset[Member], float]) -> Group:
    delivery = {saving.delivery for saving in plan.all_savings.values()}

    def rank(member: Member) -> int:
        if member.known:
            return 1 if member.once else 0
        if member.name in delivery:
            return 4
        return 2 if plan.assumptions[member.name].scope == "national" else 3

    ordered = sorted(members, key=lambda member: (rank(member), member.name))
    ranks = [rank(member) for member in ordered]
    stated = tuple(tuple(1.0 if a == b else pairs.get(frozenset((a, b)), 0.0) for b in ordered) for a in ordered)
    positions = tuple(row for row, member in enumerate(ordered) if member in absent)
    return Group(tuple(ordered), stated, sum(r < 2 for r in ranks), sum(r < 3 for r in ranks), positions)


def _national_pairs(plan: Plan, uncertain: set[Member]) -> dict[frozenset[Member], float]:
    """Return the national pairs, between yearly shocks and between single shocks, each kind if the plan has it.

    A yearly shock is never correlated with a single shock here: no year is the first year of all plans.
    """
    kinds = {member.once for member in uncertain if member.known}
    return {
        frozenset(Member(name, once, known=True) for name in pair): used
        for once in kinds
        for pair, used in plan.national.pairs.items()
    }


def _own_pairs(plan: Plan) -> dict[frozenset[Member], float]:
    """Return the plan's own pairs, except those between two assumptions that the national correlations cover."""
    members = {name: member_of(plan, name) for name in plan.assumptions}
    return {
        frozenset((members[one], members[other])): number
        for (one, other), number in stated_pairs(plan)
        if not (members[one].known and members[other].known)
    }


def national_correlations(plan: Plan, name: str) -> dict[str, float]:
    """Return a national assumption's correlations with other national ones: those of all plans, and the plan's own."""
    known = plan.national.names if is_known(plan, name) else ()
    found = {other: used for other in known if other != name and (used := plan.national.between(name, other))}
    for (one, other), number in stated_pairs(plan):
        both = {one, other}
        national = all(plan.assumptions[each].scope == "national" for each in both)
        if name in both and national and not all(is_known(plan, each) for each in both):
            (with_,) = both - {name}
            found[with_] = number
    return found


def stated_pairs(plan: Plan) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield each pair of uncertain assumptions with its correlation; leave out zero, which has no effect."""
    uncertain = {name for name, assumption in plan.assumptions.items() if assumption.spread}
    for one, other, stated in plan.correlations:
        if (number := strength(stated)) and {one, other} <= uncertain:
            yield (one, other), number


def _components(pairs: Iterable[frozenset[Member]]) -> list[set[Member]]:
    """Group members so that the two members of every pair are in the same group.

    >>> a, b, c, d, e = (Member(name, once=False) for name in "abcde")
    >>> [sorted(m.name for m in group) for group in _components([frozenset((a, b)), frozenset((c, d)), {b, e}])]
    [['c', 'd'], ['a', 'b', 'e']]
    """
    found: list[set[Member]] = []
    for pair in pairs:
        if any(pair <= members for members in found):
            continue
        touched = [members for members in found if members & pair]
        found = [members for members in found if members not in touched] + [set(pair).union(*touched)]
    return found


def years_before(plan: Plan) -> int:
    """Return the number of years for which shocks are drawn before the plan's first projected year.

    >>> from mtfp.model.plan import Plan
    >>> head = {"mtfp": 1, "name": "A", "years": 3, "unit": "£k", "lines": {}, "funding": {}}
    >>> [years_before(Plan.model_validate({**head, "base_year": year})) for year in ("2025/26", "2011/12")]
    [11, 0]
    """
    return max(0, first_calendar_year(plan.base_year) + 1 - FIRST_YEAR)


def implied(shocks: float, persistence: tuple[float, float], before: int, years: int) -> Array:
    """Return the correlation of two assumptions' latent values in each projected year, shape (year,).

        c[1] = r,   c[u] = a · b · c[u-1] + sqrt(1 - a²) · sqrt(1 - b²) · r

    Here r is the correlation of the yearly shocks, a and b are the assumptions' persistences, and u counts from the
    first year with shocks; `before` years lie before the first projected one. If a and b are equal, the correlation
    is r. Otherwise it falls to r · sqrt((1 - a²)(1 - b²)) / (1 - a · b). The single shock of an assumption with `drawn:
    once`, a persistence of 1, belongs to the first projected year:

        c[t] = sqrt(1 - b²) · r · b^(t-1),  or b^(t-1) · r if no shocks come before that year

    >>> implied(0.8, (0.0, 0.9), before=11, years=3).round(4).tolist()
    [0.3487, 0.3487, 0.3487]
    >>> implied(0.8, (1.0, 0.6), before=11, years=3).round(4).tolist()
    [0.64, 0.384, 0.2304]
    """
    a, b = persistence
    if a == b:
        return np.full(years, shocks)
    if max(a, b) == 1:
        first = shocks * (np.sqrt(1 - min(a, b) ** 2) if before else 1.0)
        return np.asarray(first * min(a, b) ** np.arange(years))
    shared = np.sqrt((1 - a * a) * (1 - b * b)) * shocks
    values = [shocks]
    for _ in range(before + years - 1):
        values.append(a * b * values[-1] + shared)
    return np.array(values[before:])


def drawn_as(plan: Plan, name: str) -> str:
    """Describe how a national assumption is drawn. Equal descriptions mean equal draws."""
    memory = plan.assumptions[name].memory
    lasting = "drawn once" if memory == 1 else f"drawn yearly with a persistence of {memory:g}"
    group = next((group for group in groups(plan) if member_of(plan, name) in group.members), None)
    if group is None:
        return lasting
    weights = group.factor(group.members)[group.members.index(member_of(plan, name))]
    mixed_of = [
        f"{weight:.9g} of that of `{other.name}`{' drawn once' if other.once else ''}"
        for other, weight in zip(group.members, weights, strict=True)
        if weight and other.name != name
    ]
    return f"{lasting}; its shock includes {' and '.join(mixed_of)}" if mixed_of else lasting
