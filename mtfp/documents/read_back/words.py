"""Read-back of a plan: its amounts in full and as shares of expenditure, for a person to read and to sign.

No limit can find an amount that is ten times too much or too little. A person who reads it in full can.
"""

from collections.abc import Mapping

from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.read_back.assumptions import assumptions_by_year
from mtfp.documents.read_back.costs import costs_one_by_one
from mtfp.documents.read_back.funding import funding_by_year
from mtfp.documents.read_back.lines import lines_one_by_one
from mtfp.documents.read_back.people import people_by_age
from mtfp.documents.read_back.reserves import reserves_by_year
from mtfp.documents.read_back.savings import savings_one_by_one
from mtfp.documents.read_back.sections import Section, sections
from mtfp.documents.read_back.table import amounts
from mtfp.documents.story import listed_changes
from mtfp.model.base.money_in_words import in_full
from mtfp.model.consistency.scale.size import integrated_funding, integrated_lines, percent
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan

TITLE = "Amounts to read and sign"
SIGNED = "Read by: ____________________  Date: __________"
SHOWN = 1e-6
"""Largest difference, in the plan's unit, that is only floating-point error."""


def read_back(
    plan: Plan,
    scenario: ScenarioPlan | None = None,
    gap: Mapping[str, float] | None = None,
    paper: tuple[Block, ...] = (),
    changed: tuple[Block, ...] = (),
) -> tuple[Block, ...]:
    """Return the blocks that read a plan's amounts and rates back, and what a scenario changes in it.

    `gap`: funding gap by year before closing steps, in the plan's unit, positive is a shortfall. `paper`: blocks that
    read back the texts of a board paper. `changed`: blocks about the changes since an earlier version.
    """
    wording = _Wording(plan)
    asked = (
        "Read each amount in full, and sign if all are right. Expenditure is the cost of the integrated budget in "
        f"{plan.base_year}, less income; shares are of it."
    )
    several = (section for section in sections(plan) if len(section.amounts) > 1)
    items = (wording.base_year(), *map(wording.section, several))
    return (
        Heading(TITLE),
        Prose(asked),
        Listing(items),
        *_changed(scenario),
        *assumptions_by_year(plan),
        *lines_one_by_one(plan, wording.with_share),
        *funding_by_year(plan),
        *savings_one_by_one(plan, wording.with_share),
        *costs_one_by_one(plan),
        *reserves_by_year(plan, wording.expenditure),
        *people_by_age(plan),
        Tables((amounts(plan, wording.expenditure),)),
        *gap_by_year(gap, plan.unit),
        *paper,
        *changed,
        Prose(SIGNED),
    )


def gap_by_year(gap: Mapping[str, float] | None, unit: str) -> tuple[Block, ...]:
    """Return the block with the funding gap of each year, which every slip above moves."""
    if not gap:
        return ()
    years = (
        f"{in_full(abs(amount), unit)}{' to spare' if amount < 0 else ''} in {year}" for year, amount in gap.items()
    )
    return (Prose(f"Funding gap before closing steps, by year: {', '.join(years)}."),)


def _changed(scenario: ScenarioPlan | None) -> tuple[Block, ...]:
    """Return the blocks that list what a scenario changes, old → new."""
    listed = tuple(listed_changes(scenario.changes, scenario.plan)) if scenario else ()
    return (Prose(f"{scenario.label} changes, old → new:"), *listed) if scenario and listed else ()


class _Wording:
    """Sentences about the amounts of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        lines = [plan.lines[name] for name in integrated_lines(plan)]
        self.expenditure = sum(line.sign * line.opening(plan.base_year) for line in lines)

    def amount(self, amount: float) -> str:
        money = in_full(amount, self.plan.unit)
        return f"{money}, {percent(abs(amount) / self.expenditure)}" if self.expenditure > 0 else money

    def with_share(self, amount: float) -> str:
        """Return an amount with its share of expenditure in brackets."""
        money = in_full(amount, self.plan.unit)
        return f"{money} ({percent(abs(amount) / self.expenditure)})" if self.expenditure > 0 else money

    def section(self, section: Section) -> str:
        return f"{section.title} {section.says}: {self.amount(section.total)}, in {len(section.amounts)} amounts."

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
