"""Compare the engine with the second model on random plans with moves, stranded cost, statuses and floors by year."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mtfp.draws.sampling import Sampling, sampled_draws
from tests.evidence import examples
from tests.laws import chance
from tests.laws.plans import BYTES, Drawn, by_years, drawn_plans, group, maybe, money, shares, year
from tests.laws.test_drawn import uncertain
from tests.laws.test_slow import agrees, agrees_centrally

PROFILES = chance.sampled_from(("step", "linear", "front", "back"))
RUN_OFF = maybe(chance.integers(1, 3).map(lambda years: {"years": years}))


def paces(draw: Any, years: int) -> dict[str, Any]:
    """Choose the years and the pace of a change, the share that it releases, and the run-off of the rest."""
    start = draw(chance.integers(1, years))
    end = maybe(chance.integers(start, years).map(year))
    return {"from": year(start), **group(draw, to=end, profile=PROFILES, released=shares(), stranded=RUN_OFF)}


@chance.composite
def changed(draw: Any, line: dict[str, Any], years: int) -> dict[str, Any]:
    """Choose up to two changes of a line's service level, and its activity, so that units may move."""
    levels = [
        {"level": draw(shares()), **paces(draw, years), **group(draw, bought_elsewhere=maybe(shares()))}
        for _ in range(draw(chance.integers(0, 2)))
    ]
    activity = {"activity": {"unit": "hours", "base": draw(chance.integers(1, 500))}}
    return {**line, **activity, "service_level": levels, **group(draw, fixed_share=maybe(shares(0, 90)))}


@chance.composite
def moved(draw: Any, names: tuple[str, ...], years: int) -> dict[str, Any]:
    """Choose a move of activity between cost lines, by re-invested share or by ratio."""
    some = chance.subsets(names, min_size=1, max_size=2)
    pays = {"reinvested": draw(shares())} if draw(chance.booleans()) else {"ratio": draw(chance.integers(1, 9))}
    return {"out_of": draw(some), "into": draw(some), "activity": draw(shares()), **paces(draw, years), **pays}


@chance.composite
def with_status(draw: Any, saving: dict[str, Any], years: int) -> dict[str, Any]:
    """Choose a status, or the money that each tranche achieves."""
    if draw(chance.integers(0, 3)) == 0:
        plain = {key: value for key, value in saving.items() if key not in ("delivery", "status")}
        return {**plain, "delivered": draw(by_years(money(60), years))}
    plain = {key: value for key, value in saving.items() if key != "status"}
    return plain | group(draw, status=chance.sampled_from((None, "green", "amber", "red", "unidentified")))


@chance.composite
def defined(draw: Any, max_years: int = 5) -> Drawn:
    drawn = draw(drawn_plans(max_years))
    said = drawn.document
    years, limits = said["years"], chance.sampled_from((20, "2% of expenditure", "10% of expenditure"))
    lines = {name: draw(changed(line, years)) for name, line in said["lines"].items()}
    costing = tuple(name for name, line in lines.items() if line.get("kind") != "income")
    moves = draw(chance.lists(moved(costing, years), max_size=3)) if costing else []
    floors = {name: {year(1): draw(limits), "then": draw(limits)} for name in said["reserves"]}
    return drawn.but(
        lines=lines,
        moves={f"move_{number}": move for number, move in enumerate(moves, 1)},
        savings={name: draw(with_status(saving, years)) for name, saving in said["savings"].items()},
        reserves={name: {**reserve, "floor": floors[name]} for name, reserve in said["reserves"].items()},
    )


CASES = defined().from_bytes(BYTES + 512)


@examples(ordinary=120, long=1200)
@given(CASES)
def test_the_central_case(drawn):
    agrees_centrally(drawn.plan())


@examples(ordinary=40, long=400)
@given(CASES, st.sampled_from(("random", "sobol")))
def test_sampled_draws(drawn, sampler):
    plan = uncertain(drawn).plan()
    agrees(plan, sampled_draws(plan, Sampling(1, sampler), 0, 3), range(3))
