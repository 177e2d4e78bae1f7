"""Finished work is used again and never mixed; damaged work is done again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mtfp.batch import run as running
from mtfp.batch.work import job as jobs
from mtfp.batch.work import unit as units
from mtfp.batch.work.engines import one_thread
from mtfp.batch.work.store import Store, key_of
from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling
from mtfp.simulation.record import Block
from tests.batch.folders import WANTED, changed, digests, run, write_plans

MANY = replace(WANTED, draws=13_000)
"""Four blocks of each plan, so that a plan is divided into them."""


class Stopped(Exception):
    """Raised by the test to stop a run."""


class Counting:
    """Threads that record their units, and stop after a number of them."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.drawn: list[units.Unit] = []
        self._left = stop_after
        self.workers = 1

    def results(self, work):
        with one_thread() as engine:
            for unit, result in engine.results(work):
                if not self._left:
                    raise Stopped
                self._left -= 1
                self.drawn.append(unit)
                yield unit, result


def counted(folder: Path, store: Path, wanted=MANY) -> tuple[list[tuple[str, str]], int]:
    engine = Counting()
    return digests(run(folder, store, wanted, engine)), len(engine.drawn)  # type: ignore[arg-type]


def test_finished_work_is_not_done_again(tmp_path):
    write_plans(tmp_path / "plans", 2)
    assert counted(tmp_path / "plans", tmp_path / "store")[1] == 8
    once, again = (counted(tmp_path / "plans", tmp_path / "store") for _ in range(2))
    assert once == again
    assert again[1] == 0


@pytest.mark.parametrize("after", range(1, 8))
def test_a_run_that_was_stopped_goes_on_where_it_was(after, tmp_path):
    write_plans(tmp_path / "plans", 2)
    whole, _ = counted(tmp_path / "plans", tmp_path / "other")
    with pytest.raises(Stopped):
        run(tmp_path / "plans", tmp_path / "store", MANY, Counting(stop_after=after))  # type: ignore[arg-type]
    assert counted(tmp_path / "plans", tmp_path / "store") == (whole, 8 - after)


def test_a_plan_of_few_draws_is_one_unit_and_is_kept_when_the_run_is_stopped(tmp_path):
    """The unit returns the summary: no draw of a small plan is ever in the store."""
    few = replace(WANTED, draws=3 * BLOCK)
    write_plans(tmp_path / "plans", 3)
    whole, units_done = counted(tmp_path / "plans", tmp_path / "other", few)
    with pytest.raises(Stopped):
        run(tmp_path / "plans", tmp_path / "store", few, Counting(stop_after=2))  # type: ignore[arg-type]
    assert [file.suffix for file in (tmp_path / "store").glob("??/*")] == [".json", ".json"]
    assert (units_done, counted(tmp_path / "plans", tmp_path / "store", few)) == (3, (whole, 1))
    assert counted(tmp_path / "plans", tmp_path / "third", replace(few, draws=3 * BLOCK + 1))[1] == 12


def test_a_plan_has_the_same_figures_whole_and_in_blocks(tmp_path, monkeypatch):
    """The last bit and the words too, of every kind of table and with the figures of the sum of plans."""
    write_plans(tmp_path / "plans", 2)
    wanted = replace(WANTED, draws=2 * BLOCK, scenarios=("high-pay",), rollup=True, gap_over=("1k",))
    whole = run(tmp_path / "plans", tmp_path / "store", wanted)
    monkeypatch.setattr(jobs, "MOST_BLOCKS", 1)
    divided = run(tmp_path / "plans", tmp_path / "other", wanted)
    assert digests(whole) == digests(divided)
    assert [[*plan.tables()] for plan in whole.plans] == [[*plan.tables()] for plan in divided.plans]
    assert [plan.verdicts for plan in whole.plans] == [plan.verdicts for plan in divided.plans]
    assert [plan.findings for plan in whole.plans] == [plan.findings for plan in divided.plans]
    assert whole.rollup == divided.rollup


def test_a_changed_plan_is_drawn_again_and_the_other_is_not(tmp_path):
    first, _ = write_plans(tmp_path / "plans", 2)
    before, _ = counted(tmp_path / "plans", tmp_path / "store")
    changed("opening: 60", "opening: 61")(first)
    after, drawn = counted(tmp_path / "plans", tmp_path / "store")
    assert (drawn, after[1], after[0] != before[0]) == (4, before[1], True)


def test_a_comment_in_a_plan_causes_no_new_draws(tmp_path):
    first, _ = write_plans(tmp_path / "plans", 2)
    counted(tmp_path / "plans", tmp_path / "store")
    first.write_text("# a comment\n" + first.read_text(encoding="utf-8"), encoding="utf-8")
    assert counted(tmp_path / "plans", tmp_path / "store")[1] == 0


def test_words_of_a_board_paper_cause_no_new_draws(tmp_path):
    first, _ = write_plans(tmp_path / "plans", 2)
    before, _ = counted(tmp_path / "plans", tmp_path / "store")
    changed("years: 3\n", "years: 3\nstatus: {stage: draft}\ndecisions: {a: {text: A}}\n")(first)
    changed("  trim: {", "  trim: {impact_assessment: {status: draft}, ")(first)
    changed("scheme: {", "scheme: {agreed: {by: Both, on: 2024-06-27}, ")(first)
    assert counted(tmp_path / "plans", tmp_path / "store") == (before, 0)


@pytest.mark.parametrize(
    "other",
    [
        {"draws": 13_001},
        {"sampling": Sampling(2)},
        {"sampling": Sampling(1, "sobol")},
        {"confidences": (0.5,)},
        {"gap_over": ("1k",)},
        {"scenarios": ("high-pay",)},
    ],
    ids=str,
)
def test_other_options_have_other_results(other, tmp_path):
    write_plans(tmp_path / "plans", 1)
    before, _ = counted(tmp_path / "plans", tmp_path / "store")
    after, drawn = counted(tmp_path / "plans", tmp_path / "store", replace(MANY, **other))
    assert drawn > 0
    assert after != before


def test_another_program_uses_no_work_of_this_one(tmp_path, monkeypatch):
    write_plans(tmp_path / "plans", 1)
    counted(tmp_path / "plans", tmp_path / "store")
    for module in (jobs, running, units):
        monkeypatch.setattr(module, "program", lambda: "another")
    assert counted(tmp_path / "plans", tmp_path / "store")[1] == 4


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "replaced"])
@pytest.mark.parametrize("kind", [".npz", ".json"])
def test_a_damaged_entry_is_made_again(damage, kind, tmp_path):
    write_plans(tmp_path / "plans", 1)
    whole, _ = counted(tmp_path / "plans", tmp_path / "other")
    if kind == ".npz":
        with pytest.raises(Stopped):
            run(tmp_path / "plans", tmp_path / "store", MANY, Counting(stop_after=2))  # type: ignore[arg-type]
    else:
        counted(tmp_path / "plans", tmp_path / "store")
    entries = sorted((tmp_path / "store").glob(f"??/*{kind}"))
    assert len(entries) == (2 if kind == ".npz" else 1)
    for entry in entries:
        held = entry.read_bytes()
        middle = len(held) // 2
        entry.write_bytes(
            {
                "cut": held[:middle],
                "flipped": held[:middle] + bytes([held[middle] ^ 1]) + held[middle + 1 :],
                "emptied": b"",
                "replaced": b"cos\nsystem\n(S'exit 1'\ntR.",
            }[damage]
        )
    assert counted(tmp_path / "plans", tmp_path / "store") == (whole, 4)


def test_once_a_plan_is_summed_up_its_blocks_are_gone(tmp_path):
    write_plans(tmp_path / "plans", 2)
    counted(tmp_path / "plans", tmp_path / "store")
    assert sorted(file.suffix for file in (tmp_path / "store").glob("??/*")) == [".json", ".json"]


def test_blocks_come_back_as_they_were(tmp_path):
    store, key = Store(tmp_path), key_of(of="a test")
    rows = np.array([[0.1, np.nan], [-0.0, 1e300]])
    blocks = {
        "base": Block(rows, {"below_floor.general": np.array([0, 1])}, {}),
        "a+b": Block(rows + 1, {}, {"pay": np.array([1, 2])}),
    }
    assert store.blocks(key) is None
    store.write_blocks(key, blocks)
    found = store.blocks(key)
    assert found is not None
    assert list(found) == ["base", "a+b"]
    for name, block in blocks.items():
        assert found[name].rows.tobytes() == block.rows.tobytes()
        for kind in ("counts", "clipped"):
            counts = {what: each.tolist() for what, each in getattr(found[name], kind).items()}
            assert counts == {what: each.tolist() for what, each in getattr(block, kind).items()}


def test_an_array_of_objects_is_never_read(tmp_path):
    store, key = Store(tmp_path), key_of(of="a test")
    store.write_arrays(key, [("rows", np.zeros(1))])
    (file,) = tmp_path.rglob("*.npz")
    with file.open("wb") as opened:
        np.savez(opened, scenarios=np.array([{"a": 1}], dtype=object))
    assert store.blocks(key) is None


def test_plans_that_differ_only_in_a_unit_or_an_order_are_not_mixed(tmp_path):
    """Half of the gap is not half a pound, though both are 0.5; and figures keep the order of the reserves."""
    (path,) = write_plans(tmp_path / "plans", 1)
    changed("steps: [", "steps: [{recovery_plan: {achieves: 50%}}, ")(path)
    changed(
        "general: {class: contingency, opening: 60,",
        "late: {class: contingency, opening: 9}\n  general: {class: contingency, opening: 60,",
    )(path)
    share = run(tmp_path / "plans", tmp_path / "store").plans[0]
    changed("achieves: 50%", "achieves: 0.5")(path)
    money = run(tmp_path / "plans", tmp_path / "store").plans[0]
    assert money.digest != share.digest
    text = path.read_text(encoding="utf-8")
    first, second = (line for line in text.splitlines() if "contingency" in line)
    path.write_text(text.replace(f"{first}\n{second}", f"{second}\n{first}"), encoding="utf-8")
    turned = run(tmp_path / "plans", tmp_path / "store").plans[0]
    assert turned.digest == run(tmp_path / "plans", tmp_path / "afresh").plans[0].digest
