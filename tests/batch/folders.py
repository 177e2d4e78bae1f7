"""Folders of small plans, and ways to break one."""

from collections.abc import Callable, Mapping
from pathlib import Path

from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.plans.discover import discover
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.run import run_batch
from mtfp.batch.work.engines import Engine, one_thread
from mtfp.batch.work.store import Store
from mtfp.draws.sampling import Sampling
from tests.simulation.sampled import SMALL

SCENARIO = "mtfp: 1\nscenario: dear\nlevers:\n  - shift: {assumption: pay, by: 1%}\n"
NO_RESERVE = "mtfp: 1\nscenario: no-reserve\nlevers:\n  - reserves: {name: general, floor: 3% of expenditure}\n"
WANTED = BatchRequest(draws=300, sampling=Sampling(1))


def named(name: str, text: str = SMALL) -> str:
    """Return the small plan under another name and with another budget, so that no two are the same."""
    return text.replace("name: Sampled", f"name: {name}").replace("budget: 1000", f"budget: {1000 + len(name)}")


def write_plans(folder: Path, count: int) -> list[Path]:
    """Write a number of plans, each in its own folder, next to scenarios and other files."""
    paths = []
    for number in range(count):
        path = folder / f"area-{number:02d}" / "plan.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(named(f"Area {number:02d}" + "x" * (number % 7)), encoding="utf-8")
        paths.append(path)
    for name, text in (
        ("dear", SCENARIO),
        ("no-reserve", NO_RESERVE),
        ("workflow", "on: push\n"),
        ("policy", "policy: all\n"),
        ("options", "mtfp: 1\noptions: {}\n"),
    ):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return paths


def changed(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


BROKEN: Mapping[str, Callable[[Path], None]] = {
    "E101": lambda path: path.write_bytes(b"name: \xa3"),
    "E102": lambda path: path.write_text("lines: {a: [1, 2\n", encoding="utf-8"),
    "E111": lambda path: path.write_text("", encoding="utf-8"),
    "E202": changed("reserves:", "reservs:"),
    "E301": changed("components: {pay: 100%}", "components: {pey: 100%}"),
    "E317": changed("years: 3", "years: 3\npopulation: {file: people.csv}"),
    "E322": changed("of: reserves.general", "of: reserves.genral"),
}
"""Seven ways to break a plan, by the code of the finding."""


def run(folder: Path, store: Path, wanted: BatchRequest = WANTED, engine: Engine | None = None) -> BatchResult:
    """A batch of all plans of a folder, in one thread by default."""
    if engine:
        return run_batch(discover([folder]), wanted, Store(store), engine, debug=True)
    with one_thread() as usual:
        return run_batch(discover([folder]), wanted, Store(store), usual, debug=True)


def digests(result: BatchResult) -> list[tuple[str, str]]:
    return [(plan.name, plan.digest) for plan in result.with_results]
