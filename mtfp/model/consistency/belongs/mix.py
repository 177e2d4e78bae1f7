"""Check of the shares of pay and prices of a line, against those of other lines."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.belongs.naming import shared, words_of
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.costs.line import Line
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

FELLOWS = 3
"""Least number of other lines with the same pay award that show its usual share."""
LOW, USUAL = 0.5, 0.6
"""Share of pay below which a line is asked about, if every other line with the same pay award has at least the other.

Its largest share must be as high as that of the others.
"""
LESSER = 0.5
"""Largest share of a price that a line's name names, below which the largest other share may be meant for it."""
MEDICINES = frozenset({"medicine", "drug", "prescription"})
PRESCRIBING = frozenset({"prescribing"})
FIX = "correct the shares; if they are right, say why in the line's `note:`, with the word “checked”"


def check_mix(plan: Plan) -> Iterator[Complaint]:
    """Ask about a line whose shares seem swapped: less pay than all its fellows, or less of what its name names."""
    drugs = _prices_of_medicines(plan)
    for name, line in plan.lines.items():
        shares = {rate: float(part.share) for rate, part in line.components.items() if rate in plan.assumptions}
        asked = list(_other_price(plan, name, line, drugs) if len(line.components) == 1 else ())
        asked = asked or list(_without_price(plan, name, line))
        if asked:
            yield from asked
            continue
        if len(shares) < 2:
            continue
        largest = max(shares, key=lambda rate: shares[rate])
        pay = [rate for rate in shares if is_pay(rate, plan.assumptions[rate])]
        if pay and _is_low(plan, name, pay[0], shares[pay[0]], shares[largest]):
            yield _asked(plan, name, pay[0], largest, "every other line with this award has at least ")
        elif (named := _named(plan, name, line, shares)) and _is_lesser(plan, name, shares[named], named, largest):
            yield _asked(plan, name, named, largest, "")


def _is_low(plan: Plan, name: str, pay: str, share: float, largest: float) -> bool:
    others = _fellows(plan, name, pay)
    return share < LOW and len(others) >= FELLOWS and min(others) >= USUAL and largest >= min(others)


def _is_lesser(plan: Plan, name: str, share: float, named: str, largest: str) -> bool:
    named_too = shared(_words(plan, largest), _of_line(plan, name))
    return share < LESSER and largest != named and not named_too


def _fellows(plan: Plan, name: str, pay: str) -> list[float]:
    return [
        float(line.components[pay].share)
        for other, line in plan.lines.items()
        if other != name and pay in line.components and line.kind == "cost"
    ]


def _words(plan: Plan, rate: str) -> frozenset[str]:
    return words_of(plan.label("assumptions", rate)) | words_of(rate.replace("_", " "))


def _of_line(plan: Plan, name: str) -> frozenset[str]:
    return words_of(plan.label("lines", name)) | words_of(name.replace("_", " "))


def _named(plan: Plan, name: str, line: Line, shares: dict[str, float]) -> str | None:
    """Return the rate that a line's name or setting names, if it names one."""
    words = _of_line(plan, name) | words_of(line.setting)
    found = [rate for rate in shares if shared(_words(plan, rate), words)]
    return found[0] if len(found) == 1 else None


def _prices_of_medicines(plan: Plan) -> list[str]:
    """Return the rates with the name of medicines that lines follow."""
    followed = {rate for line in plan.lines.values() for rate in line.components}
    return [
        name
        for name, of in plan.assumptions.items()
        if name in followed and of.unit == "rate" and shared(_words(plan, name), MEDICINES)
    ]


def _other_price(plan: Plan, name: str, line: Line, drugs: list[str]) -> Iterator[Complaint]:
    """Ask about a line for prescriptions that follows general prices, in a plan with a price of medicines."""
    (rate,) = line.components
    if line.setting == "prescribing" and len(drugs) == 1 and rate in plan.assumptions and rate != drugs[0]:
        message = (
            f"{plan.label('lines', name)} is for prescribing, but follows {plan.label('assumptions', rate)} alone: is "
            f"{plan.label('assumptions', drugs[0])} meant?"
        )
        yield Complaint("W715", ("lines", name, "components"), message, FIX)


def _without_price(plan: Plan, name: str, line: Line) -> Iterator[Complaint]:
    """Ask about a line for medicines that follows pay and general prices, if a price of medicines isn't used."""
    if line.setting != "prescribing" and not shared(_of_line(plan, name), MEDICINES | PRESCRIBING):
        return
    unused = _unused_prices(plan)
    if line.components and len(unused) == 1:
        rates = " and ".join(plan.label("assumptions", rate) for rate in line.components)
        message = (
            f"{plan.label('lines', name)} follows {rates}, and nothing follows "
            f"{plan.label('assumptions', unused[0])}: is that its price?"
        )
        fix = f"write `{unused[0]}` under `components:` with its share; {FIX.partition('; ')[2]}"
        yield Complaint("W715", ("lines", name, "components"), message, fix, others=(("assumptions", unused[0]),))


def _unused_prices(plan: Plan) -> list[str]:
    """Return the rates with the name of medicines that no part of the plan uses."""
    named = [
        name for name, of in plan.assumptions.items() if of.unit == "rate" and shared(_words(plan, name), MEDICINES)
    ]
    every = plan.references if named else ()
    used = {each.name for each in every if each.to.section == "assumptions" and each.path[0] != "correlations"}
    return [name for name in named if name not in used]


def _asked(plan: Plan, name: str, low: str, largest: str, than: str) -> Complaint:
    components = plan.lines[name].components
    own, other = (f"{in_percent(float(components[each].share))}" for each in (low, largest))
    compared = f" ({than}{in_percent(min(_fellows(plan, name, low)))})" if than else ", which its name names"
    message = (
        f"{plan.label('lines', name)} follows {plan.label('assumptions', low)} for {own} of its cost{compared}, and "
        f"{plan.label('assumptions', largest)} for {other}: are the two swapped?"
    )
    return Complaint("W715", ("lines", name, "components"), message, FIX)
