"""Answer about options in sentences: the best package, the gap by year, its impact, people and assessments."""

from collections.abc import Iterator

import numpy as np

from mtfp.analysis.options.question import Package, Question
from mtfp.analysis.options.search import Found
from mtfp.analysis.options.trial import SMALL, Trial
from mtfp.analysis.target.target import Limit
from mtfp.findings.short import counted, in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.scenarios.levers.common.in_part import in_percent
from mtfp.scenarios.options.option import WORST
from mtfp.views.options.people import everyone, impacts, in_groups, largest_group
from mtfp.views.simulated.in_words import often

FRESH = "Chances are counted in draws that played no part in the search."
EARLY = "The search ended early, after many packages that fail: a better package may exist."
NAMED = 6
"""Most options that a sentence names; more are listed below it."""


def answer_in_words(found: Found) -> Iterator[str]:
    """Yield the paragraphs that come first: the answer, and the gap of every year."""
    trial = shown_first(found)
    yield _best(found, trial) if found.packages else _none(found)
    if trial.package:
        yield " ".join(_gaps(found, trial))


def shown_first(found: Found) -> Trial:
    """Return the best package, or the surest if no package meets the target."""
    return found.packages[0] if found.packages else found.surest


def members_in_words(found: Found) -> Iterator[str]:
    """Yield the options of the package that is shown first, with their people, if a sentence can't name them all."""
    options, package = found.question.options.options, shown_first(found).package
    for name, option in options.options.items() if len(package) > NAMED else ():
        if name in package:
            people = "; ".join(in_groups(option))
            yield f"{options.label(name)} ({name}): impact {option.impact:g}{f'; {people}' if people else ''}."


def about_in_words(found: Found) -> Iterator[str]:
    """Yield the paragraphs that follow the answer: people, assessments, the plan's own case, and requests."""
    yield from _about(found, shown_first(found))
    yield from _idle(found)
    yield from _relaxed(found)


def _best(found: Found, trial: Trial) -> str:
    question = found.question
    if not trial.package:
        return f"No option is needed for {question.target.in_words}: the plan meets it {chance_in_words(trial)}."
    several = "is enough" if len(trial.package) == 1 else "together are enough"
    enough = f"{counted_of(question, trial)} {several} for {question.target.in_words} {chance_in_words(trial)}"
    return f"{enough}{_members(question, trial)} {_least(found, trial)}"


def counted_of(question: Question, trial: Trial) -> str:
    """Return the number of a package's options, of how many."""
    return f"{len(trial.package)} of the {counted(len(question.names), 'option')}"


def _members(question: Question, trial: Trial) -> str:
    """Return the end of a sentence with a package's options, or a sentence with those that it leaves out."""
    others = frozenset(question.names) - trial.package
    if len(trial.package) <= NAMED:
        return f": {question.options.labels(trial.package)}."
    return f". The package leaves out {question.options.labels(others)}." if others else "."


def _least(found: Found, trial: Trial) -> str:
    """Return the impact of the best package, which no package beats that is enough."""
    question, highest = found.question, impacts(found.question.options.options, trial.package)
    within = " and keeps to the request" if question.must or question.without else ""
    if question.options.options.scale.adds:
        said = f"The impacts add up to {sum(highest):g}"
        least = f"no package that is enough{within} has less in all"
    else:
        said = _highest(highest)
        least = f"no package that is enough{within} has a lower one"
    return f"{said}. {EARLY}" if found.given_up else f"{said}; {least}."


def _highest(highest: list[float]) -> str:
    return f"The highest impact is {highest[0]:g} of {WORST} ({counted(highest.count(highest[0]), 'option')})"


def _none(found: Found) -> str:
    question, trial = found.question, found.surest
    short = f"{_short(found)}{f' {EARLY}' if found.given_up else ''}"
    if not trial.package:
        return f"No option helps: the plan meets the target {chance_in_words(trial)}.{short}"
    none = "No package was found that is enough" if found.given_up else "No package of these options is enough"
    surest = f"The surest package has {counted_of(question, trial)} and meets it {chance_in_words(trial)}"
    return (
        f"{none} for {question.target.in_words} at {in_percent(question.at)}. "
        f"{surest}{_members(question, trial)}{short}"
    )


def _short(found: Found) -> str:
    """Return the money that is needed on top of the surest package, and the years in which it is needed."""
    question, short_by = found.question, found.surest.short_by
    target = question.target
    if short_by <= 0 or (isinstance(target, Limit) and target.figure.is_share):
        return ""
    money = in_money(short_by, question.plan.unit)
    when = "in every year"
    if isinstance(target, Limit):
        when = f"in {target.last} alone" if len(target.years) == 1 else target.when
    return f" For {in_percent(question.at)}, {money} more would be needed {when}."


def _gaps(found: Found, trial: Trial) -> Iterator[str]:
    """Yield the gap of every year with a package in the plan's own case, and the chance of a gap in other years."""
    plan, target = found.question.plan, found.question.target
    said, chances = list[str](), list[str]()
    of_target = {year for figure, year in target.conditions if figure == "gap"}
    closed = int(np.flatnonzero(trial.gap > SMALL).max(initial=0)) + 1
    for at, year in enumerate(plan.timeline.projected, 1):
        gap, more = float(trial.gap[at]), float(trial.gap[at] - found.plan.gap[at])
        deeper = f" ({in_money(more, plan.unit)} more than without them)" if more > SMALL else ""
        if gap > SMALL:
            said.append(f"{in_money(gap, plan.unit)}{deeper} in {year}")
        elif at <= closed:
            onwards = at == closed and year != plan.timeline.last
            said.append(f"none from {year} on" if onwards else f"none in {year}")
        if year not in of_target:
            chances.append(f"in {often(float(trial.gap_chance[at]))} in {year}")
    them = "this option" if len(trial.package) == 1 else "these options"
    yield f"In the plan's own case, the gap with {them} is {in_list(said)}."
    if chances:
        yield f"There is a gap {in_list(chances)}."


def chance_in_words(trial: Trial) -> str:
    """Return a chance in words, with its standard error."""
    return f"in {often(trial.chance)} (± {trial.error * 100:.1f})"


def _about(found: Found, trial: Trial) -> Iterator[str]:
    """Yield sentences on a package's people, assessments and the plan's own case."""
    question = found.question
    options = question.options.options
    if not trial.package:
        return
    said = [] if found.packages else [f"{_highest(impacts(options, trial.package))}."]
    group, number = largest_group(options, trial.package)
    if number:
        total = everyone(options, trial.package)
        more = f"; all groups together are {total:,} people, and may count a person twice" if total > number else ""
        said.append(f"The largest group affected is {number:,} {group}{more}.")
    holds = "also holds" if trial.central else "does not hold"
    central = f"The target {holds} in the plan's own case with these options. {FRESH}"
    yield " ".join([*said, *assessments_in_words(question, trial.package), central])


def assessments_in_words(question: Question, package: Package) -> Iterator[str]:
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


def _idle(found: Found) -> Iterator[str]:
    """Yield each request that changes nothing about the best package."""
    question = found.question
    if "must" in found.idle:
        labels = question.options.labels(question.must)
        yield f"The request for {labels} changes nothing: package 1 would be the same without it."
    if "without" in found.idle:
        labels = question.options.labels(question.without)
        yield f"The request to leave out {labels} changes nothing: package 1 would be the same without it."


def _relaxed(found: Found) -> Iterator[str]:
    for name, trial in found.relaxed.items():
        question = found.question
        free = "chosen" if name in question.without else "left out"
        labels = question.options.labels(trial.package)
        label = question.options.options.label(name)
        yield f"If {label} could be {free}, these would be enough {chance_in_words(trial)}: {labels}."
