"""The tables of a whole fictional partnership: `python -m tests.golden.regenerate` writes them anew.

Only in a commit that says which figure moved and why, in its message and under Figures in CHANGELOG.md; or that changes
words, which leaves every figure where it was. Read the difference before you commit it.
"""

from pathlib import Path

from mtfp.documents.blocks import Tables
from mtfp.documents.document import Document
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.reports.deliver import text_of
from mtfp.reports.page import Page
from mtfp.results.table import Table
from mtfp.scenarios.shipped import find_shipped
from mtfp.views.compared.breaks import breaks
from mtfp.views.compared.compare import compare
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.plan.tables import TABLES

HERE = Path(__file__).parent
SHOWN = (
    "statement", "lines", "funding", "pressures", "bridge", "savings", "mix", "vacancies", "reserves", "scheme",
    "partners", "directions", "hosted", "report_as", "assumptions", "risks", "commitments", "decisions", "actions",
    "agreed", "impact_assessments", "comparators",
)  # fmt: skip
SCENARIOS = ("step-down", "every-lever.yaml")
WIDTH = 100


def tables() -> dict[str, str]:
    """What each file must hold, by its name."""
    read = read_plan(HERE)
    projection = project(read.plan, central_draws(read.plan))
    changed_plans = []
    for scenario in SCENARIOS:
        changed = apply_scenarios(read, scenario if find_shipped(scenario) else str(HERE / scenario))
        changed_plans.append(
            ScenarioRun(changed.name, changed.label, project(changed.plan, central_draws(changed.plan)))
        )
    runs = [ScenarioRun("base", "The plan as it stands", projection), *changed_plans]
    together = (*compare(runs[0], changed_plans), breaks(runs))
    texts = {name: text(TABLES[name](projection, "base")) for name in SHOWN}
    return {f"{name}.txt": text for name, text in {**texts, "compare": text(*together)}.items()}


def text(*tables: Table) -> str:
    """Tables as a terminal of some width shows them."""
    return text_of(Document("", (Tables(tables),)), "table", Page(width=WIDTH))


def main() -> None:
    for name, text in tables().items():
        file = HERE / name
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(text, encoding="utf-8", newline="\n")
        print(f"{'as it was' if before == text else 'CHANGED'}  {file.relative_to(HERE.parents[1])}")


if __name__ == "__main__":
    main()
