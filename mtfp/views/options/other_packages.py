"""Other packages in sentences: how each differs from the best one, and options that could replace its parts."""

from collections.abc import Iterator, Sequence

from mtfp.analysis.options.question import Package
from mtfp.analysis.options.search import Found
from mtfp.analysis.options.trial import Trial
from mtfp.findings.short import in_list
from mtfp.views.options.in_words import assessments_in_words, chance_in_words
from mtfp.views.options.people import everyone, impacts, largest_group
from mtfp.views.simulated.in_words import often


def others_in_words(found: Found) -> Iterator[str]:
    """Yield each further package in words, by its difference from the best one."""
    options = found.question.options
    for number, trial in enumerate(found.packages[1:], 2):
        best = found.packages[0].package
        new, gone = options.labels(trial.package - best), options.labels(best - trial.package)
        group, people = largest_group(options.options, trial.package)
        said = [
            f"Package {number} has {new} in place of {gone}: {chance_in_words(trial)}",
            f"highest impact {_highest(found, trial):g}",
            *([f"largest group {people:,} {group}"] if people else []),
        ]
        yield " ".join([f"{'; '.join(said)}.", *assessments_in_words(found.question, trial.package - best)])


def swaps_in_words(found: Found) -> Iterator[str]:
    """Yield what could replace the options of the best package, with all single options that it could replace."""
    options, grouped = found.question.options, dict[tuple[Package, Package, float], dict[Package, Trial]]()
    for trial in filter(None, found.swaps.values()):
        best = found.packages[0].package
        gone, new = best - trial.package, trial.package - best
        key = (new, gone if len(gone) > 1 else frozenset(), _highest(found, trial))
        grouped.setdefault(key, {})[gone] = trial
    for (new, _, _), trials in grouped.items():
        yield _swap(found, new, trials)
    fixed = frozenset(name for name, trial in found.swaps.items() if trial is None)
    if fixed:
        without = "it" if len(fixed) == 1 else "any one of them"
        enough = "no package was found that is enough" if found.given_up else "no package is enough"
        yield f"Nothing replaces {options.labels(fixed)}: without {without}, {enough}."


def _swap(found: Found, new: Package, trials: dict[Package, Trial]) -> str:
    options, best = found.question.options, found.packages[0]
    gone = options.labels(frozenset().union(*trials))
    replaced = f"any one of {gone}" if len(trials) > 1 else gone
    people = [everyone(options.options, trial.package) for trial in trials.values()]
    before, after = _highest(found, best), _highest(found, next(iter(trials.values())))
    said = [
        *([f"highest impact {after:g} rather than {before:g}"] if before != after else []),
        *_in_people(people, everyone(options.options, best.package)),
        _in_draws([trial.chance for trial in trials.values()]),
    ]
    return f"{options.labels(new) or 'Nothing else'} in place of {replaced}: {in_list(said)}."


def _highest(found: Found, trial: Trial) -> float:
    return max(impacts(found.question.options.options, trial.package), default=0.0)


def _in_people(numbers: Sequence[int], before: int) -> Iterator[str]:
    """Yield the number of people affected, if it differs from that of the best package.

    >>> list(_in_people([20, 31], 40)), list(_in_people([40], 40))
    (['20 to 31 people affected rather than 40'], [])
    """
    least, most = min(numbers), max(numbers)
    if {least, most} != {before}:
        number = f"{least:,} to {most:,}" if least < most else f"{least:,}"
        yield f"{number} people affected rather than {before:,}"


def _in_draws(chances: Sequence[float]) -> str:
    """Return chances in words, from the least to the most.

    >>> _in_draws([0.64, 0.613]), _in_draws([0.64])
    ('the target holds in 61 to 64 of 100 draws', 'the target holds in 64 of 100 draws')
    """
    least, most = often(min(chances)), often(max(chances))
    if least == most:
        return f"the target holds in {most}"
    if not (least[0].isdigit() and most[0].isdigit()):
        return f"the target holds in {least} to {most}"
    return f"the target holds in {least.split()[0]} to {most}"
