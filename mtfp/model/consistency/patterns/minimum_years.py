"""Check of the years of a guaranteed minimum against those of the deal that guarantees it."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption

DEAL = Form(r"\b(?:two|three|four|2|3|4)[- ]year (?:pay )?(?:deal|agreement|award|settlement)\b", re.IGNORECASE)
"""Words for a deal that ends."""
FIX = "correct `years:`; if they are right, say why in `note:`, with the word “checked”"


def check_minimum_years(plan: Plan) -> Iterator[Complaint]:
    """Ask about a minimum in years for which its assumption names no rate, or in every year although its deal ends."""
    for name, assumption in plan.assumptions.items():
        if assumption.at_least is None or (named := _named(plan, assumption)) == set():
            continue
        label, years = plan.label("assumptions", name), ", ".join(sorted(named))
        given = set(assumption.at_least.years)
        if not given <= set(plan.timeline.projected):
            continue  # another finding says that no figure uses the year
        deal = DEAL.search(f"{assumption.label} {assumption.source} {assumption.note}")
        if given and not given & named:
            message = (
                f"{label} has a minimum in {', '.join(sorted(given))}, for which it names no rate, and none in "
                f"{years}, for which it does: are the years right?"
            )
            yield Complaint("W668", ("assumptions", name, "at_least", "years"), message, FIX)
        elif deal and len(named) < plan.years and (not given or given - named):
            when = ", ".join(sorted(given)) if given else "every year"
            message = (
                f"{label} has a minimum in {when}, but its words say “{deal.group()}” and it names rates for "
                f"{years} alone: does the minimum end with the deal?"
            )
            yield Complaint("W668", ("assumptions", name, "at_least"), message, FIX.replace("correct", "write"), True)


def _named(plan: Plan, assumption: Assumption) -> set[str]:
    """Return the projected years for which an assumption names a rate of its own."""
    central = assumption.central
    return {year for year in plan.timeline.projected if central and year in central.years}


MINIMUM_YEARS = (check_minimum_years,)
