"""Models and written workbooks, each made once."""

import io
import zipfile
from pathlib import Path

import pytest

from mtfp import apply_scenarios, read_plan
from mtfp.workbook.of_plan import Named, workbook_model
from mtfp.workbook.write import write

ROOT = Path(__file__).parents[2]
SCENARIOS = ("step-down", "high-pay", "maximum")


def plan_of(name):
    return read_plan(ROOT / name).plan


def written(model):
    """Writes a workbook in memory."""
    to = io.BytesIO()
    write(model, to)
    return to.getvalue()


@pytest.fixture(scope="session")
def shetland():
    """Model of Shetland's plan, with a switch between four scenarios."""
    read = read_plan(ROOT / "examples/shetland")
    changed = [apply_scenarios(read, name) for name in SCENARIOS]
    return workbook_model(read.plan, [Named(each.label, each.plan) for each in changed])


@pytest.fixture(scope="session")
def plain():
    """Model of Shetland's plan as it stands."""
    return workbook_model(plan_of("examples/shetland"), [])


@pytest.fixture(scope="session")
def parts(shetland):
    """XML parts of the written workbook by name."""
    with zipfile.ZipFile(io.BytesIO(written(shetland))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
