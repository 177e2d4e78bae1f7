"""Words for figures, drivers and their limits in sentences on sensitivity."""

from math import inf

from mtfp.analysis.sensitivity.drivers import GROUPS, Driver, Group
from mtfp.analysis.sensitivity.features import Feature
from mtfp.analysis.sensitivity.question import Question
from mtfp.findings.short import counted, in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures import Figure
from mtfp.results.figures.figure import lower_first
from mtfp.results.table import MONEY, POINTS, SHARE
from mtfp.views.sensitivity.amounts import amount_of
from mtfp.views.simulated.in_words import as_gap

GAPS = ("gap", "recurring_gap", "gap_before_savings")
"""Figures of which an amount below zero is a surplus."""


def amount(question: Question, value: float) -> str:
    """Return a value of the figure in question in words."""
    if question.figure.is_share:
        return f"{'−' if value < -0.0005 else ''}{100 * abs(value):.1f}%"
    unit = question.plan.unit
    return as_gap(value, unit) if question.figure.id in GAPS else in_money(value, unit)


def size(question: Question, value: float) -> str:
    """Return a difference between two values of the figure in question in words, without a sign."""
    return amount_of(question.figure, value, question.plan.unit)


def unit_of(figure: Figure) -> tuple[str, float]:
    """Return the unit of a row of changes of a figure, and the factor from the figure's unit to it."""
    return (POINTS, 100.0) if figure.is_share else (MONEY, 1.0)


def unit_of_values(figure: Figure) -> str:
    """Return the unit of a row of values of a figure."""
    return SHARE if figure.is_share else MONEY


def within(label: str) -> str:
    """Return a label inside a sentence: with a small first letter, unless it begins with a name.

    >>> within("Council pay award"), within("GDP deflator"), within("Agenda for Change pay award")
    ('council pay award', 'GDP deflator', 'Agenda for Change pay award')
    """
    first, *others = label.split()
    named = (len(first) > 1 and not first[1:].islower()) or any(
        word[:1].isupper() and word[1:].islower() for word in others
    )
    return label if named else lower_first(label)


def group_within(group: Group) -> str:
    """Return the label of a group of drivers inside a sentence."""
    return lower_first(GROUPS[group])


def names(drivers: tuple[Driver, ...]) -> str:
    """Return the labels of drivers as a list inside a sentence; with semicolons if a label has a comma itself."""
    labels = [within(driver.label) for driver in drivers]
    commas = len(labels) > 1 and any("," in label for label in labels)
    return f"{'; '.join(labels[:-1])}; and {labels[-1]}" if commas else in_list(labels)


def upper_first(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def limit_in_words(question: Question, feature: Feature, low: float, high: float) -> str:
    """Return a condition on a driver in words that can follow `have`, such as `consumer prices over 2% on average`."""
    label = within(feature.driver.label)
    if feature.kind == "variant":
        return f"{label} {'as' if low > -inf else 'other than'} {feature.variant.replace('_', ' ')}"
    if feature.kind == "times":
        verb = "failing" if feature.driver.recovery else "happening"
        return f"{label} {_times(verb, low, high)} by {question.year}"
    limit = f"{label} {_between(question, feature, low, high)}"
    several = feature.kind == "average" and question.year != question.plan.timeline.projected[0]
    return f"{limit} on average" if several else limit


def number_in_words(question: Question, feature: Feature, value: float, decimals: int = 1) -> str:
    """Return a driver's number in words; empty for a population variant, and for the number of years of an event."""
    if feature.kind not in ("average", "once"):
        return ""
    return _value(question, feature, value, decimals)


def _times(verb: str, low: float, high: float) -> str:
    """Return how often an event happens, or a recovery plan fails, under a condition on the number of years.

    >>> _times("happening", 0.5, inf), _times("happening", -inf, 0.5), _times("failing", 1.5, inf)
    ('happening', 'not happening', 'failing in 2 years or more')
    """
    least, most = (int(low) + 1 if low > -inf else 0), (int(high) if high < inf else None)
    if most is None:
        return verb if least == 1 else f"{verb} in {least} years or more"
    if most == 0:
        return f"not {verb}"
    return f"{verb} in {counted(most, 'year') if least == most else f'{least} to {most} years'}"


def _between(question: Question, feature: Feature, low: float, high: float) -> str:
    if low == -inf:
        return f"under {_value(question, feature, high)}"
    if high == inf:
        return f"over {_value(question, feature, low)}"
    return f"between {_value(question, feature, low)} and {_value(question, feature, high)}"


def _value(question: Question, feature: Feature, value: float, decimals: int = 1) -> str:
    """Return a number in the driver's unit; a second decimal is shown only if it isn't zero."""
    unit = question.plan.assumptions[feature.driver.assumption].unit
    if unit == "share":
        return f"{100 * value:.0f}%"
    if unit == "rate":
        text = f"{100 * value:.{decimals}f}"
        return f"{text.removesuffix('0') if decimals > 1 else text}%"
    return in_money(value, question.plan.unit) if unit == "money" else f"{value:.3g}"
