"""Wholes of money that are split into parts, such as cost by partner: a change may move a part and leave the whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mtfp.model.base.arrays import Array
from mtfp.model.costs.line import PARTNERS, Line
from mtfp.model.plan import Plan
from mtfp.results.figures import Figures
from mtfp.results.services import money_by_service
from mtfp.scenarios.words import spoken

OF_PARTNERS = {"council": "the council", "nhs": "the NHS board"}


@dataclass(frozen=True)
class Whole:
    """Whole that is split into parts: its words, and the money of each part, shape (year, draw)."""

    words: str
    parts: Callable[[Figures], Mapping[str, Array]]


def _costs(shares: Callable[[Line, Plan], Mapping[str, float]]) -> Callable[[Figures], Mapping[str, Array]]:
    """Return the function that splits the cost of each line by shares."""

    def parts(known: Figures) -> Mapping[str, Array]:
        found, projection = dict[str, Array](), known.projection
        for row, line in enumerate(projection.plan.lines.values()):
            for part, share in shares(line, projection.plan).items():
                found[part] = found.get(part, 0.0) + share * projection.costs.cost[row]
        return found

    return parts


def _places(line: Line, plan: Plan) -> Mapping[str, float]:
    if line.localities is None:
        return {"no locality": 1.0} if plan.localities else {}
    shares = line.localities.of(plan.localities)
    return {place: float(share) for place, share in zip(plan.localities, shares, strict=True)}


def _payments(known: Figures) -> Mapping[str, Array]:
    """Return the usable money of each partner's own funding sources."""
    found, projection = dict[str, Array](), known.projection
    for name, money in projection.usable.items():
        partner = OF_PARTNERS.get(projection.plan.funding[name].partner, "others")
        found[partner] = found.get(partner, 0.0) + money
    return found


def _spent_by(known: Figures) -> Mapping[str, Array]:
    """Return the usable money that each arm receives."""
    money = known.projection.arms.money
    return {OF_PARTNERS[partner]: money[number] for number, partner in enumerate(PARTNERS)}


def _overspend(known: Figures) -> Mapping[str, Array]:
    """Return the overspend of each arm."""
    position = known.projection.arms.position
    return {OF_PARTNERS[partner]: position[number] for number, partner in enumerate(PARTNERS)}


def _spending(known: Figures) -> Mapping[str, Array]:
    """Return the spending on each line, after savings, and that of each side and of the plan on no single line."""
    projection = known.projection
    spent, plan = money_by_service(projection), projection.plan
    lines = {plan.label("lines", name): spent.lines[row] for row, name in enumerate(plan.lines)}
    sides = {OF_PARTNERS[partner]: spent.arms[number] for number, partner in enumerate(PARTNERS)}
    return {**lines, **sides, "the plan as a whole": spent.plan}


def _closing(known: Figures) -> Mapping[str, Array]:
    names = {
        "additional_payments.council": OF_PARTNERS["council"],
        "additional_payments.nhs": OF_PARTNERS["nhs"],
        "reserves_used": "reserves",
        "carried": "the deficit that is carried",
        "unmet": "money that nothing covers",
    }
    return {words: known[name] for name, words in names.items() if name in known}


WHOLES = (
    Whole("cost", _costs(lambda line, plan: {OF_PARTNERS[line.partner]: 1.0})),
    Whole("cost", _costs(lambda line, plan: {spoken(line.setting): 1.0})),
    Whole("cost", _costs(_places)),
    Whole("cost", _costs(lambda line, plan: {spoken(line.care_group or "no care group"): 1.0})),
    Whole("reported cost", _costs(lambda line, plan: {line.report_as or "no heading": 1.0})),
    Whole("payments", _payments),
    Whole("money to spend", _spent_by),
    Whole("overspend", _overspend),
    Whole("spending", _spending),
)
"""Wholes, of which a change may move a part, in the order in which people read them."""
CLOSING = Whole("what closes the gap", _closing)
"""Whole that follows from the others and from the scheme; it is read last."""
