"""Plan: the class that holds all sections of a plan file."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, Strict, model_validator

from mtfp.findings.arguments import instance_of, one_named
from mtfp.findings.short import counted
from mtfp.model.base.part import Part
from mtfp.model.base.refers import AssumptionName, PriceName, Reference, references
from mtfp.model.base.shorthand import or_csv_file, or_file
from mtfp.model.base.values import Called, Name, Number, Text
from mtfp.model.base.years import Timeline, Year
from mtfp.model.check import Check
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.move import Move
from mtfp.model.costs.population import Population, SuppliedFigures
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.governance.action import Action
from mtfp.model.governance.assurance import Assurance
from mtfp.model.governance.consultation import Consultation
from mtfp.model.governance.decision import Decision
from mtfp.model.governance.status import PlanStatus
from mtfp.model.governance.texts import IN_ENTRIES, IN_SCHEME, KEYS
from mtfp.model.money_in.funding import Stream
from mtfp.model.money_in.opening_gap import OpeningGap
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.scheme.scheme import Scheme
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.by_status import ILLUSTRATIVE, illustrative, stated_with_saving
from mtfp.model.uncertainty.national import BUNDLED, National
from mtfp.model.uncertainty.risk import RiskEvent

Correlation = tuple[AssumptionName, AssumptionName, Number | Literal["strong", "moderate", "weak", "none"]]
SECTIONS = (
    "assumptions", "lines", "moves", "commitments", "funding", "transfers", "savings", "investments", "risk_events",
    "reserves",
)  # fmt: skip
"""Sections that hold items by name."""
OF_THE_PAPER: Any = {
    **dict.fromkeys(KEYS, True),
    "scheme": set(IN_SCHEME),
    **{section: {"__all__": set(keys)} for section, keys in IN_ENTRIES.items()},
}
"""Fields that change no figure. The digest leaves them out, so that draws stay valid when words of a paper change."""
ABBREVIATIONS = {"nhs": "NHS", "gp": "GP", "cpi": "CPI", "ijb": "IJB", "gdp": "GDP", "ni": "NI"}


def in_words(name: str) -> str:
    """Turn an identifier into words for reports.

    >>> in_words("nhs_payment"), in_words("gdp_deflator")
    ('NHS payment', 'GDP deflator')
    """
    words = [ABBREVIATIONS.get(word, word) for word in name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _unused(name: str, taken: Mapping[str, object]) -> str:
    """Return a name that no assumption has yet.

    >>> _unused("rotas_delivery", {}), _unused("rotas_delivery", {"rotas_delivery": 1})
    ('rotas_delivery', 'rotas_delivery_stated')
    """
    while name in taken:
        name += "_stated"
    return name


def a_plan(value: object) -> "Plan":
    """Return a plan that was given as an argument. Raises TypeError for any other value."""
    return instance_of(value, Plan, "the plan", "write `.plan` after what read_plan or apply_scenarios returned")


class Plan(Part):
    """Medium-term financial plan, as its file states it or as a scenario changes it.

    Amounts are in the plan's `unit`. Costs, funding, savings and reserves are positive; income lines are positive too
    and reduce cost. `read_plan` reads a plan from files; `Plan.model_validate` takes the keys of a plan file and
    raises `pydantic.ValidationError` if a value has the wrong shape. `mtfp.model.consistency.complaints` checks that
    the parts of the plan fit each other. Two plans are equal if all their values are equal. Sections 2 to 12 of the
    model.

    >>> lines = {"home": {"partner": "council", "setting": "community", "cost": 100}}
    >>> funding = {"council": {"partner": "council", "type": "payment", "stated": 95}}
    >>> head = {"mtfp": 1, "name": "Example", "base_year": "2025/26", "years": 3, "unit": "£k"}
    >>> plan = Plan.model_validate({**head, "lines": lines, "funding": funding})
    >>> plan.timeline.projected
    ('2026/27', '2027/28', '2028/29')
    """

    mtfp: Literal[1]
    """Version of the file format: 1."""
    name: Called
    """Name of the partnership."""
    title: Text = ""
    """Title of the plan's reports."""
    base_year: Year
    """Year of the agreed budget, such as `2025/26`."""
    years: Annotated[int, Strict(), Field(ge=1, le=10)]
    """Number of years to project after the base year, 1 to 10; a medium-term plan has at least 3."""
    unit: Literal["£", "£k", "£m"]
    """Unit of every amount of money in the plan."""
    source: Text = ""
    """Source of the figures, for every line, funding source and reserve without its own `source`."""
    notes: Text = ""
    """Notes for readers."""
    localities: tuple[Called, ...] = ()
    """Names of the localities between which lines may split their cost."""
    deflator: PriceName | None = None
    """Assumption that converts cash to real terms: a rate or an index."""
    population: Population | None = None
    """Population whose ageing changes demand."""
    assumptions: dict[Name, Assumption] = {}
    """Assumptions: uncertain or disputed figures, by name."""
    correlations: tuple[Correlation, ...] = ()
    """Assumptions that move together, in pairs: two names and their correlation, such as `[cpi, pay, 0.8]`."""
    national_file: Text | None = Field(None, alias="national")
    """National file with the correlations of national assumptions, by its path from the plan's folder."""
    lines: dict[Name, Line] = Field(json_schema_extra=or_file)
    """Lines: costs and income of services, by name; or the name of a CSV file with one row per line."""
    moves: dict[Name, Move] = {}
    """Moves of activity from some lines to others, by name, with the money that is released and re-invested."""
    commitments: dict[Name, Commitment] = Field({}, json_schema_extra=or_file)
    """Commitments: costs that the plan must meet on top of its lines, by name; or the name of a CSV file."""
    funding: dict[Name, Stream] = Field(json_schema_extra=or_file)
    """Funding sources: money that partners pay in, by name; or the name of a CSV file."""
    opening_gap: OpeningGap | None = None
    """Known difference between cost and funding of the base year; if left out, the base year should balance."""
    transfers: dict[Name, Transfer] = {}
    """Transfers: money moved from the set-aside to the NHS board's payment as hospital activity falls, by name."""
    savings: dict[Name, Saving] = Field({}, json_schema_extra=or_file)
    """Savings schemes, by name; or the name of a CSV file."""
    investments: dict[Name, Investment] = Field({}, json_schema_extra=or_file)
    """Investments: money spent now for savings later, by name; or the name of a CSV file."""
    risk_events: dict[Name, RiskEvent] = Field({}, json_schema_extra=or_file)
    """Risk register: events that may happen, by name; or the name of a CSV file."""
    reserves: dict[Name, Reserve] | Literal["none"] = Field({}, json_schema_extra=or_csv_file)
    """Reserves, by name, or the name of a CSV file; `none` for a board that may not hold reserves."""
    scheme: Scheme = Scheme.model_construct()
    """Funding scheme: who pays when the plan doesn't balance."""
    checks: tuple[Check, ...] = ()
    """Checks that the plan's results must pass."""
    decisions: dict[Name, Decision] = {}
    """Decisions that the board is asked to make, by name."""
    actions: dict[Name, Action] = {}
    """Actions that the board has agreed, by name, with the figures that they should move."""
    status: PlanStatus | None = None
    """Status of the plan: draft, recommended or approved."""
    consultation: Consultation | None = None
    """Consultation on the plan: how people can respond, and until when."""
    assurance: Assurance | None = None
    """Chief finance officer's statement on estimates and reserves, and the log of checks."""

    _supplied: SuppliedFigures = PrivateAttr(default_factory=SuppliedFigures)
    _national: National = PrivateAttr(default=BUNDLED)

    def in_short(self) -> str:
        """Return the plan's name, years and unit, and the number of its lines."""
        years = f"{self.base_year} to {self.timeline.last} in {self.unit}"
        return f"{self.name}, {years}, {counted(len(self.lines), 'line')}"

    @property
    def supplied(self) -> SuppliedFigures:
        """Population figures and age profiles from the plan's own CSV files."""
        return self._supplied

    def with_supplied(self, supplied: SuppliedFigures) -> "Plan":
        """Return a copy of the plan that also holds the figures from its own CSV files."""
        plan = self.model_copy()
        plan._supplied = supplied
        return plan

    @property
    def national(self) -> National:
        """Correlations of national assumptions, the same for all plans: those of a national file, or bundled ones.

        A plan of `read_plan` has those of the file that it names. A plan from its keys alone has the bundled ones.
        """
        return self._national

    def with_national(self, national: National) -> "Plan":
        """Return a copy of the plan that uses the correlations of a national file."""
        plan = self.model_copy()
        plan._national = national
        return plan

    @property
    def timeline(self) -> Timeline:
        return Timeline(self.base_year, self.years)

    @property
    def all_reserves(self) -> dict[str, Reserve]:
        """Reserves by name; empty for a board that is not allowed to hold reserves."""
        return {} if self.reserves == "none" else self.reserves

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference from one part of the plan to another."""
        return tuple(references(self))

    @cached_property
    def all_savings(self) -> Mapping[str, Saving]:
        """Identified savings by name, and the savings of investments under names such as `telecare.saves`."""
        yields = {name: i.saving(self.timeline.labels) for name, i in self.investments.items()}
        identified = {name: saving for name, saving in self.savings.items() if saving.is_identified}
        return {**identified, **{f"{name}.saves": saving for name, saving in yields.items() if saving}}

    @property
    def to_identify(self) -> Mapping[str, Saving]:
        """Savings that the budget has still to identify, by name: neither planned nor achieved."""
        return {name: saving for name, saving in self.savings.items() if not saving.is_identified}

    @model_validator(mode="after")
    def _deliver_by_status(self) -> Self:
        for section, items in self._delivered_by_status().items():
            object.__setattr__(self, section, items)
        return self

    def by_status(self) -> "Plan":
        """Return the plan in which each item without its own delivery names the assumption of its status.

        A plan that has been validated names these assumptions; a plan that a lever has changed may not.
        """
        changed = self._delivered_by_status()
        return self.with_fields(**changed) if changed else self

    def _delivered_by_status(self) -> dict[str, Any]:
        """Return the sections in which items name the assumption of their status or percentage; empty if none does."""
        sections: dict[str, Mapping[str, Saving | Investment]] = {
            "savings": self.savings,
            "investments": self.investments,
        }
        assumptions = dict(self.assumptions)
        for section, items in sections.items():
            for name, item in items.items():
                if (share := item.stated_delivery) is not None:
                    key = _unused(f"{name}_delivery", assumptions)
                    assumptions[key] = stated_with_saving(self.label(section, name), share)
                    sections[section] = {**sections[section], name: item.with_delivery(key)}
        needed = {item.takes_delivery_of for items in sections.values() for item in items.values()} - {None}
        if not needed and len(assumptions) == len(self.assumptions):
            return {}
        taken = {
            section: {n: i.with_delivery(i.takes_delivery_of) if i.takes_delivery_of else i for n, i in items.items()}
            for section, items in sections.items()
        }
        joined = {name: illustrative(name) for name in ILLUSTRATIVE if name in needed - assumptions.keys()}
        return {**taken, "assumptions": {**assumptions, **joined}}

    def label(self, section: str, name: str) -> str:
        """Return the label of an item in a section, or its name in words if it has no label.

        Also puts in words a name that the section lacks, since findings about wrong names need it. Raises Unknown (a
        LookupError) for a section that no plan has.
        """
        items = getattr(self, one_named(section, SECTIONS, "section"))
        item = items.get(name) if isinstance(items, dict) else None
        return getattr(item, "label", "") or in_words(name)

    def digest(self) -> str:
        """Return a fingerprint of everything that affects the results; the order of keys doesn't change it."""
        content: Any = self.model_dump(mode="json", by_alias=True, warnings=False, exclude=OF_THE_PAPER)
        own = sorted((name, profile.ages.starts, profile.rates) for name, profile in self.supplied.profiles.items())
        people = self.supplied.people
        # the national file counts by its pairs, not by its path
        content["national"] = sorted((sorted(pair), used) for pair, used in self.national.pairs.items())
        content["supplied"] = [own, [people.ages.starts, people.years, people.count.tolist()] if people else None]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
