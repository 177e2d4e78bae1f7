"""Answer to the question: what changes for people? And the table of units today, needed, provided and missing."""

from collections.abc import Iterator
from typing import NamedTuple

from mtfp.engine.projection import Projection
from mtfp.findings.short import counted
from mtfp.model.base.money_in_words import in_money
from mtfp.results.price_level import price_level
from mtfp.results.services import activity, bought_elsewhere, money_by_service, needed
from mtfp.results.table import Column, Row, Table
from mtfp.views.paper.amounts import Spare, is_zero
from mtfp.views.paper.case import Case
from mtfp.views.plan.services.vacancies import saved_by_vacancies

QUESTION = "What changes for people?"
FEW = 0.01
"""Part of the units needed, or of a service's spending, below which a change isn't named."""
MOST = 2
"""Most services named in a sentence; the table has all."""


class Units(NamedTuple):
    """Units of care of one line: today's, those needed in the last year at today's level, and those paid for."""

    line: str
    label: str
    unit: str
    today: float
    needed: float
    provided: float

    @property
    def missing(self) -> float:
        """Units needed that the plan does not pay for; negative if more are provided."""
        return self.needed - self.provided


def units_of(projection: Projection) -> tuple[Units, ...]:
    """Return the units of each line that counts some. Units bought elsewhere count as provided."""
    called_for, elsewhere = needed(projection), bought_elsewhere(projection)
    return tuple(
        Units(
            name,
            projection.plan.label("lines", name),
            str(projection.plan.lines[name].activity.unit),  # type: ignore[union-attr]
            float(units[0, 0]),
            float(called_for[name][-1, 0]),
            max(float(units[-1, 0] + (elsewhere[name][-1, 0] if name in elsewhere else 0.0)), 0.0),
        )
        for name, units in activity(projection).items()
    )


def what_changes(case: Case) -> Iterator[str]:
    """Yield sentences on units of care missing, on posts left empty, and on services that lose money to inflation."""
    every = units_of(case.projection)
    yield from _missing(case, every)
    yield from _vacancies(case)
    yield from _after_inflation(case)


def _missing(case: Case, every: tuple[Units, ...]) -> Iterator[str]:
    last = case.plan.timeline.last
    changed = [each for each in every if abs(each.missing) > FEW * max(each.needed, each.provided, 1e-9)]
    if not every:
        yield "The plan does not count care in places or hours."
        yield from _savings(case)
    elif not changed:
        yield f"The plan counts care in {counted(len(every), 'service')}; today's level stays for all who need it."
    short = sorted((each for each in changed if each.missing > 0), key=lambda each: -each.missing / each.needed)
    for number, each in enumerate(short[:MOST]):
        counts = f"{each.today:,.0f} {each.unit} today, {each.needed:,.0f} needed by {last}"
        text = f"{each.label}: {counts} and {each.provided:,.0f} paid for ({each.missing:,.0f} too few)."
        yield Spare(text) if number else text
    if changed and not short:
        yield f"No service that counts its care falls short of the need of {last}."
    for each in sorted((each for each in changed if each.missing < 0), key=lambda each: each.missing)[:1]:
        yield Spare(f"{each.label}: {-each.missing:,.0f} {each.unit} more than needed.")


def _savings(case: Case) -> Iterator[str]:
    saved = case.central("savings")
    if not is_zero(saved, case.plan.unit):
        yield f"Its savings of {in_money(saved, case.plan.unit)} a year are listed behind this page."


def _vacancies(case: Case) -> Iterator[str]:
    saved, unit = saved_by_vacancies(case.projection), case.plan.unit
    if saved is not None and not is_zero(saved, unit):
        effect = "saves" if saved > 0 else "costs"
        amount = in_money(abs(saved), unit)
        yield Spare(f"Leaving posts empty {effect} {amount} in {case.plan.timeline.last} after agency cover.")


def fallen_after_inflation(projection: Projection) -> dict[str, float]:
    """Return the share by which spending on each line falls after inflation, by its label, the largest fall first.

    Spending is after savings, with commitments and events on the line. It is empty without a deflator.
    """
    plan = projection.plan
    if plan.deflator is None:
        return {}
    spent, level = money_by_service(projection), float(price_level(projection)[-1, 0])
    found = {}
    for row, (name, line) in enumerate(plan.lines.items()):
        before, after = float(spent.lines[row, 0, 0]), float(spent.lines[row, -1, 0]) / level
        if line.kind == "cost" and before > 0 and after < (1 - FEW) * before:
            found[plan.label("lines", name)] = 1 - after / before
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def _after_inflation(case: Case) -> Iterator[str]:
    fallen = fallen_after_inflation(case.projection)
    if fallen:
        label, share = next(iter(fallen.items()))
        most = "most " if len(fallen) > 1 else ""
        yield Spare(
            f"After inflation, by {case.plan.timeline.last} spending falls {most}on {label} ({share:.0%} less)."
        )


def people_and_units(case: Case) -> Table:
    """Return units today, units needed at today's level in the last year, units provided, and the difference."""
    plan, last = case.plan, case.plan.timeline.last
    columns = (
        Column("Today", plan.base_year, case.name),
        Column(f"Needed {last}", last, case.name, "needed"),
        Column(f"Provided {last}", last, case.name),
        Column("More (+) or fewer (−)", last, case.name, "difference"),
    )
    rows = [
        Row(f"{each.line}.units", f"{each.label}: {each.unit}", (*each[3:], -each.missing), each.unit)
        for each in units_of(case.projection)
    ]
    return Table("people", "What changes for people", plan.name, plan.unit, columns, tuple(rows), NOTES)


BOUGHT = "Provided includes care that people or other bodies buy elsewhere."
NOTES = ("Needed: at today's level of service for each person, with the population of the year.", BOUGHT)
