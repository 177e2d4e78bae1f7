"""A whole plan: its sections, and what every part of the program asks of them."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, Strict

from mtfp.model.base.part import Part
from mtfp.model.base.refers import AssumptionName, PriceName
from mtfp.model.base.shorthand import or_file
from mtfp.model.base.values import Name, Number, Text
from mtfp.model.base.years import Timeline, Year
from mtfp.model.check import Check
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.population import Population, Supplied
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.scheme.scheme import Scheme
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.risk import RiskEvent

Correlation = tuple[AssumptionName, AssumptionName, Number | Literal["strong", "moderate", "weak", "none"]]
SECTIONS = (
    "assumptions", "lines", "commitments", "funding", "transfers", "savings", "investments", "risk_events", "reserves",
)  # fmt: skip
"""The sections that hold named items."""


ABBREVIATIONS = {"nhs": "NHS", "gp": "GP", "cpi": "CPI", "ijb": "IJB", "gdp": "GDP", "ni": "NI"}


def in_words(name: str) -> str:
    """A name as people read it.

    >>> in_words("nhs_payment"), in_words("gdp_deflator")
    ('NHS payment', 'GDP deflator')
    """
    words = [ABBREVIATIONS.get(word, word) for word in name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


class Plan(Part):
    """A medium-term financial plan, as written or as a scenario has changed it. Equal by value."""

    mtfp: Literal[1]
    """The version of the file format."""
    name: Text
    """Whose plan it is."""
    title: Text = ""
    """The title of its reports."""
    base_year: Year
    """The year of the agreed budget."""
    years: Annotated[int, Strict(), Field(ge=3, le=10)]
    """How many years are projected: 3 to 10."""
    unit: Literal["£", "£k", "£m"]
    """What every amount of money is in."""
    source: Text = ""
    """Where the figures come from, for lines, funding and reserves that don't say so themselves."""
    notes: Text = ""
    """What a reader should know."""
    localities: tuple[Text, ...] = ()
    """The localities on which lines may fall."""
    deflator: PriceName | None = None
    """The assumption that turns cash into real terms."""
    population: Population | None = None
    """Whose ageing moves demand."""
    assumptions: dict[Name, Assumption] = {}
    """Everything uncertain or arguable."""
    correlations: tuple[Correlation, ...] = ()
    """Which assumptions move together, and how much."""
    lines: dict[Name, Line] = Field(json_schema_extra=or_file)
    """What services cost; or the name of a CSV file beside the plan, a row a line."""
    commitments: dict[Name, Commitment] = {}
    """Costs already known."""
    funding: dict[Name, Stream]
    """What partners pay in."""
    transfers: dict[Name, Transfer] = {}
    """Money that goes from the set-aside into the NHS board's payment, with the activity that leaves."""
    savings: dict[Name, Saving] = {}
    """Schemes that lower cost."""
    investments: dict[Name, Investment] = {}
    """Money spent now for savings later."""
    risk_events: dict[Name, RiskEvent] = {}
    """The risk register."""
    reserves: dict[Name, Reserve] | Literal["none"] = {}
    """The reserves; `none` for a board that may not hold reserves."""
    scheme: Scheme = Scheme()
    """Who pays when the plan doesn't balance."""
    checks: tuple[Check, ...] = ()
    """What the plan asks of its own results."""

    _supplied: Supplied = PrivateAttr(default_factory=Supplied)

    @property
    def supplied(self) -> Supplied:
        """The figures of the plan's own CSV files."""
        return self._supplied

    def with_supplied(self, supplied: Supplied) -> "Plan":
        """The plan with the figures of its own CSV files."""
        plan = self.model_copy()
        plan._supplied = supplied
        return plan

    @property
    def timeline(self) -> Timeline:
        return Timeline(self.base_year, self.years)

    @property
    def all_reserves(self) -> dict[str, Reserve]:
        """The reserves, none for a board that may not hold any."""
        return {} if self.reserves == "none" else self.reserves

    @cached_property
    def all_savings(self) -> Mapping[str, Saving]:
        """Every saving: those listed, and those that investments yield under the investment's name."""
        yields = {name: i.saving(self.timeline.labels) for name, i in self.investments.items()}
        return {**self.savings, **{f"{name}.saves": saving for name, saving in yields.items() if saving}}

    def label(self, section: str, name: str) -> str:
        """What people call an item: its label, else its name in words."""
        item = getattr(self, section).get(name)
        return getattr(item, "label", "") or in_words(name)

    def digest(self) -> str:
        """A fingerprint of everything that shapes the results, the same whatever the order of keys."""
        said: Any = self.model_dump(mode="json", by_alias=True, warnings=False)
        own = sorted((name, profile.ages.starts, profile.rates) for name, profile in self.supplied.profiles.items())
        people = self.supplied.people
        said["supplied"] = [own, [people.ages.starts, people.years, people.count.tolist()] if people else None]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
