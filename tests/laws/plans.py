"""Generate small random plans, as people would write them, and several draws of each.

`plans()` draws a `Drawn`: a document (plain dicts and text) with the figures of its own CSVs. `drawn.plan()` is its
plan, `some_draws(plan, 3)` several draws of it: the central case and others around it. No plan has an error that
`complaints` finds.
"""

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

import numpy as np
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.model.base.draws import Draws
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.plan import Plan
from mtfp.population.ages import AgeBands
from mtfp.population.people import People
from mtfp.population.profiles import Profile
from mtfp.scenarios.below_zero import below_zero
from tests.laws import chance

BASE = 2025
PARTNERS = ("council", "nhs")
SETTINGS = ("community", "institutional", "hospital", "primary_care", "prescribing", "other")
AGES = AgeBands((0, 50, 70, 80))
USE = "use.csv"


@dataclass(frozen=True)
class Drawn:
    """Random plan: the content of its file, and its own population and profile."""

    document: dict[str, Any]
    supplied: SuppliedFigures

    def plan(self) -> Plan:
        return Plan.model_validate(self.document).with_supplied(self.supplied)

    def but(self, **sections: Any) -> "Drawn":
        """Return the same plan with some sections changed."""
        return replace(self, document={**self.document, **sections})


def year(t: int) -> str:
    return f"{BASE + t}/{(BASE + t + 1) % 100:02d}"


def percent(low: float, high: float) -> chance.Choice[str]:
    """Choose a percentage in tenths of a point."""
    return chance.integers(round(low * 10), round(high * 10)).map(lambda tenths: f"{tenths / 10}%")


def shares(low: int = 0, high: int = 100) -> chance.Choice[str]:
    return chance.integers(low, high).map(lambda points: f"{points}%")


def money(high: int = 1000, low: int = 0) -> chance.Choice[float]:
    """Choose pounds and pence, often round, often zero."""
    return chance.one_of(
        chance.just(0),
        chance.integers(low, high),
        chance.integers(low * 100, high * 100).map(lambda pence: pence / 100),
    )


def by_years(values: chance.Choice[Any], years: int) -> chance.Choice[dict[str, Any]]:
    """Choose amounts in some projected years."""
    return chance.dictionaries([year(t) for t in range(1, years + 1)], values, max_size=2)


def paths(values: chance.Choice[Any]) -> chance.Choice[dict[str, Any]]:
    """Choose a path that covers every year, and one before the base year."""
    return chance.fixed_dictionaries({year(-1): values, year(0): values, year(1): values, "then": values})


def maybe(strategy: chance.Choice[Any]) -> chance.Choice[Any]:
    return chance.none() | strategy


def mostly(choice: chance.Choice[Any]) -> chance.Choice[Any]:
    return chance.one_of(chance.none(), choice, choice, choice)


def group(draw: Any, **fields: chance.Choice[Any]) -> dict[str, Any]:
    """Return a group of keys without those drawn as none."""
    values = {key.rstrip("_"): draw(strategy) for key, strategy in fields.items()}
    return {key: value for key, value in values.items() if value is not None}


RATES = ("cpi", "pay", "wage", "growth", "uplift")
PRICES = (*RATES, "energy")


@chance.composite
def assumptions(draw: Any, years: int) -> dict[str, Any]:
    source = "drawn"
    rate, share = percent(-5, 15), shares(0, 60)
    found = {
        name: {"unit": "rate", "source": source, "central": draw(paths(rate))}
        for name in ("cpi", "growth", "uplift", "error")
    }
    found["pay"] = {
        "unit": "rate",
        "source": source,
        "central": draw(paths(rate)),
        **group(draw, at_least=maybe(_at_least(years))),
    }
    tracks = group(draw, lag=maybe(chance.integers(0, 1)), weight=maybe(shares()), plus=maybe(rate))
    found["wage"] = {
        "unit": "rate",
        "source": source,
        "tracks": {"of": draw(chance.sampled_from(("cpi", "growth"))), **tracks},
        **group(draw, floor=maybe(percent(-2, 1)), cap=maybe(percent(3, 9))),
    }
    found["energy"] = {"unit": "index", "source": source, "central": draw(paths(chance.integers(50, 200)))}
    for name in ("on_costs", "vacancy", "delivery"):
        found[name] = {"unit": "share", "source": source, "central": draw(paths(share))}
    found["younger"] = {"unit": "number", "source": source, "central": draw(paths(chance.sampled_from((0, 0.1, 0.3))))}
    return found


def _at_least(years: int) -> chance.Choice[dict[str, Any]]:
    some = chance.subsets([year(t) for t in range(1, years + 1)], max_size=2)
    return chance.fixed_dictionaries({"of": chance.just("cpi"), "plus": percent(-1, 3), "years": some})


@chance.composite
def lines(draw: Any, years: int, least: int = 0) -> dict[str, Any]:
    line = group(
        draw,
        partner=chance.sampled_from(("council", "nhs")),
        setting=chance.sampled_from(SETTINGS),
        kind=chance.sampled_from((None, None, None, "income")),
        set_aside=chance.sampled_from((None, None, None, True)),
        hosted=chance.sampled_from((None, None, {"by": "us", "share": "60%"}, {"by": "Another", "share": "0%"})),
        report_as=chance.sampled_from((None, None, "Care at home", "Care homes")),
    )
    if draw(chance.integers(0, 5)) == 0:
        line |= {"cost": draw(paths(money(300).map(lambda cost: max(cost, least))))}
        return line | group(
            draw,
            fixed_share=maybe(shares()),
            service_level=maybe(chance.lists(_service_level(years), min_size=1, max_size=2)),
        )
    budget = max(draw(money()), least)
    first, second = draw(chance.permutations(PRICES))[:2]
    whole = draw(chance.booleans())
    part = draw(chance.integers(1, 99))
    staffed = group(
        draw,
        share=chance.just("100%" if whole else f"{part}%"),
        on_costs=chance.sampled_from((None, "on_costs")),
        vacancy=chance.sampled_from((None, "vacancy")),
        agency=maybe(chance.just({"cover": "40%", "premium": "50%"})),
    )
    line |= {"budget": budget, "components": {first: staffed} if whole else {first: staffed, second: f"{100 - part}%"}}
    line |= group(
        draw,
        one_off=maybe(chance.just(int(budget) // 5)),
        adjust=maybe(
            chance.sampled_from(({"amount": -3 if budget >= 5 else 3, "reason": "r"}, {"share": "5%", "reason": "r"}))
        ),
        fixed_share=maybe(shares()),
        service_level=maybe(chance.lists(_service_level(years), min_size=1, max_size=2)),
        activity=maybe(chance.just({"unit": "hours", "base": 100})),
    )
    demand = group(draw, profile=chance.sampled_from((None, USE)), growth=chance.sampled_from((None, "growth")))
    return {**line, "demand": demand} if demand else line


PACES = chance.sampled_from(("step", "linear", "front", "back"))


@chance.composite
def _service_level(draw: Any, years: int) -> dict[str, Any]:
    start = draw(chance.integers(1, years))
    fields = group(
        draw,
        level=shares(0, 200),
        to=maybe(chance.integers(start, years + 1).map(year)),
        profile=PACES,
        released=shares(),
        step_fixed=chance.sampled_from((None, None, True)),
        stranded=maybe(STRANDED),
        bought_elsewhere=maybe(shares()),
    )
    if "step_fixed" in fields:
        fields.pop("stranded", None)
    return {"from": year(start), **fields}


STRANDED = chance.integers(1, 4).map(lambda years: {"years": years})


@chance.composite
def moves(draw: Any, lines: dict[str, Any], years: int) -> dict[str, Any]:
    """Choose up to two moves of activity, which may share lines; one by ratio only between lines that count hours."""
    services = [name for name, line in lines.items() if line.get("kind") != "income"]
    found: dict[str, Any] = {}
    for number in range(draw(chance.integers(0, 2)) if len(services) > 1 else 0):
        order = draw(chance.permutations(services))
        at, to = draw(chance.integers(1, len(order) - 1)), draw(chance.integers(1, years))
        ends = {"out_of": order[:at][:2], "into": order[at:][:2]}
        both = [lines[name] for names in ends.values() for name in names]
        by_ratio = all("activity" in line for line in both) and draw(chance.booleans())
        grows = any(opening(lines[name]) > 10 and lines[name].get("fixed_share") != "100%" for name in ends["into"])
        if not by_ratio and not grows:
            continue
        found[f"move{number}"] = {
            **ends,
            "from": year(draw(chance.integers(1, to))),
            "activity": draw(shares()),
            **({"ratio": draw(chance.sampled_from((0, 0.5, 3)))} if by_ratio else {"reinvested": draw(shares())}),
            **group(draw, to=maybe(chance.just(year(to))), profile=PACES, released=shares(), stranded=maybe(STRANDED)),
        }
    return found


@chance.composite
def places(draw: Any, names: tuple[str, ...], held: set[str]) -> dict[str, Any]:
    """Choose where an item falls: a line, some lines, an arm, or the plan."""
    kind = draw(chance.integers(0, 4))
    if kind == 0 and names:
        return {"line": draw(chance.sampled_from(names))}
    if kind == 1 and names:
        return {"lines": draw(chance.subsets(names, min_size=1, max_size=3))}
    if kind == 2 and held:
        return {"lines": {"partner": draw(chance.sampled_from(sorted(held)))}}
    return {"partner": draw(chance.sampled_from(("council", "nhs")))} if kind == 3 else {}


MOST_PAID = 500
"""Most that a funding source pays in the base year, or that is stated."""
LITTLE = 100
"""Money from which no saving is taken, and on which no payment has a fall, so that most plans are legal at once."""


@chance.composite
def streams(draw: Any, names: tuple[str, ...], years: int) -> dict[str, Any]:
    stream = group(
        draw,
        partner=chance.sampled_from(("council", "nhs")),
        arm=chance.sampled_from((None, None, "council", "nhs")),
        type=chance.sampled_from(("payment", "payment", "payment", "income", "set_aside")),
        one_off=maybe(by_years(money(80, -20), years)),
        delay=chance.sampled_from((None, None, 1, 2)),
        ends=chance.none() | chance.integers(1, years).map(year),
        recurring=chance.sampled_from((None, None, False)),
    )
    stream["base"] = draw(money(MOST_PAID))
    kind = draw(chance.integers(0, 4))
    if kind == 1:
        stream["stated"] = draw(paths(money(MOST_PAID)))
        if draw(chance.booleans()):
            del stream["base"], stream["stated"][year(-1)], stream["stated"][year(0)]
            stream.pop("delay", None)  # delayed money keeps the base year's payment, which must be stated
    elif kind == 2:
        stream["movements"] = draw(by_years(money(50, -50), years))
    elif kind == 3:
        stream["follows"] = {"assumption": draw(chance.sampled_from(PRICES)), "share": draw(shares())}
    elif kind == 4 and names:
        some = chance.subsets(names, min_size=1, max_size=2)
        stream["follows"] = {"lines": draw(some), "share": draw(shares())}
    else:
        stream["uplift"] = draw(chance.sampled_from(("uplift", "energy")))
    return stream if paid_at_first(stream) > LITTLE else _with_no_minus(stream)


def _with_no_minus(stream: dict[str, Any]) -> dict[str, Any]:
    signed = [key for key in ("one_off", "movements") if key in stream]
    return {**stream, **{key: {at: abs(money) for at, money in stream[key].items()} for key in signed}}


def paid_at_first(stream: dict[str, Any]) -> float:
    return float(stream["base"] if "base" in stream else stream["stated"][year(1)])


@chance.composite
def reductions(draw: Any, payers: list[dict[str, Any]], names: tuple[str, ...], years: int) -> dict[str, Any]:
    """Choose a cut of what a partner pays of a type: a part of it, by another rule, or the same again to leave none."""
    payer = draw(chance.sampled_from(payers))
    if draw(chance.integers(0, 5)) == 5:
        return {**payer, "kind": "reduction"}
    part = draw(chance.sampled_from((0.05, 0.2, 0.6))) * paid_at_first(payer) / MOST_PAID
    cut = times({"funding": draw(streams(names, years))}, part)["funding"]
    return {**cut, "kind": "reduction", "partner": payer["partner"], "type": payer["type"]}


@chance.composite
def savings(draw: Any, names: tuple[str, ...], held: set[str], years: int) -> dict[str, Any]:
    found = draw(_savings(names, held, years))
    may_add_up = found.get("recurring") is not False
    return running_totals(found) if may_add_up and draw(chance.booleans()) else found


@chance.composite
def _savings(draw: Any, names: tuple[str, ...], held: set[str], years: int) -> dict[str, Any]:
    found = draw(places(names, held)) | group(
        draw,
        planned=by_years(money(60), years),
        recurring=chance.sampled_from((None, True, False)),
        part_year=maybe(shares()),
        indexed=chance.sampled_from((None, None, *PRICES)),
    )
    if draw(chance.integers(0, 4)) == 0:  # achieved in money
        later = draw(by_years(money(60), years)) if draw(chance.booleans()) else {}
        achieved = draw(chance.fixed_dictionaries(dict.fromkeys(found["planned"], money(60))))
        return {**found, "delivered": later | achieved, **group(draw, status=chance.sampled_from((None, "delivered")))}
    return found | group(
        draw,
        delivery=DELIVERIES,
        slips=maybe(shares()),
        status=chance.sampled_from((None, "unidentified", *STATUSES)),
    )


DELIVERIES = chance.sampled_from((None, "delivery", "delivery", "80%", "12.5%", "100%", "0%"))


def running_totals(saving: dict[str, Any]) -> dict[str, Any]:
    """Return the saving with its amounts as running totals."""
    totals = {key: _added_up(saving[key]) for key in ("planned", "delivered") if key in saving}
    return {**saving, **totals, "cumulative": True}


def _added_up(amounts: dict[str, float]) -> dict[str, float]:
    return dict(zip(sorted(amounts), accumulate(amounts[at] for at in sorted(amounts)), strict=True))


STATUSES = ("green", "amber", "red", "delivered")


@chance.composite
def commitments(draw: Any, names: tuple[str, ...], held: set[str], years: int) -> dict[str, Any]:
    return draw(places(names, held)) | group(
        draw,
        amount=by_years(chance.just("tbc") | money(60), years),
        recurring=chance.booleans(),
        indexed=chance.sampled_from((None, None, *PRICES)),
    )


@chance.composite
def investments(draw: Any, names: tuple[str, ...], held: set[str], years: int) -> dict[str, Any]:
    saves = chance.fixed_dictionaries(
        {"amount": money(60), "lag": chance.integers(0, 2), "recurring": chance.booleans(), "cashable": shares()},
        optional={"delivery": chance.sampled_from(("delivery", "65%"))},
    )
    spend = group(
        draw,
        spend=by_years(money(60), years),
        recurring=chance.sampled_from((None, True)),
        saves=mostly(saves),
        status=chance.sampled_from((None, *STATUSES)),
    )
    return draw(places(names, held)) | spend


@chance.composite
def events(draw: Any, names: tuple[str, ...], held: set[str], years: int) -> dict[str, Any]:
    event = draw(places(names, held)) | group(
        draw,
        probability=shares(30),
        recurring=chance.sampled_from((None, True)),
        status=chance.sampled_from((None, "open", "mitigated", "closed")),
    )
    if draw(chance.booleans()):
        start = draw(chance.integers(1, years))
        event["once"] = {"from": year(start), "to": year(draw(chance.integers(start, years)))}
    else:
        event["each"] = "year"
    moves = chance.fixed_dictionaries({"assumption": chance.sampled_from(("cpi", "pay")), "by": percent(-1, 2)})
    return {**event, "impact": draw(money(80) | moves)}


@chance.composite
def both_sides(draw: Any, names: tuple[str, ...], years: int) -> dict[str, Any]:
    """Choose a recurring set-aside stream and a recurring payment of the board, for transfers between them."""
    sides = {}
    for name, kind in (("aside", "set_aside"), ("board", "payment")):
        stream = {key: value for key, value in draw(streams(names, years)).items() if key not in ("ends", "recurring")}
        least = {"base": max(stream["base"], 1)} if "base" in stream else {}
        sides[name] = {**stream, **least, "partner": "nhs", "type": kind}
    return sides


def opening(line: dict[str, Any]) -> float:
    """Return the plan's share of a line's cost in the base year."""
    share = int(line["hosted"]["share"].rstrip("%")) / 100 if "hosted" in line else 1.0
    return float(line["cost"][year(0)] if "cost" in line else line["budget"]) * share


@chance.composite
def the_rest(draw: Any, lines: dict[str, Any], streams: dict[str, Any], years: int) -> dict[str, Any]:
    """Choose a payment of about the base year's gap, so that overspends and underspends alternate."""
    signed = [(line, -1 if line.get("kind") == "income" else 1) for line in lines.values() if not line.get("set_aside")]
    paying = [stream for stream in streams.values() if stream["type"] != "set_aside"]
    received = sum(stream.get("base", 0) * (-1 if "kind" in stream else 1) for stream in paying)
    short = sum(sign * opening(line) for line, sign in signed) - received
    if short <= 0 or draw(chance.integers(0, 3)) == 0:
        return {}
    partner, one_off = draw(chance.sampled_from(PARTNERS)), draw(by_years(money(120, -120), years))
    return {"rest": {"partner": partner, "type": "payment", "base": short, "movements": {}, "one_off": one_off}}


@chance.composite
def transfers(draw: Any, lines: dict[str, Any], streams: dict[str, Any], years: int) -> dict[str, Any]:
    """Choose transfers from set-aside streams to payments of the board, no more than the set-aside streams pay."""

    def lasting(kind: str) -> list[str]:
        return [
            name
            for name, stream in streams.items()
            if stream["type"] == kind
            and "kind" not in stream
            and "ends" not in stream
            and stream.get("recurring") is not False
        ]

    wards = [name for name, line in lines.items() if line.get("set_aside")]
    givers = [name for name in lasting("set_aside") if streams[name].get("base")]
    takers = [name for name in lasting("payment") if streams[name]["partner"] == "nhs"]
    found: dict[str, Any] = {}
    cost = any(lines[name].get("kind") != "income" for name in wards)
    for number in range(draw(chance.integers(1, 2)) if wards and givers and takers else 0):
        giver = draw(chance.sampled_from(givers))
        most = min(streams[giver]["base"], *(opening(lines[name]) for name in wards)) / 5
        some = chance.subsets(wards, min_size=1, max_size=2)
        found[f"transfer{number}"] = {
            "out_of": giver,
            "into": draw(chance.sampled_from(takers)),
            "amount": draw(by_years(chance.sampled_from((0, most / 7, most)), years)),
            "other_units": True,  # else it would claim the money of moves
            **group(draw, released=maybe(shares()), indexed=chance.sampled_from((None, *PRICES))),
            **({} if cost and draw(chance.booleans()) else {"lines": draw(some)}),
        }
    return found


@chance.composite
def by_year_or_not(draw: Any, limits: chance.Choice[Any], years: int) -> Any:
    """Choose one limit for all years, or one for each of some first years and one for the rest."""
    if draw(chance.booleans()):
        return draw(limits)
    return {**{year(t): draw(limits) for t in range(1, draw(chance.integers(1, years)) + 1)}, "then": draw(limits)}


@chance.composite
def reserves(draw: Any, years: int) -> dict[str, Any]:
    limits = by_year_or_not(chance.sampled_from(({"money": 20}, "2% of expenditure", "10% of expenditure")), years)
    reserves = {}
    for name, kind in (("general", "contingency"), ("change", "earmarked"), ("old", "legacy"), ("kept", "ring_fenced")):
        if draw(chance.booleans()):
            continue
        fields: dict[str, Any] = {
            "floor": maybe(limits),
            "planned_contributions": maybe(by_years(money(40), years)),
            "clawback": chance.sampled_from((None, None, {year(1): "40%"}, {year(min(2, years)): "100%"})),
        }
        if kind != "ring_fenced":
            fields["planned_use"] = maybe(by_years(money(60), years))
            fields["contributions_stop_in_deficit"] = chance.sampled_from((None, None, True))
        reserves[name] = {"class": kind, "opening": draw(money(150)), **group(draw, **fields)}
        if kind == "earmarked" and draw(chance.booleans()):
            reserves[name]["purposes"] = ["gap"]
    return reserves


BOTH = chance.integers(0, 100).map(lambda points: {"council": f"{points}%", "nhs": f"{100 - points}%"})
SCHEDULES = chance.sampled_from((["100%"], ["50%", "30%", "20%"], ["0%", "100%"]))


@chance.composite
def payments(draw: Any, names: tuple[str, ...], held: set[str], may: list[str], years: int) -> dict[str, Any]:
    """Choose additional partner contributions by any rule."""
    terms = chance.fixed_dictionaries({"share": shares(), "schedule": SCHEDULES})
    step = group(draw, repayable=mostly(chance.dictionaries(PARTNERS, terms)))
    who = draw(chance.sampled_from(("by_contribution", "fixed", "own_arm", "nested", "stated")))
    step["who"] = who
    if who == "stated":
        deal = chance.dictionaries(PARTNERS, money(80, -60))
        return {**step, "amounts": draw(by_years(deal, years))}
    step |= group(draw, cap=mostly(chance.dictionaries(PARTNERS, money(60) | paths(money(60)))))
    if who == "by_contribution":
        step["set_aside"] = draw(chance.booleans())
    elif who == "fixed":
        step["shares"] = draw(BOTH)
    elif who == "nested":
        step["rules"] = draw(chance.lists(nested(names, held, bool(may)), max_size=2)) if names else []
        step["rules"].append(draw(BOTH.map(lambda shares: {"shares": shares})))
        if any("reserves" in rule.get("shares", {}) for rule in step["rules"]):
            step["order"] = draw(chance.subsets(may, min_size=1))
    return step


@chance.composite
def nested(draw: Any, names: tuple[str, ...], held: set[str], reserves: bool) -> dict[str, Any]:
    """Choose a rule for some lines of the integrated budget."""
    some = [chance.subsets(names, min_size=1, max_size=2)]
    some += [chance.sampled_from(sorted(held)).map(lambda partner: {"partner": partner})] if held else []
    rule: dict[str, Any] = {"lines": draw(chance.one_of(*some))}
    kind = draw(chance.sampled_from(("shares", "reserves" if reserves else "shares", "by_contribution", "own_arm")))
    if kind == "shares":
        return {**rule, "shares": draw(BOTH)}
    if kind == "reserves":
        return {**rule, "shares": {"reserves": "60%", draw(chance.sampled_from(PARTNERS)): "40%"}}
    return {**rule, "who": kind}


@chance.composite
def schemes(draw: Any, reserves: dict[str, Any], names: tuple[str, ...], held: set[str], years: int) -> dict[str, Any]:
    """Choose steps in any order, some twice. `names` are lines of the integrated budget, `held` partners with lines."""
    may = [
        name
        for name, reserve in reserves.items()
        if reserve["class"] in ("contingency", "legacy") or "purposes" in reserve
    ]
    steps: list[dict[str, Any]] = (
        [{"offset": draw(chance.sampled_from(("arms", "none")))}] if draw(chance.booleans()) else []
    )
    if may:
        steps.append({"reserves": {"order": draw(chance.subsets(may, min_size=1))}})
    achieved = shares() | money(60) | paths(shares()) | paths(money(60)) | chance.just("delivery")
    plan = chance.fixed_dictionaries({"achieves": achieved}, optional={"fails": shares()})
    steps += [{"recovery_plan": each} for each in draw(chance.lists(plan, max_size=1))]
    paid = payments(names, held, may, years)
    steps += [{"additional_payments": each} for each in draw(chance.lists(paid, max_size=2))]
    if draw(chance.booleans()):
        steps.append({"carry": {}})
    # Half of them with payments last, as schemes are written: after a step that takes all, later steps do nothing.
    scheme: dict[str, Any] = {"steps": steps if draw(chance.booleans()) else draw(chance.permutations(steps))}
    scheme |= group(draw, lead_agency=chance.sampled_from((None, None, *PARTNERS)))
    into = [name for name, reserve in reserves.items() if reserve["class"] != "ring_fenced"]
    if draw(chance.booleans()):
        scheme["surplus"] = draw(surpluses(into, years))
    return scheme


@chance.composite
def surpluses(draw: Any, into: list[str], years: int) -> dict[str, Any]:
    """Choose the use of a surplus: up to two reserves, and a return to the partners by any rule."""
    limits = maybe(by_year_or_not(chance.sampled_from(({"money": 50}, "4% of expenditure")), years))
    found: dict[str, Any] = {}
    if into and draw(chance.booleans()):
        found = {"to": draw(chance.sampled_from(into)), **group(draw, cap=limits)}
    others = [name for name in into if name != found.get("to")]
    found |= group(draw, then=chance.sampled_from((None, "return_to_partners", *others)))
    found |= group(draw, who=chance.sampled_from((None, "own_arm", "by_contribution", "fixed")))
    return {**found, "shares": draw(BOTH)} if found.get("who") == "fixed" else found


def named(prefix: str, items: list[Any]) -> dict[str, Any]:
    return {f"{prefix}{number}": item for number, item in enumerate(items)}


BYTES = 1536
"""More bytes than any plan takes: of 3,000 plans, the longest took 1,256."""


def plans(max_years: int = 5, *, legal: bool = True) -> st.SearchStrategy[Drawn]:
    """Return Hypothesis's strategy for a small random plan with every kind of item.

    `legal`: False for amounts below zero that only draws may have, but no plan.
    """
    return drawn_plans(max_years, legal=legal).from_bytes(BYTES)


@chance.composite
def drawn_plans(draw: Any, max_years: int, *, legal: bool = True) -> Drawn:
    years = draw(chance.integers(1, max_years))
    # One line costs something: see the faults of rounding in tests/engine/test_faults_found.py.
    held_lines = named("line", [draw(lines(years, least=1)), *draw(chance.lists(lines(years), max_size=3))])
    if draw(chance.integers(0, 2)) == 0:
        held_lines["line0_again"] = held_lines["line0"]  # equal factors of two lines are worked out once
    moving = draw(chance.booleans())
    if moving:
        held_lines["wards"] = {**draw(lines(years, least=1)), "partner": "nhs", "set_aside": True}
    names = tuple(held_lines)
    held = {line["partner"] for line in held_lines.values() if line.get("kind") != "income"}
    spent = named("commitment", draw(chance.lists(commitments(names, held, years), max_size=2)))
    held_reserves = draw(reserves(years))
    funding = named("stream", draw(chance.lists(streams(names, years), max_size=4)))
    if moving:
        funding |= draw(both_sides(names, years))
    if payers := [stream for stream in funding.values() if paid_at_first(stream) > 0]:
        cuts = draw(chance.lists(reductions(payers, names, years), max_size=2))
        funding |= named("cut", cuts)
    free = [name for name, line in held_lines.items() if not line.get("set_aside")]
    spending = {held_lines[name]["partner"] for name in free if held_lines[name].get("kind") != "income"}
    for number in range(draw(chance.integers(0, 2))):
        mine = free[number::2]
        if mine:
            fenced = {key: value for key, value in draw(streams(names, years)).items() if key != "type"}
            kept = {"reserve": "kept"} if "kept" in held_reserves and draw(chance.booleans()) else {}
            funding[f"fund{number}"] = {**fenced, "type": "ring_fenced", "lines": mine, **kept}
    funding |= draw(the_rest(held_lines, funding, years))
    costly = {name: line for name, line in held_lines.items() if opening(line) > LITTLE}
    save_on = tuple(costly), {line["partner"] for line in costly.values() if line.get("kind") != "income"}
    document = {
        "mtfp": 1,
        "name": "Drawn",
        "base_year": year(0),
        "years": years,
        "unit": "£k",
        "source": "drawn",
        "population": {
            "file": "people.csv",
            **group(
                draw,
                error=chance.sampled_from((None, "error")),
                healthier_ageing=chance.sampled_from((None, "younger", 0.2)),
            ),
        },
        "assumptions": draw(assumptions(years)),
        "lines": held_lines,
        "moves": draw(moves(held_lines, years)),
        "commitments": spent,
        "funding": funding,
        "transfers": draw(transfers(held_lines, funding, years)),
        "savings": named("saving", draw(chance.lists(savings(*save_on, years), min_size=1, max_size=3))),
        "investments": named("investment", draw(chance.lists(investments(*save_on, years), max_size=1))),
        "risk_events": named("event", draw(chance.lists(events(names, held, years), max_size=2))),
        "reserves": held_reserves,
        "scheme": draw(schemes(held_reserves, tuple(free), spending, years)),
    }
    drawn = Drawn(document, draw(supplied()))
    return with_legal_amounts(drawn) if legal else drawn


def with_legal_amounts(drawn: Drawn) -> Drawn:
    """Return the plan without payments below zero, and without savings that take more than their lines cost.

    Tried first with a part of the amounts, then without them: mending one may show the next.
    """
    for part in (0.3, *[0] * 9):
        wrong = {path[:2] for each in below_zero(drawn.plan()) for path in each.about}
        if not wrong:
            break
        items = {section: dict(drawn.document[section]) for section in ("funding", "savings", "investments")}
        for name, stream in items["funding"].items():
            others = [other for section, other in wrong if section == "funding"]
            if any(_pays_alike(stream, items["funding"][other]) for other in others):
                items["funding"][name] = _never_below_zero(stream, part)
        for section in ("savings", "investments"):
            mine = {name: item for name, item in items[section].items() if (section, name) in wrong}
            items[section] |= times({section: mine}, part)[section]
        drawn = drawn.but(**items)
    return drawn


def _pays_alike(*streams: dict[str, Any]) -> bool:
    one, other = ((stream["partner"], stream["type"]) for stream in streams)
    return one == other


def _never_below_zero(stream: dict[str, Any], part: float) -> dict[str, Any]:
    """Return a funding source without what takes money off; of a reduction a part."""
    if "kind" in stream:
        stream = times({"funding": stream}, part)["funding"]
    stream = _with_no_minus(stream)
    if "follows" in stream and not part:
        return {**{key: value for key, value in stream.items() if key != "follows"}, "movements": {}}
    return stream


@chance.composite
def supplied(draw: Any) -> SuppliedFigures:
    """Choose a population of four age bands over eleven years, and a profile on three other bands."""
    heads = chance.lists(chance.integers(1, 500), min_size=11, max_size=11)
    counts = np.array([draw(heads) for _ in range(len(AGES))], dtype=float)
    rates = [draw(chance.integers(low, high)) for low, high in ((0, 5), (0, 20), (1, 40))]
    people = People("people", "principal", AGES, tuple(range(BASE, BASE + 11)), counts, "drawn")
    profile = Profile.of("use", "use", AgeBands((0, 70, 80)), tuple(float(rate) for rate in rates))
    return SuppliedFigures(people, {USE: profile})


def some_draws(plan: Plan, size: int = 3, seed: int = 1) -> Draws:
    """Return several draws: the central case, and others around it. The base year never changes."""
    random, middle = np.random.default_rng(seed), central_draws(plan)
    units = {name: assumption.unit for name, assumption in plan.assumptions.items()}
    values = {name: _shaken(value, units[name], random, size) for name, value in sorted(middle.values.items())}
    shaken_events = {}
    for name, money_by_year in sorted(middle.events.items()):
        happens = random.integers(0, 2, (len(plan.timeline), size)) * random.uniform(0.5, 2, size)
        happens[:, 0] = 1
        shaken_events[name] = money_by_year * happens
    delivery = {}
    for name, share in sorted(middle.delivery.items()):
        delivery[name] = random.uniform(0, 1.3, (len(plan.timeline), size))
        delivery[name][:, 0] = share[:, 0]
    return Draws(
        timeline=plan.timeline,
        size=size,
        values=values,
        indices={name: _index(values[name], units[name]) for name in middle.indices},
        delivery=delivery,
        events=shaken_events,
        recovery={key: _some_fail(holds, random, size) for key, holds in sorted(middle.recovery.items())},
        variants=middle.variants,
        variant=np.zeros(size, dtype=np.intp),
    )


def _some_fail(holds: Any, random: np.random.Generator, size: int) -> Any:
    return np.concatenate([holds, random.integers(0, 2, (len(holds), size - 1)).astype(float)], axis=1)


def _shaken(value: Any, unit: str, random: np.random.Generator, size: int) -> Any:
    many = np.repeat(value, size, axis=1)
    noise = random.normal(0, 1, (len(value) - 1, size - 1))
    if unit == "index":
        many[1:, 1:] *= np.exp(0.1 * noise)
    else:
        many[1:, 1:] += {"rate": 0.03, "share": 0.1, "number": 0.1}[unit] * noise
    if unit == "share":
        many[1:] = many[1:].clip(0, 0.9)
    return many


def _index(values: Any, unit: str) -> Any:
    if unit == "index":
        return values / values[0]
    return np.concatenate([np.ones_like(values[:1]), np.cumprod(1 + values[1:], axis=0)])


def one_of(draws: Draws, position: int) -> Draws:
    """Return one draw as if it were the only one."""
    return draws.alone(position)


MONEY_SECTIONS = (
    "lines", "commitments", "funding", "transfers", "savings", "investments", "risk_events", "reserves", "scheme",
)  # fmt: skip
NOT_MONEY = (
    "released",
    "lag",
    "delay",
    "share",
    "activity",
    "components",
    "service_level",
    "probability",
    "part_year",
    "slips",
)


def times(document: Any, factor: float) -> Any:
    """Return the document with its money multiplied. Other numbers are percentages, which are text, or in NOT_MONEY."""

    def grown(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item if key in NOT_MONEY else grown(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [grown(item) for item in value]
        return value * factor if isinstance(value, int | float) and not isinstance(value, bool) else value

    return {key: grown(value) if key in MONEY_SECTIONS else value for key, value in document.items()}


def in_other_order(document: Any) -> Any:
    """Return the document with the keys of every group in reverse order; years and lists stay."""
    if isinstance(document, dict):
        return {key: in_other_order(document[key]) for key in reversed(document)}
    return document
