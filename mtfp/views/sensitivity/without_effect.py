"""Sentence on the drivers that don't move a figure, or no figure of the plan."""

from mtfp.analysis.sensitivity.without_effect import WithoutEffect
from mtfp.findings.short import counted
from mtfp.views.sensitivity.words import names


def without_effect_in_words(found: WithoutEffect) -> str:
    """Return sentences on the drivers that don't move the figure in any year, and on those that move no figure."""
    figure, every = found.question.figure.in_sentence, len(found.question.drivers)
    if not every:
        return "Nothing in the plan is uncertain"
    if not found.on_figure:
        return f"Every driver of the plan moves {figure} in some year"
    still = len(found.on_figure)
    first = (
        f"{counted(still, 'driver')} of {every} {_do(still)} not move {figure} in any year: {names(found.on_figure)}"
    )
    if not found.on_any:
        return first
    return f"{first}. {_nothing(found)}"


def _nothing(found: WithoutEffect) -> str:
    if found.on_any == found.on_figure:
        return (
            f"{'It moves' if len(found.on_any) == 1 else 'They move'} no other figure either: check what should use "
            + ("it" if len(found.on_any) == 1 else "them")
        )
    named = names(found.on_any)
    return (
        f"No figure of the plan depends on {named}: check what should use {'it' if len(found.on_any) == 1 else 'them'}"
    )


def _do(number: int) -> str:
    return "does" if number == 1 else "do"
