"""Words of the scenario that a package makes: its narrative and its source."""

from collections.abc import Iterator

from mtfp.analysis.options.question import Package, Question
from mtfp.findings.short import in_list
from mtfp.scenarios.levers.common.in_part import in_percent


def words_of(question: Question, package: Package) -> dict[str, str]:
    """Return the narrative and the source of a package's scenario, by the keys of a scenario's file."""
    scale = question.options.options.scale
    by = f"options scored by {scale.by}" if scale.by else "options of a planning group"
    source = f"{by}; chosen for {question.target.in_words} at {in_percent(question.at)}"
    return {"narrative": " ".join(_narrative(question, package)), "source": f"{source[0].upper()}{source[1:]}"}


def _narrative(question: Question, package: Package) -> Iterator[str]:
    options = question.options.options
    yield f"In this scenario these options are chosen: {question.options.labels(package)}."
    chosen = [option for name, option in options.options.items() if name in package]
    people = [f"{each.number:,.0f} {each.who}" for option in chosen for each in option.people]
    if people:
        yield f"Who notices it: {in_list(people)}."
    unassessed = frozenset(name for name in package if not options.options[name].is_assessed)
    if unassessed:
        yield f"Before a decision, an impact assessment has to be completed of {question.options.labels(unassessed)}."
