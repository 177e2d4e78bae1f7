"""Reading a plan out of a test: a text, and the files beside it."""

from collections.abc import Mapping
from pathlib import Path

from mtfp.findings.finding import Finding, Refused
from mtfp.reading import ReadPlan, read_plan
from tests.reading.marked import SOUND

LINES = Path(__file__).parent / "sound-lines.csv"
NONE: Mapping[str, str] = {}


def read(folder: Path, plan: str, files: Mapping[str, str] = NONE) -> ReadPlan:
    """The plan that a text says, with some files beside it."""
    for name, text in {"plan.yaml": plan, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_plan(folder)


def findings(folder: Path, plan: str, files: Mapping[str, str] = NONE) -> tuple[Finding, ...]:
    """What is found in a plan, whether it is refused or not."""
    try:
        return read(folder, plan, files).warnings
    except Refused as refused:
        return refused.findings


def said(found: tuple[Finding, ...], folder: Path) -> list[str]:
    """Findings on a line each: where, which and what."""
    return [f"{str(f.place).removeprefix(f'{folder}/')} {f.code} {f.message}" for f in found]


def with_csv_lines() -> str:
    """The sound plan, its lines in a CSV."""
    return f"{SOUND[: SOUND.index('lines:')]}lines: lines.csv\n{SOUND[SOUND.index('commitments:') :]}"
