"""Find what a change in words is about: an item of the plan by its name or label, or all that drive something."""

from collections.abc import Mapping

from mtfp.model.plan import Plan
from mtfp.reading.in_words.phrase import Phrase
from mtfp.scenarios.levers.common.names import NOUNS, names_of

GROUPS: Mapping[str, Mapping[str, str]] = {
    "pay": {"pressure": "pay"},
    "price": {"pressure": "price"},
    "prices": {"pressure": "price"},
    "growth": {"drives": "growth"},
    "on_costs": {"drives": "on_costs"},
    "vacancies": {"drives": "vacancies"},
    "delivery": {"drives": "delivery"},
}
"""Words for several assumptions at once, with the selection that a scenario's file would have."""
IN_YAML = {
    "lines": "service_level: {lines: NAME, level: 90%}",
    "funding": "funding: {name: NAME, flat: true}",
    "savings": "saving: {name: NAME, delay: 1}",
    "investments": "investment: {name: NAME, delay: 1}",
    "commitments": "commitment: {name: NAME, delay: 1}",
    "transfers": "transfer: {...}",
    "reserves": "reserves: {name: NAME, add_use: {year 1: 500}}",
}
"""Lever of each section as one line of YAML, for repairs."""


def in_yaml(section: str, name: str) -> str:
    """Return an example of a lever on an item, as one line of YAML.

    >>> in_yaml("savings", "skill_mix")
    'saving: {name: skill_mix, delay: 1}'
    """
    return IN_YAML[section].replace("NAME", name)


def target(phrase: Phrase, plan: Plan | None) -> tuple[str, str]:
    """Return the section and the name of what a change is about; an unknown name counts as an assumption's.

    Without a plan, money is for a funding source, and anything else for an assumption.
    """
    said = phrase.name.text
    if plan is None:
        return ("funding" if phrase.unit == "£" else "assumptions"), said
    for section in NOUNS:
        if said in names_of(section, plan):
            return section, said
    if said in GROUPS:
        return "groups", said
    labels = {
        plan.label(section, name).casefold(): (section, name) for section in NOUNS for name in names_of(section, plan)
    }
    return labels.get(said.casefold(), ("assumptions", said))
