"""Read-back of a plan: its amounts in full and as shares of expenditure, for a person to read and to sign.

No limit can find an amount that is ten times too much or too little. A person who reads it in full can.
"""

from collections.abc import Sequence

from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.read_back.sections import Section, sections
from mtfp.documents.read_back.table import amounts
from mtfp.model.base.money_in_words import in_full
from mtfp.model.consistency.scale.items import full_year
from mtfp.model.consistency.scale.size import integrated_funding, integrated_lines, percent
from mtfp.model.plan import Plan

TITLE = "Amounts to read and sign"
SIGNED = "Read by: ____________________  Date: __________"
SHOWN = 1e-6
"""Largest difference, in the plan's unit, that is only floating-point error."""


def read_back(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read a plan's amounts back."""
    wording = _Wording(plan)
    asked = (
        "Read each amount in full, and sign if all are right. Expenditure is the cost of the integrated budget in "
        f"{plan.base_year}, less income."
    )
    items = (wording.base_year(), *(wording.section(section) for section in sections(plan)))
    savings = tuple(wording.saving(name) for name in plan.savings)
    blocks = (Heading(TITLE), Prose(asked), Listing(items))
    one_by_one = (Prose("Savings one by one:"), Listing(savings)) if savings else ()
    return (*blocks, *one_by_one, Tables((amounts(plan, wording.expenditure),)), Prose(SIGNED))


class _Wording:
    """Sentences about the amounts of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        lines = [plan.lines[name] for name in integrated_lines(plan)]
        self.expenditure = sum(line.sign * line.opening(plan.base_year) for line in lines)

    def amount(self, amount: float) -> str:
        money = in_full(amount, self.plan.unit)
        return f"{money}, {percent(abs(amount) / self.expenditure)} of expenditure" if self.expenditure > 0 else money

    def section(self, section: Section) -> str:
        total = f"{section.title} {section.says}: {self.amount(section.total)}"
        if len(section.amounts) == 1:
            return f"{total}: {section.amounts[0].label} alone."
        most, least = (pick(section.amounts, key=lambda item: abs(item.amount)) for pick in (max, min))
        return (
            f"{total}, in {len(section.amounts)} amounts. Largest: {most.label}, {self.amount(most.amount)}. "
            f"Smallest: {least.label}, {self.amount(least.amount)}."
        )

    def base_year(self) -> str:
        plan = self.plan
        paid = [plan.funding[name].of_base_year(plan.base_year) for name in integrated_funding(plan)]
        spends = f"Expenditure in {plan.base_year}: {in_full(self.expenditure, plan.unit)}"
        if None in paid:
            return f"{spends}. Some of its funding isn't given."
        gap = self.expenditure - sum(amount or 0.0 for amount in paid)
        side = "less" if gap > 0 else "more"
        found = f"Its funding is {side} by {self.amount(abs(gap))}." if abs(gap) > SHOWN else "Its funding is the same."
        known = plan.opening_gap
        stated = f" The plan states {in_full(known.amount, plan.unit)}: {known.reason}." if known else ""
        return f"{spends}. {found}{stated}"

    def saving(self, name: str) -> str:
        plan, saving = self.plan, self.plan.savings[name]
        years = [f"{in_full(amount, plan.unit)} in {year}" for year, amount in saving.planned.items() if amount]
        label = plan.label("savings", name)
        if not years:
            return f"{label}: no amount."
        if not saving.recurring:
            total, only = (
                self.amount(sum(saving.planned.values())),
                "each in its own year" if len(years) > 1 else "that year",
            )
            return f"{label}: {_joined(years)}, {only} only; over the plan {total}."
        new = f"{years[0]}" if len(years) == 1 else f"{_joined(years)}, each on top of those before"
        return f"{label}: {new}; in a full year {self.amount(full_year(saving))}."


def _joined(texts: Sequence[str]) -> str:
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
