"""Answer about options in sentences: the best package, what is uncertain about it, and what could replace its parts."""

from collections.abc import Iterator

from mtfp.analysis.options.question import Package, Question
from mtfp.analysis.options.search import Found
from mtfp.analysis.options.trial import Trial
from mtfp.analysis.target.target import Limit
from mtfp.findings.short import counted, in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.scenarios.levers.common.in_part import in_percent
from mtfp.scenarios.options.option import WORST
from mtfp.views.options.people import everyone, impacts, largest_group
from mtfp.views.simulated.in_words import often

FRESH = "Chances are counted in draws that played no part in the search."
LEAST = "No package that is enough has less impact on people."
EARLY = "The search ended early, after many packages that fail: a better package may exist."


def answer_in_words(found: Found) -> Iterator[str]:
    """Yield the paragraphs that answer the question, the answer itself first."""
    if found.packages:
        yield _best(found, found.packages[0])
        yield from _about(found, found.packages[0])
    else:
        yield f"{_none(found)}{f' {EARLY}' if found.given_up else ''}"
        yield from _about(found, found.surest)
        yield from _relaxed(found)


def _best(found: Found, trial: Trial) -> str:
    question = found.question
    if not trial.package:
        return f"No option is needed for {question.target.in_words}: the plan meets it {_chance(trial)}."
    several = "is enough" if len(trial.package) == 1 else "together are enough"
    return (
        f"{len(trial.package)} of the {counted(len(question.names), 'option')} {several} for "
        f"{question.target.in_words} {_chance(trial)}. {LEAST if not found.given_up else EARLY}"
    )


def _members(question: Question, trial: Trial) -> Iterator[str]:
    """Yield the options of a package, or the options that it leaves out if these are fewer."""
    others = frozenset(question.names) - trial.package
    if not others:
        yield "These are all the options."
    elif len(others) < len(trial.package) / 2:
        yield f"It has all options except {question.options.labels(others)}."
    elif trial.package:
        yield f"The package: {question.options.labels(trial.package)}."


def _none(found: Found) -> str:
    question, trial = found.question, found.surest
    short = ""
    if trial.short_by > 0 and not (isinstance(question.target, Limit) and question.target.figure.is_share):
        money = in_money(trial.short_by, question.plan.unit)
        short = f" For {in_percent(question.at)}, {money} more would be needed."
    if not trial.package:
        return f"No option helps: the plan meets the target {_chance(trial)}.{short}"
    none = "No package was found that is enough" if found.given_up else "No package of these options is enough"
    return (
        f"{none} for {question.target.in_words} at {in_percent(question.at)}. "
        f"The surest meets it {_chance(trial)}.{short}"
    )


def _chance(trial: Trial) -> str:
    """Return a chance in words, with its standard error.

    >>> _chance(Trial(frozenset(), 0.8, 0.812, 0.0087, True, 0.0, True))
    'in 81 of 100 draws (± 0.9)'
    """
    return f"in {often(trial.chance)} (± {trial.error * 100:.1f})"


def _about(found: Found, trial: Trial) -> Iterator[str]:
    """Yield sentences on a package's impact, people, assessments and the plan's own case."""
    question = found.question
    options = question.options.options
    if not trial.package:
        return
    highest = impacts(options, trial.package)
    count = counted(highest.count(highest[0]), "option")
    said = [*_members(question, trial), f"Its highest impact is {highest[0]:g} of {WORST} ({count})."]
    group, number = largest_group(options, trial.package)
    if number:
        total = everyone(options, trial.package)
        more = f"; all groups together are {total:,} people, and may count a person twice" if total > number else ""
        said.append(f"The largest group affected is {number:,} {group}{more}.")
    yield " ".join([*said, *_assessments(question, trial.package)])
    holds = "also holds" if trial.central else "does not hold"
    yield f"The target {holds} in the plan's own case with these options. {FRESH}"


def _assessments(question: Question, package: Package) -> Iterator[str]:
    """Yield what is missing of the impact assessments of a package."""
    options = question.options.options
    status = {
        name: assessment.status if (assessment := options.options[name].impact_assessment) else "missing"
        for name in question.names
        if name in package
    }
    for word, found in (("missing", ("missing", "not started")), ("only a draft", ("draft",))):
        names = frozenset(name for name, each in status.items() if each in found)
        if names:
            labels = question.options.labels(names)
            be = "The impact assessment is" if len(names) == 1 else "Impact assessments are"
            drafts = "drafts" if word == "only a draft" and len(names) > 1 else word.removeprefix("only ")
            only = "only " if word == "only a draft" else ""
            yield f"{be} {only}{drafts} for {labels}."


def _relaxed(found: Found) -> Iterator[str]:
    for name, trial in found.relaxed.items():
        question = found.question
        free = "chosen" if name in question.without else "left out"
        labels = question.options.labels(trial.package)
        label = question.options.options.label(name)
        yield f"If {label} could be {free}, these would be enough {_chance(trial)}: {labels}."


def others_in_words(found: Found) -> Iterator[str]:
    """Yield each further package in words."""
    options = found.question.options
    for number, trial in enumerate(found.packages[1:], 2):
        group, people = largest_group(options.options, trial.package)
        said = [
            f"Package {number}: {options.labels(trial.package)}: {_chance(trial)}",
            f"highest impact {max(impacts(options.options, trial.package), default=0.0):g}",
            *([f"largest group {people:,} {group}"] if people else []),
        ]
        yield " ".join([f"{'; '.join(said)}.", *_assessments(found.question, trial.package)])


def swaps_in_words(found: Found) -> Iterator[str]:
    """Yield what could replace the options of the best package: other options, people, impact and chance."""
    options = found.question.options
    alike: dict[Package, list[str]] = {}
    for name, trial in found.swaps.items():
        if trial:
            alike.setdefault(trial.package, []).append(name)
    trials = {trial.package: trial for trial in found.swaps.values() if trial}
    for package in alike:
        yield _swap(found, trials[package])
    fixed = frozenset(name for name, trial in found.swaps.items() if trial is None)
    if fixed:
        without = "it" if len(fixed) == 1 else "any one of them"
        enough = "no package was found that is enough" if found.given_up else "no package is enough"
        yield f"Nothing replaces {options.labels(fixed)}: without {without}, {enough}."


def _swap(found: Found, other: Trial) -> str:
    options, best = found.question.options, found.packages[0]
    gone, new = best.package - other.package, other.package - best.package
    said = [f"Instead of {options.labels(gone)}: {options.labels(new) or 'nothing else'}"]
    said += [
        *_in_people(everyone(options.options, other.package) - everyone(options.options, best.package)),
        *_in_impact(*(max(impacts(options.options, each.package), default=0.0) for each in (best, other))),
        _in_points(round(other.points) - round(best.points)),
    ]
    return f"{'; '.join([said[0], in_list(said[1:])])}."


def _in_people(more: int) -> Iterator[str]:
    if more:
        yield f"{abs(more):,} {'more' if more > 0 else 'fewer'} people affected"


def _in_impact(before: float, after: float) -> Iterator[str]:
    if before != after:
        yield f"highest impact {after:g} rather than {before:g}"


def _in_points(points: int) -> str:
    """Return a difference of chances in words.

    >>> _in_points(3), _in_points(-1), _in_points(0)
    ('3 points surer', '1 point less sure', 'just as sure')
    """
    if not points:
        return "just as sure"
    return f"{counted(abs(points), 'point')} {'surer' if points > 0 else 'less sure'}"


def options_in_words(question: Question) -> Iterator[str]:
    """Yield each option's conditions: what it needs and excludes, its group, its first year, and its assessment."""
    options = question.options.options
    for name, option in options.options.items():
        said = [
            f"needs {in_list([options.label(each) for each in option.needs])}" if option.needs else "",
            f"excludes {in_list([options.label(each) for each in option.excludes])}" if option.excludes else "",
            f"at most one of the group “{option.group.replace('_', ' ')}”" if option.group else "",
            f"not before {option.earliest}" if option.earliest else "",
            _assessed(question, name),
        ]
        yield f"{options.label(name)}: {'; '.join(filter(None, said))}."


def _assessed(question: Question, name: str) -> str:
    assessment = question.options.options.options[name].impact_assessment
    if assessment is None:
        return "impact assessment missing"
    words = filter(None, (assessment.reference, assessment.status, assessment.date or ""))
    return f"impact assessment {', '.join(words)}"
