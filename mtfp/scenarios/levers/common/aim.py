"""Selection of assumptions by name, or by what they drive in a plan, so that one scenario file serves any plan."""

from collections.abc import Iterator, Mapping
from typing import Literal, Self

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.findings.place import Path
from mtfp.findings.suggest import one_of
from mtfp.model.base.by_names import ByNames
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed, problem
from mtfp.model.base.refers import AssumptionName, Driven, Reference
from mtfp.model.base.shorthand import Schema, at_least_one
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

Role = Literal[Driven, "payments", "set_aside", "ring_fenced", "income"]
_OF_STREAM: dict[str, Role] = {
    "payment": "payments",
    "set_aside": "set_aside",
    "ring_fenced": "ring_fenced",
    "income": "income",
}
FUNDING = frozenset(_OF_STREAM.values())


class AssumptionSelector(ByNames):
    """Assumptions by name or by what they drive: `[cpi, drugs]`, `{pressure: pay}`, `{drives: payments}`."""

    names: tuple[AssumptionName, ...] = ()
    """Assumptions by name."""
    pressure: Literal["pay", "price"] | None = None
    """Assumptions that drive the prices of lines: `pay`, or `price` for all others."""
    drives: Role | None = None
    """Assumptions that drive `prices`, `growth`, `on_costs`, `vacancies` or `delivery`, or only a kind of funding."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.names or self.pressure or self.drives):
            raise problem("E215", "no assumptions are selected", "write, for example, `{pressure: pay}` or `[cpi]`")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        made = super().__get_pydantic_json_schema__(core, handler)
        made["anyOf"][-1].update(at_least_one("pressure", "drives"))
        return made

    def of(self, plan: Plan) -> tuple[str, ...]:
        """Return the names of the selected assumptions, in the plan's order.

        A selection by attribute leaves out an assumption that follows another selected one, because it moves with it.
        """
        if self.names:
            return tuple(name for name in plan.assumptions if name in self.names)
        fitting = self._fitting(plan)
        chosen = set(fitting) - set(self._shared(fitting))
        return tuple(name for name in fitting if name in chosen and not _sources(name, plan) & chosen)

    def shared(self, plan: Plan) -> tuple[str, ...]:
        """Return the assumptions that a selection of funding leaves out because these assumptions also drive costs."""
        return () if self.names else self._shared(self._fitting(plan))

    def _shared(self, fitting: Mapping[str, set[str]]) -> tuple[str, ...]:
        return tuple(name for name, moves in fitting.items() if self.drives in FUNDING and moves - FUNDING)

    def _fitting(self, plan: Plan) -> dict[str, set[str]]:
        """Return the assumptions with the selected attributes, each with everything that it drives."""
        wanted = {role for role in (self.drives, self.pressure and "prices") if role}
        return {
            name: moves
            for name, moves in roles(plan).items()
            if wanted <= moves
            and (self.pressure is None or is_pay(name, plan.assumptions[name]) == (self.pressure == "pay"))
        }

    def complaints(self, plan: Plan, path: Path) -> Iterator[Complaint]:
        """Yield complaints if the selection is empty, or leaves out assumptions that drive costs as well."""
        if not self.of(plan):
            fix = f"select an assumption by name: {one_of(plan.assumptions)}"
            yield Complaint("W552", path, f"the plan has no assumption with {self}", fix)
        if shared := self.shared(plan):
            fix = "give the funding a separate assumption, or select this one by name"
            yield Complaint(
                "W554",
                path,
                f"{listed(shared)} drives costs as well as {self.drives}, so this lever doesn't change it",
                fix,
            )

    def __str__(self) -> str:
        if self.names:
            return listed(self.names)
        return f"`{', '.join(f'{key}: {value}' for key, value in self.attributes.items())}`"


def roles(plan: Plan) -> dict[str, set[str]]:
    """Return the roles of each assumption: what it drives at each place of the plan that names it."""
    driven: dict[str, set[str]] = {name: set() for name in plan.assumptions}
    for reference in plan.references:
        role = _role(reference, plan) if reference.to.section == "assumptions" else None
        if role and reference.name in driven:
            driven[reference.name].add(role)
    return driven


def _role(reference: Reference, plan: Plan) -> Role | None:
    """Return what an assumption drives at a place that names it: the field's own role, else the kind of funding."""
    if reference.drives:
        return reference.drives.what
    section, *inside = reference.path
    return _OF_STREAM[plan.funding[str(inside[0])].type] if section == "funding" else None


def _sources(name: str, plan: Plan) -> set[str]:
    """Return the assumptions that an assumption follows, directly or through others."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        link = plan.assumptions[ahead.pop()].tracks
        if link and link.of in plan.assumptions and link.of not in found:
            found.add(link.of)
            ahead.append(link.of)
    return found - {name}
