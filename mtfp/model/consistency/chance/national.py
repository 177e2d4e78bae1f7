"""Checks that a plan agrees with the national correlations, and with the national assumptions of a national file."""

from collections.abc import Iterator, Mapping

from mtfp.findings.place import Path
from mtfp.model.base.arrays import NOISE
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import Percent
from mtfp.model.consistency.values.bounds import check_correlations
from mtfp.model.correlation import is_known, stated_pairs
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption


def check_own_national_pairs(plan: Plan) -> Iterator[Complaint]:
    """Warn of a plan's own correlation between two national assumptions, unless it is the national correlation."""
    if any(check_correlations(plan)):
        return
    stated = {frozenset(pair): number for pair, number in stated_pairs(plan)}
    for position, (one, other, _) in enumerate(plan.correlations):
        number = stated.get(frozenset((one, other)))
        national = all(name in plan.assumptions and plan.assumptions[name].scope == "national" for name in (one, other))
        if number is None or not national:
            continue
        path: Path = ("correlations", position)
        if is_known(plan, one) and is_known(plan, other):
            used = plan.national.between(one, other)
            if abs(number - used) > NOISE:
                yield _other_number(path, one, other, number, used, plan.national.national)
        else:
            yield _not_known(path, one, other)


def _other_number(path: Path, one: str, other: str, number: float, used: float, national: str) -> Complaint:
    message = (
        f"this plan correlates `{one}` and `{other}` by {number:g}, but draws use the national correlation of {used:g}"
    )
    fix = f"remove this pair; to change it for all plans, state it in a national file (now: {national})"
    return Complaint("W527", path, message, fix)


def _not_known(path: Path, one: str, other: str) -> Complaint:
    message = (
        f"`{one}` and `{other}` are national, but the national correlations have no such pair, so other plans may draw "
        "different values for them"
    )
    fix = "state the pair in a national file for all plans (`national:`), or write `scope: local` for one of the two"
    return Complaint("W528", path, message, fix)


def check_same_national_assumptions(plan: Plan) -> Iterator[Complaint]:
    """Warn of a national assumption that differs from the national file."""
    for name, stated in plan.national.assumptions.items():
        own = plan.assumptions.get(name)
        if own is None or own.scope != "national":
            continue
        for key, differences in different(own, stated, plan.timeline.projected):
            message = f"`{name}` differs from the national file ({plan.national.national}): {differences}"
            yield Complaint("W613", ("assumptions", name, *key), message, "write what the national file states")


def different(one: Assumption, other: Assumption, years: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield each difference between two versions of a national assumption: the key, and the two values in words.

    `years`: years for which central values and spreads are compared.
    """
    if one.unit != other.unit:
        yield ("unit",), f"`unit` is {one.unit}, not {other.unit}"
        return
    for key, mine, theirs in (
        ("central", _central(one, years), _central(other, years)),
        ("spread", _spreads(one, years), _spreads(other, years)),
    ):
        if year := next((year for year in years if mine[year] != theirs[year]), None):
            yield _path(one, key), f"`{key}` of {year} is {mine[year]}, not {theirs[year]}"
    if _links(one) != _links(other):
        yield _path(one, "tracks"), "`tracks` or `at_least` is another link"
    if one.spread and other.spread and one.memory != other.memory:
        yield _path(one, "persistence"), f"its shocks are {_lasting(one)}, not {_lasting(other)}"


def _path(assumption: Assumption, key: str) -> Path:
    """Return the path of a key that the assumption states; the assumption itself if it doesn't state the key."""
    return (key,) if key in assumption.model_fields_set else ()


def _central(assumption: Assumption, years: tuple[str, ...]) -> Mapping[str, str]:
    kind = Percent if assumption.unit in ("rate", "share") else float
    values = {year: assumption.central.at(year) if assumption.central else None for year in years}
    return {year: "not stated" if value is None else _shown(kind(value)) for year, value in values.items()}


def _shown(number: float) -> str:
    return f"{number * 100:.10g}%" if isinstance(number, Percent) else f"{number:,.10g}"


def _spreads(assumption: Assumption, years: tuple[str, ...]) -> Mapping[str, str]:
    """Return the spread of each year in words, such as `interval -1%, 2% around the central value`."""
    kind = Percent if assumption.unit in ("rate", "share") else float
    found = {}
    for year in years:
        spread = assumption.spread.at(year) if assumption.spread else None
        if spread is None:
            found[year] = "none"
        else:
            numbers = ", ".join(_shown(kind(number)) for _, number in spread.shape.numbers())
            found[year] = f"{spread.chosen} {numbers}{' around the central value' if spread.around else ''}"
    return found


def _links(assumption: Assumption) -> tuple[object, object]:
    return assumption.tracks, assumption.at_least


def _lasting(assumption: Assumption) -> str:
    return "drawn once" if assumption.memory == 1 else f"drawn yearly with a persistence of {assumption.memory:g}"
