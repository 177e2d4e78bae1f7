"""Compare the national assumptions of all plans of a batch: a national assumption should be the same in every plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtfp.findings.finding import Finding
from mtfp.findings.place import Path, Place
from mtfp.model.consistency.chance.national import different
from mtfp.model.correlation import drawn_as, national_correlations
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.reading.plan import ReadPlan

FIX = "write the same in all plans, or write `scope: local` if the plans are meant to differ"
FIX_OF_PAIRS = "state the pair in one national file, and name this file with `national:` in all plans"


@dataclass(frozen=True)
class NationalAssumption:
    """National assumption of one plan.

    `years`: projected years of the plan. `drawn_as`: how it is drawn, in words; empty if it is certain. `pairs`: its
    correlations with other national assumptions that the draws use. `place`: its place in the plan.
    """

    plan: str
    stated: Assumption
    years: tuple[str, ...]
    drawn_as: str
    pairs: Mapping[str, float]
    place: Place


def national_assumptions(read: ReadPlan) -> dict[str, NationalAssumption]:
    """Return the national assumptions of a plan, by name."""
    plan = read.plan
    return {
        name: NationalAssumption(
            plan.name,
            stated,
            plan.timeline.projected,
            drawn_as(plan, name) if stated.spread else "",
            national_correlations(plan, name),
            read.document.place(("assumptions", name), of_key=True),
        )
        for name, stated in plan.assumptions.items()
        if stated.scope == "national"
    }


def differences_between(plans: Sequence[Mapping[str, NationalAssumption]]) -> Iterator[Finding]:
    """Yield a finding for each national assumption and key in which plans differ: the first two plans that do."""
    for name in dict.fromkeys(name for plan in plans for name in plan):
        first, *others = [plan[name] for plan in plans if name in plan]
        found: dict[Path, list[tuple[NationalAssumption, str]]] = {}
        for other in others:
            for key, text in _differences(first, other):
                found.setdefault(key, []).append((other, text))
        for key, differing in found.items():
            yield _finding(name, first, differing, FIX_OF_PAIRS if key[:1] == ("correlations",) else FIX)


def _differences(first: NationalAssumption, other: NationalAssumption) -> Iterator[tuple[Path, str]]:
    years = tuple(year for year in other.years if year in first.years)
    yield from different(other.stated, first.stated, years)
    for name in sorted({*first.pairs, *other.pairs}):
        mine, theirs = other.pairs.get(name, 0.0), first.pairs.get(name, 0.0)
        if mine != theirs and first.drawn_as and other.drawn_as:
            yield ("correlations", name), f"its correlation with `{name}` is {mine:g}, not {theirs:g}"


def _finding(
    name: str, first: NationalAssumption, differing: list[tuple[NationalAssumption, str]], fix: str
) -> Finding:
    (other, text), *more = differing
    message = f"the national assumption `{name}` is not the same in {other.plan} and in {first.plan}: {text}"
    if more:
        message += f"; {first.plan} differs from {len(more)} more plan{'s' if len(more) > 1 else ''} too"
    return Finding("W612", message, other.place, fix, via=first.place)
