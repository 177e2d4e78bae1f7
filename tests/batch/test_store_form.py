"""A store records the form of its entries; another form gives a finding, and everything is drawn again."""

import json
import threading
from pathlib import Path

import pytest

from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.work.store_form import MARKER, begin_store, mark
from mtfp.findings.finding import Finding, Severity
from tests.batch.folders import digests, run, write_plans
from tests.batch.test_store import MANY, Counting, Stopped

OURS = 2


@pytest.fixture
def plans(tmp_path) -> Path:
    write_plans(tmp_path / "plans", 2)
    return tmp_path / "plans"


def earlier(folder: Path, marker: str | None = None) -> Path:
    """Make a store by hand as earlier releases wrote it: entries by their keys, without a marker."""
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / f"ab{'0' * 62}.json").write_text('digest\n{"cells":[]}', encoding="utf-8")
    if marker is not None:
        (folder / MARKER).write_text(marker, encoding="utf-8")
    return folder


def said(result: BatchResult) -> list[tuple[str, str, str]]:
    return [(each.code, each.message.split(" wrote")[0], each.fix) for each in result.notices]


FINDING = ("W611", "mtfp 0.2.0 or earlier", "delete this folder, or name another folder with --store")


def test_a_new_store_is_marked_before_its_first_entry_and_has_no_finding(plans, tmp_path):
    store = tmp_path / "store"
    with pytest.raises(Stopped):
        run(plans, store, MANY, Counting(stop_after=1))  # type: ignore[arg-type]
    assert json.loads((store / MARKER).read_text(encoding="utf-8"))["schema_version"] == OURS
    assert [said(run(plans, store, MANY)) for _ in range(2)] == [[], []]


@pytest.mark.parametrize("marker", [None, "", "[]", '{"schema_version": 1}'], ids=["none", "empty", "list", "other"])
def test_a_store_of_an_earlier_release_has_a_finding_once_and_all_is_drawn(marker, plans, tmp_path):
    store = earlier(tmp_path / "store", marker)
    engine = Counting()
    result = run(plans, store, MANY, engine)  # type: ignore[arg-type]
    assert said(result) == [FINDING]
    assert result.notices[0].severity is Severity.WARNING
    assert result.warnings[0] == result.notices[0]
    assert len(engine.drawn) == 8  # four blocks of each of two plans
    assert digests(result) == digests(run(plans, tmp_path / "other", MANY))
    assert said(run(plans, store, MANY)) == []


def test_the_finding_names_the_release_of_the_marker(plans, tmp_path):
    store = earlier(tmp_path / "store", '{"program": "mtfp", "version": "9.0.0", "schema_version": 9}')
    (finding,) = run(plans, store, MANY).notices
    assert finding.message.startswith("mtfp 9.0.0 wrote entries of this store")


def test_after_a_run_that_was_killed_the_finding_comes_again(plans, tmp_path):
    store = earlier(tmp_path / "store")
    with pytest.raises(Stopped):
        run(plans, store, MANY, Counting(stop_after=1))  # type: ignore[arg-type]
    assert said(run(plans, store, MANY)) == [FINDING]


def test_many_runs_may_begin_one_store_at_once(tmp_path):
    """Whichever marks it first, none finds a marker that is cut short, and none finds another's entries unmarked."""
    store, found = tmp_path / "store", list[Finding]()

    def begin(number: int) -> None:
        found.extend(begin_store(store))
        (store / f"{number:02x}").mkdir(exist_ok=True)
        (store / f"{number:02x}" / "entry.json").write_text("x", encoding="utf-8")
        found.extend(begin_store(store))

    runs = [threading.Timer(number / 1000, begin, (number,)) for number in range(24)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert found == []
    assert [file.name for file in store.iterdir() if file.is_file()] == [MARKER]


def test_a_store_that_may_only_be_read_is_left_as_it_is(tmp_path):
    mark(tmp_path)
    before = (tmp_path / MARKER).stat().st_mtime_ns
    assert begin_store(tmp_path) == ()
    mark(tmp_path)
    assert (tmp_path / MARKER).stat().st_mtime_ns == before
