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
NOT_LAWFUL = "This measures the problem; it is not a lawful budget."


def nothing_more(evidence: Evidence, *, of_partners: bool = True) -> Iterator[str]:
    """Yield sentences on the plan with no further action: the money missing, the reserves left, and who would pay.

    of_partners : False leaves out what each partner would have to find
    """
    case = evidence.no_action
    if case is None:
        yield "The plan can't be shown without further action: see the warnings."
        return
    unit, last, missing = case.plan.unit, case.plan.timeline.last, case.unfunded()
    if is_zero(missing, unit):
        yield f"With no further action, money still meets the cost in {last}{_range(case)}."
        yield from _earlier(case)
    else:
        yield f"With no further action, {in_money(missing, unit)} of {last} has no money behind it{_range(case)}."
    yield from _reserves(case)
    if of_partners and evidence.by_scheme and not is_zero(missing, unit):
        yield from _would_find(evidence.by_scheme)
    if not is_zero(missing, unit):
        yield NOT_LAWFUL


def _range(case: Case) -> str:
    found, unit = case.range_of_unfunded(), case.plan.unit
    if found is None or is_zero(found.high, unit):
        return ""
    missing = " missing" if is_zero(case.unfunded(), unit) else ""
    return f" (8 in 10 futures: {money_range(found, unit)}{missing})"


def _earlier(case: Case) -> Iterator[str]:
    """Yield a sentence on the year before the last with the most money missing, if there is one."""
    missing = {year: case.unfunded(year) for year in range(1, case.plan.years)}
    worst = max(missing, key=lambda year: missing[year], default=0)
    if worst and not is_zero(missing[worst], case.plan.unit):
        amount, year = in_money(missing[worst], case.plan.unit), case.plan.timeline.labels[worst]
        yield f"But {amount} of {year} has no money behind it."


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
        return f"With no further action, money still meets the cost of {last}"
    return f"With no further action, {in_money(missing, case.plan.unit)} of {last} has no money behind it"


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
        Row("unfunded", "No money behind it", changes(missing), strong=True),
        *range_rows("unfunded", case.draws["carried"] + case.draws["unmet"] if case.draws else None),
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
    "recovery plan; reserves are used as approved while there is money. No money behind it: carried as a deficit, or "
    "unfunded. Reserves left above minimum are those that are not ring-fenced.",
)
