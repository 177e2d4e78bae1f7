"""Answer to the question: what happens if we do nothing more? And the table behind it."""

from collections.abc import Iterator

from mtfp.findings.short import in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.model.costs.line import PARTNERS
from mtfp.results.by_year import changes, first_draw, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.table import SHARE, Row, Table
from mtfp.views.paper.amounts import PAYERS, Spare, is_zero, money_range
from mtfp.views.paper.case import Case, Evidence
from mtfp.views.paper.ranges import range_rows

QUESTION = "What happens if we do nothing more?"
NOT_LAWFUL = "A plan with money missing is not a lawful budget."


def nothing_more(evidence: Evidence, *, of_partners: bool = True) -> Iterator[str]:
    """Yield sentences on the plan with no further action: the money missing, the reserves left, and who would pay.

    of_partners : False leaves out what each partner would have to find
    """
    case = evidence.no_action
    if case is None:
        yield "The plan can't be shown without further action: see the warnings."
        return
    unit, last, missing = case.plan.unit, case.plan.timeline.last, case.unfunded()
    without = _without(evidence.base, case)
    if is_zero(missing, unit):
        yield f"{without}, funding still meets the cost of {last}{_range(case)}."
        yield from _earlier(case)
    else:
        yield f"{without}, {in_money(missing, unit)} of {last} is not funded."
    yield from _deficit(case)
    yield from _reserves(case)
    if of_partners and evidence.by_scheme and not is_zero(missing, unit):
        yield from _would_find(evidence.by_scheme)
    if not is_zero(missing, unit):
        yield NOT_LAWFUL


def _without(base: Case, case: Case) -> str:
    """Return the beginning of a sentence: savings are left out, if the plan has some that are not yet made."""
    lost = base.total("savings") - case.total("savings")
    return "With no further action" if is_zero(lost, case.plan.unit) else "Without the savings not yet made"


def _range(case: Case) -> str:
    """Return the range of the money missing, in brackets, for a year in which the plan's own case misses none."""
    found, unit = case.range_of_unfunded(), case.plan.unit
    return "" if found is None or is_zero(found.high, unit) else f" (8 in 10 futures: {money_range(found, unit)} short)"


def _deficit(case: Case) -> Iterator[str]:
    """Yield a sentence on the deficit carried by the end of the plan, unless the last year alone made it."""
    deficit, unit = case.central("deficit"), case.plan.unit
    if not is_zero(deficit, unit) and not is_zero(deficit - case.unfunded(), unit):
        yield f"The deficit carried then reaches {in_money(deficit, unit)}."


def _earlier(case: Case) -> Iterator[str]:
    """Yield a sentence on the year before the last with the most money missing, if there is one."""
    missing = {year: case.unfunded(year) for year in range(1, case.plan.years)}
    worst = max(missing, key=lambda year: missing[year], default=0)
    if worst and not is_zero(missing[worst], case.plan.unit):
        amount, year = in_money(missing[worst], case.plan.unit), case.plan.timeline.labels[worst]
        yield f"But {amount} of {year} is not funded."


def _reserves(case: Case) -> Iterator[str]:
    """Yield a sentence on reserves above their minimum levels, outside ring-fenced ones, if the plan has some."""
    plan, left = case.plan, case.figures["reserves_left"][:, 0]
    if is_zero(float(left[0]), plan.unit):
        return
    empty = [year for year in range(1, plan.years + 1) if is_zero(float(left[year]), plan.unit)]
    if empty:
        yield f"Reserves above their minimum are used up in {plan.timeline.labels[empty[0]]}."
    else:
        first, last = (in_money(float(left[year]), plan.unit) for year in (0, -1))
        way = "fall" if left[-1] < left[0] else "go"
        yield Spare(f"Reserves above their minimum {way} from {first} to {last}.")


def _would_find(case: Case) -> Iterator[str]:
    plan = case.plan
    asked = {partner: case.central(f"additional_payments.{partner}") for partner in PARTNERS}
    words = [f"{in_money(a, plan.unit)} from {PAYERS[p]}" for p, a in asked.items() if not is_zero(a, plan.unit)]
    if words:
        yield f"Under the scheme, {plan.timeline.last} would need {in_list(words)}."


def title_of_no_action(case: Case) -> str:
    """Return the finding about the plan with no further action."""
    missing, last = case.unfunded(), case.plan.timeline.last
    if is_zero(missing, case.plan.unit):
        return f"With no further action, funding still meets the cost of {last}"
    return f"With no further action, {in_money(missing, case.plan.unit)} of {last} is not funded"


def no_further_action(evidence: Evidence) -> Table | None:
    """Return the table of the plan with no further action by year; None if the plan can't take the scenario."""
    case = evidence.no_action
    if case is None:
        return None
    known = case.figures
    missing = known["carried"] + known["unmet"]
    rows = [
        figure_row(known, "gap", strong=True),
        figure_row(known, "planned_use_of_reserves", depth=1, quiet=True),
        figure_row(known, "reserves_used", depth=1, quiet=True),
        Row("unfunded", "Not funded", changes(missing), strong=True),
        *range_rows("unfunded", case.draws["carried"] + case.draws["unmet"] if case.draws else None),
        figure_row(known, "deficit"),
        Row("reserves_left", "Reserves left above minimum", first_draw(known["reserves_left"])),
        *_chance_of_none_left(case),
    ]
    if evidence.by_scheme:
        by_scheme = evidence.by_scheme.figures
        for partner in PARTNERS:
            figure, id = f"additional_payments.{partner}", f"would_find.{partner}"
            rows.append(Row(id, f"Under the scheme, from {PAYERS[partner]}", changes(by_scheme[figure])))
            rows += range_rows(id, evidence.by_scheme.draws.get(figure))
    return table_by_year("no_further_action", "No further action", case.projection, case.name, rows, NOTES)


def _chance_of_none_left(case: Case) -> Iterator[Row]:
    """Yield the chance by year that nothing is left above minimum levels; nothing without draws."""
    if case.draws:
        shares = (case.draws["reserves_left"][1:] <= NOTHING).mean(axis=1)
        label = "chance that none is left"
        yield Row("none_left", label, (None, *map(float, shares)), SHARE, depth=1, statistic="probability")


NOTHING = 1e-6
"""Largest balance above minimum that counts as none, in the plan's unit."""
NOTES = (
    "No further action: savings not yet delivered and the investments that only they need are left out; there is no "
    "recovery plan; reserves are used as approved while there is money. Not funded: carried as a deficit, or paid by "
    "no one. Reserves left above minimum are those that are not ring-fenced.",
)
