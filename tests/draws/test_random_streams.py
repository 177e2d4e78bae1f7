"""Streams of random numbers: keyed by name, the same in any order, on any thread and in any process."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mtfp.draws.random_streams import BLOCK, RandomStream, random_shocks
from mtfp.draws.uncertain import random_streams
from tests.draws.drawn import SEED, arrays_of, drawn, moved, normal, plan, rate, share

X = RandomStream("assumption", "x", rows=3)


def numbers(stream, plan="Here", seed=1, block=0):
    return random_shocks([stream], plan, seed, block)[stream]


def test_a_block_is_of_4096_draws_for_ever():
    assert BLOCK == 4096
    assert numbers(X).shape == (3, 4096)


def test_the_key_is_seed_name_plan_and_block():
    # by the definition of section 14, without the code under test: the first four words of each SHA-256, little-endian
    def four(text):
        return np.frombuffer(hashlib.sha256(text.encode()).digest()[:16], dtype="<u4").tolist()

    key = np.random.SeedSequence([1, *four("assumption x"), *four("Here")], spawn_key=(2,))
    expected = np.random.Generator(np.random.SFC64(key)).standard_normal((3, 4096))
    assert (numbers(X, block=2) == expected).all()


@pytest.mark.parametrize(
    "other",
    [
        {"stream": RandomStream("event", "x", rows=3)},
        {"stream": RandomStream("assumption", "y", rows=3)},
        {"seed": 2},
        {"block": 1},
        {"plan": "There"},
    ],
    ids=str,
)
def test_any_part_of_the_key_gives_other_numbers(other):
    one, another = numbers(X), numbers(**{"stream": X, **other})
    assert not (one == another).any()


def test_national_ones_are_the_same_in_every_plan():
    national = RandomStream("assumption", "x", rows=3, national=True)
    assert (numbers(national, "Here") == numbers(national, "There")).all()
    assert not (numbers(national) == numbers(X)).any()


def test_more_years_leave_the_first_ones_as_they_were():
    assert (numbers(RandomStream("assumption", "x", rows=5))[:3] == numbers(X)).all()


def yearly(first, rows, before=0):
    return RandomStream("assumption", "x", rows, first, before, national=True)


def test_a_yearly_number_belongs_to_its_financial_year():
    # by the definition of section 14: years since 2015/16 follow each other in one generator
    words = np.frombuffer(hashlib.sha256(b"assumption x").digest()[:16], dtype="<u4").tolist()
    generators = {
        year: np.random.Generator(np.random.SFC64(np.random.SeedSequence([1, *words, year], spawn_key=(0,))))
        for year in (2010, 2015)
    }
    whole = numbers(yearly(2015, 16, before=11))
    assert (whole == generators[2015].standard_normal((16, 4096))).all()
    assert (numbers(yearly(2010, 1)) == generators[2010].standard_normal((1, 4096))).all()
    for first in (2015, 2008):
        for rows in (1, 9, 12):
            found = numbers(yearly(first, rows))
            shared = found[2015 - first :]
            assert (shared == whole[: len(shared)]).all()
    # and earlier years have a number of their own each, whatever the first year
    assert (numbers(yearly(2008, 3))[2] == numbers(yearly(2010, 9))[0]).all()
    once = numbers(RandomStream("assumption", "x", rows=1, national=True))
    assert len(np.unique([*numbers(yearly(2008, 10)), *once])) == 11 * 4096


def test_even_numbers_lie_between_0_and_1():
    even = numbers(RandomStream("event", "x", rows=3, even=True))
    assert ((even >= 0) & (even < 1)).all()
    assert even.mean() == pytest.approx(0.5, abs=5 / (12 * even.size) ** 0.5)


# A plan in which one of everything is uncertain, some of it correlated.
SECTIONS = {
    "population": {"area": "Orkney Islands", "variant": {"principal": "60%", "low_migration": "40%"}},
    "assumptions": {
        "pay": rate(spread={"pert": ["1%", "2%", "6%"]}),
        "wage": rate(
            central=None, tracks={"of": "cpi", "lag": 1}, spread={"uniform": ["-1%", "1%"], "around": "central"}
        ),
        "other": normal(),
        "delivery": share(spread={"beta": {"mean": "50%", "sd": "15%"}}),
        "energy": {
            "unit": "index", "central": {"2025/26": 100, "then": 110}, "source": "i", "drawn": "yearly",
            "spread": {"lognormal": {"mean": 110, "sd": 9}},
        },
    },
    "correlations": [["cpi", "pay", "strong"]],
    "savings": {
        "trim": {"line": "home", "planned": {"2026/27": 1}, "delivery": "delivery"},
        "flow": {"line": "ward", "planned": {"2026/27": 1}, "delivery": "delivery"},
    },
    "investments": {"kit": {"line": "home", "spend": {"2026/27": 1}, "saves": {"amount": 1, "delivery": "delivery"}}},
    "risk_events": {
        "fire": {"probability": "20%", "impact": {"central": 10, "spread": {"interval": [5, 30]}}},
        "flood": {"probability": "30%", "once": {}, "impact": 10},
        "cpi": {"probability": "10%", "recurring": True, "impact": {"assumption": "other", "by": "+1%"}},
    },
}  # fmt: skip


def everything(**but):
    return plan(**{**SECTIONS, **but})


def digest(draws):
    return hashlib.sha256(b"".join(array.tobytes() for _, array in sorted(arrays_of(draws).items()))).hexdigest()


WHOLE = everything()
SERIAL = [digest(drawn(WHOLE, block=block)) for block in range(4)]


def test_every_kind_of_thing_has_a_stream():
    kinds = {stream.kind for stream in random_streams(WHOLE)}
    assert kinds == {"assumption", "partner", "saving", "event", "impact", "variant"}
    keys = [stream.key for stream in random_streams(WHOLE)]
    assert len(set(keys)) == len(keys)


def test_the_same_bits_in_any_order_and_on_any_thread():
    backwards = {block: digest(drawn(WHOLE, block=block)) for block in (3, 1, 2, 0)}
    assert [backwards[block] for block in range(4)] == SERIAL
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda block: digest(drawn(WHOLE, block=block)), range(4))) == SERIAL


CHILD = "from tests.draws.test_random_streams import *; print(*[digest(drawn(WHOLE, block=block)) for block in (1, 0)])"


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_the_same_bits_in_another_process_with_another_hash(hash_seed):
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", CHILD]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    assert said.split() == [SERIAL[1], SERIAL[0]]


@pytest.mark.parametrize("size", [1, 7, 1000, 4095])
@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_a_block_that_is_cut_is_the_first_part_of_the_whole(size, sampler):
    whole, cut = (drawn(WHOLE, sampler=sampler, size=number) for number in (4096, size))
    assert cut.size == size
    for name, array in arrays_of(cut).items():
        if not name.startswith("clipped"):
            assert array.tobytes() == arrays_of(whole)[name][..., :size].tobytes(), name


def renamed(said, old, new):
    return {new if key == old else key: value for key, value in said.items()}


ASSUMPTIONS, EVENTS = SECTIONS["assumptions"], SECTIONS["risk_events"]
OTHER_LISTS = {
    "one more": {"assumptions": {"aaa": normal(), **ASSUMPTIONS}},
    "one less": {"assumptions": {name: said for name, said in ASSUMPTIONS.items() if name != "wage"}},
    "another name": {"assumptions": renamed(ASSUMPTIONS, "wage", "floor_of_wages")},
    "another order": {"assumptions": dict(reversed(ASSUMPTIONS.items()))},
    "more events": {"risk_events": {"arson": {"probability": "50%", "impact": 1}, **EVENTS}},
    "events renamed": {"risk_events": renamed(EVENTS, "flood", "fright")},
    "events reordered": {"risk_events": dict(reversed(EVENTS.items()))},
    "more savings": {"savings": {"a": {"planned": {"2026/27": 1}, "delivery": "delivery"}, **SECTIONS["savings"]}},
    "savings reordered": {"savings": dict(reversed(SECTIONS["savings"].items()))},
    "pairs the other way round": {"correlations": [["pay", "cpi", "strong"]]},
    "another group": {"correlations": [*SECTIONS["correlations"], ["energy", "wage", "weak"]]},
    "one variant": {"population": {"area": "Orkney Islands"}},
}


@pytest.mark.parametrize("name", OTHER_LISTS)
def test_what_is_added_renamed_removed_or_reordered_moves_nothing_else(name):
    of_others = {"values wage", "values energy", "indices wage", "indices energy"} if name == "another group" else set()
    of_others |= {"variant"} if name == "one variant" else set()
    assert moved(drawn(WHOLE), drawn(everything(**OTHER_LISTS[name]))) <= of_others


def test_one_more_that_is_correlated_moves_only_its_group():
    after = everything(
        assumptions={"aaa": normal(), **ASSUMPTIONS}, correlations=[*SECTIONS["correlations"], ["aaa", "pay", 0.5]]
    )
    groups = {
        "values cpi",
        "values pay",
        "indices cpi",
        "indices pay",
        "values wage",
        "indices wage",
    }  # wage follows cpi
    found = moved(drawn(WHOLE), drawn(after))
    assert found
    assert found <= groups


def test_plans_share_what_is_national_and_nothing_else():
    def of(name):
        national = {name: {**said, "scope": "national"} for name, said in {"pay": ASSUMPTIONS["pay"]}.items()}
        local = {"aaa": normal(), "other": ASSUMPTIONS["other"]}
        pairs = [["aaa", "pay", 0.9]]  # nobody's own entries move what is shared, whatever their names
        return drawn(plan(name=name, assumptions={**national, **local}, correlations=pairs))

    assert moved(of("Here"), of("There")) == {
        *(f"values {name}" for name in ("cpi", "aaa", "other")),
        *(f"indices {name}" for name in ("cpi", "aaa", "other")),
    }


def test_scenarios_of_a_plan_share_its_draws():
    # half a point more on pay moves pay by half a point in every draw, and nothing else by anything
    after = everything(assumptions={**ASSUMPTIONS, "pay": rate(spread={"pert": ["1.5%", "2.5%", "6.5%"]})})
    before, later = drawn(WHOLE), drawn(after)
    assert later.values["pay"][1:] == pytest.approx(before.values["pay"][1:] + 0.005, abs=1e-15)
    assert moved(before, later) == {"values pay", "indices pay"}


def test_seeds_give_other_draws():
    assert "values cpi" in moved(drawn(WHOLE), drawn(WHOLE, seed=SEED + 1))


WITHOUT_SCIPY = """
import sys
from tests.draws.drawn import drawn, normal, plan, share
spreads = ({"triangular": ["-1%", "0%", "1%"]}, {"pert": ["-1%", "0%", "1%"]})
drawn(plan(assumptions={f"x{number}": normal() | {"spread": spread} for number, spread in enumerate(spreads)}))
print("scipy" in sys.modules)
drawn(plan(assumptions={"x": share(spread={"beta": {"mean": "50%", "sd": "5%"}})}))
print("scipy.special" in sys.modules, "scipy.stats" in sys.modules)
"""


def test_scipy_is_loaded_only_for_what_needs_it():
    command = [sys.executable, "-c", WITHOUT_SCIPY]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert said.split() == ["False", "True", "False"]
