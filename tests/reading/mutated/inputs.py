"""Valid inputs that are spoilt: plans, scenarios for a plan, and tables that a plan names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mtfp.reading.sheets.forms import SECTIONS
from mtfp.scenarios.shipped import shipped
from tests.reading.marked import SOUND
from tests.reading.sheets.test_whole import WHOLE, in_sheets

ROOT = Path(__file__).parents[3]
HERE = ROOT / "tests" / "reading"
GOLDEN = ROOT / "tests" / "golden"
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Input:
    """Files of a folder, by name; `spoilt` is the file that is changed, `scenario` the one to apply, if any."""

    name: str
    spoilt: str
    files: Mapping[str, str] = field(repr=False)
    weight: int = 1
    scenario: str = ""

    @property
    def text(self) -> str:
        return self.files[self.spoilt]

    @property
    def is_table(self) -> bool:
        return self.spoilt.endswith(".csv")


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@cache
def inputs() -> tuple[Input, ...]:
    """Return every input, the smaller ones with a larger weight: more of their mutants differ in kind."""
    return (*_plans(), *_tables(), *_scenarios())


def _plans() -> Iterator[Input]:
    yield Input("sound", "plan.yaml", {"plan.yaml": SOUND}, 16)
    yield Input("whole", "plan.yaml", {"plan.yaml": WHOLE}, 12)
    yield Input("golden", "plan.yaml", _golden(), 6)
    yield Input("shetland", "plan.yaml", {"plan.yaml": text_of(EXAMPLES / "shetland" / "plan.yaml")}, 4)
    yield Input("scale", "plan.yaml", {"plan.yaml": text_of(HERE / "scale" / "plan.yaml")}, 4)
    for name in ("gateshead-2025", "shetland-2019"):
        yield Input(name, "plan.yaml", {"plan.yaml": text_of(EXAMPLES / name / "plan.yaml")}, 6)
    for file in sorted((EXAMPLES / "schemes").glob("*.yaml")):
        yield Input(file.stem, "plan.yaml", {"plan.yaml": text_of(file)}, 2)


def _golden() -> dict[str, str]:
    """Return the files of the golden plan, with the scenario that has something of every lever."""
    return {
        "plan.yaml": text_of(GOLDEN / "plan.yaml"),
        "national.yaml": text_of(GOLDEN / "national.yaml"),
        "school_nursing.csv": text_of(GOLDEN / "school_nursing.csv"),
        "every-lever.yaml": text_of(GOLDEN / "every-lever.yaml"),
    }


def _tables() -> Iterator[Input]:
    """Yield the plan with each section in turn in a table, and once with all of them, of which the plan is spoilt."""
    sheets = {f"{section}.csv": text_of(HERE / "sheets" / f"{section}.csv") for section in SECTIONS}
    for section in SECTIONS:
        table = f"{section}.csv"
        yield Input(section, table, {"plan.yaml": in_sheets(WHOLE, section), table: sheets[table]}, 6)
    yield Input("sheets", "plan.yaml", {"plan.yaml": in_sheets(WHOLE, *SECTIONS), **sheets}, 1)
    yield Input("profile", "school_nursing.csv", _golden(), 1)
    yield Input("national", "national.yaml", _golden(), 1)


def _scenarios() -> Iterator[Input]:
    yield Input("every-lever", "every-lever.yaml", _golden(), 3, "every-lever.yaml")
    for file in shipped():
        files = {"plan.yaml": text_of(HERE / "scale" / "plan.yaml"), "scenario.yaml": text_of(file)}
        yield Input(file.stem, "scenario.yaml", files, 1, "scenario.yaml")
