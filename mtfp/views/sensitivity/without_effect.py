"""Sentence on the drivers that don't move a figure, or no figure of the plan."""

from mtfp.analysis.sensitivity.without_effect import WithoutEffect
from mtfp.views.sensitivity.words import names, upper_first


def without_effect_in_words(found: WithoutEffect) -> str:
    """Return sentences on the drivers that don't move the figure in any year, and on those that move no figure."""
    figure, every = found.question.figure.in_sentence, len(found.question.drivers)
    if not every:
        return "Nothing in the plan is uncertain"
    if not found.on_figure:
        return f"Everything that is uncertain in the plan moves {figure} in some year"
    if len(found.on_figure) == every:
        first = f"No driver of the plan moves {figure} in any year"
    else:
        verb = "doesn't" if len(found.on_figure) == 1 else "don't"
        first = f"{upper_first(names(found.on_figure))} {verb} move {figure} in any year"
    return f"{first}. {_on_any(found)}" if found.on_any else first


def _on_any(found: WithoutEffect) -> str:
    them = "it" if len(found.on_any) == 1 else "them"
    if found.on_any == found.on_figure:
        they_move = "It moves" if them == "it" else "They move"
        return f"{they_move} no other figure either: check what should use {them}"
    return f"No figure of the plan depends on {names(found.on_any)}: check what should use {them}"
