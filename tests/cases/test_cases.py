"""Cases worked by hand: each YAML file here has a note with the arithmetic, a part of a plan, and what must come out.

`plan` is laid over MINIMAL: a section it has replaces the minimal plan's, assumptions are added to it. `files` are CSVs
beside the plan. `under` names a scenario that comes with mtfp, under which the plan is projected. `expect` gives a
row's value by year (`blank` where there must be none); `warns` lists the warnings that must come. The values are worked
from the model document, never copied from the program.
"""

from pathlib import Path

import numpy as np
import pytest
import yaml

from mtfp.analysis.expected_events import expected_events
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.engine.ledger import INS, OUTS
from mtfp.model.costs.line import PARTNERS
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.results.figures import figures
from mtfp.results.moves import moves
from mtfp.results.services import activity, bought_elsewhere, needed, spent_elsewhere

CASES = sorted(Path(__file__).parent.glob("*.yaml"))
KEYS = {"note", "files", "plan", "under", "expect", "warns"}
HAND = "worked by hand"
STILL = {"unit": "rate", "central": "0%"}
MINIMAL = {
    "mtfp": 1,
    "name": "A case",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "source": HAND,
    "lines": {"home": {"partner": "council", "setting": "community", "budget": 100, "components": {"still": "100%"}}},
    "funding": {"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "still"}},
}


def laid_over_minimal(plan):
    sourced = {name: {"source": HAND, **said} for name, said in plan.get("assumptions", {}).items()}
    return {**MINIMAL, **plan, "assumptions": {"still": {"source": HAND, **STILL}, **sourced}}


def moved(projection):
    """What each move does, by the names of the table's rows."""
    found = {}
    for name, by in moves(projection).items():
        found |= {f"{name}.leaves.{line}": units for line, units in by.leaves.items()}
        parts = ("released", "reinvested", "income_lost", "followers", "net")
        found |= {f"{name}.{part}": getattr(by, part) for part in parts}
    return found


def rows(projection):
    """Every figure that a case may name, shape (year, draw)."""
    plan, closing = projection.plan, projection.closing
    parts = {
        "lines": dict(zip(plan.lines, projection.costs.cost, strict=True)),
        "activity": activity(projection),
        "needed": needed(projection),
        "bought_elsewhere": bought_elsewhere(projection),
        "spent_elsewhere": spent_elsewhere(projection),
        "assumptions": projection.draws.values,
        "commitments": projection.spending.commitments,
        "investments": projection.spending.investments,
        "events": projection.spending.events,
        "transfers": projection.spending.transfers,
        "moves": moved(projection),
        "receipts": {name: receipt.total for name, receipt in projection.receipts.items()},
        "usable": projection.usable,
        "saved": {name: brought.achieved for name, brought in projection.savings.items()},
        "ageing": {name: by.ageing for name, by in projection.ageing.items()},
        "healthier": {name: by.healthier for name, by in projection.ageing.items()},
        "position": dict(zip(PARTNERS, closing.position, strict=True)),
        "left": dict(zip(PARTNERS, closing.left, strict=True)),
        "spare": dict(zip(PARTNERS, closing.spare, strict=True)),
        **{f"closed.{key}": dict(zip(PARTNERS, step.closed, strict=True)) for key, step in closing.steps.items()},
        **{f"paid.{key}": dict(zip(PARTNERS, step.partners, strict=True)) for key, step in closing.steps.items()},
    }
    named = {f"{part}.{name}": values for part, items in parts.items() for name, values in items.items()}
    moves = (*INS, *OUTS, "closing", "floor")
    reserves = {
        f"reserves.{name}.{row}": getattr(reserve, row)
        for name, reserve in projection.reserves.items()
        for row in moves
    }
    expected = expected_events(plan)
    events = {"expected_events": expected.integrated, "set_aside_expected_events": expected.set_aside}
    by_year = {row: values[:, None] for row, values in events.items()}
    return {**named, **reserves, **by_year, **figures(projection)}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_case(file, tmp_path):
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert case.keys() <= KEYS
    assert case["note"].strip()
    for name, text in case.get("files", {}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = laid_over_minimal(case["plan"])
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    read = read_plan(tmp_path)
    plan = apply_scenarios(read, case["under"]).plan if "under" in case else read.plan
    found = rows(project(plan, central_draws(plan)))
    assert case["expect"]
    wrong = []
    for row, by_year in case["expect"].items():
        for year, expected in by_year.items():
            value = found[row][read.plan.timeline.labels.index(year), 0]
            if not np.isclose(
                value, np.nan if expected == "blank" else expected, rtol=1e-12, atol=1e-9, equal_nan=True
            ):
                wrong.append(f"{row} in {year}: {value!r}, by hand {expected}")
    assert not wrong, "\n".join([case["note"], *wrong])
    assert set(case.get("warns", ())) <= {finding.code for finding in read.warnings}
