"""Nothing can be added without its words and its evidence.

Each funding rule, closing step, rule for who pays, lever, spread, key of a check, format, table and finding has a
docstring where its code is (formats a summary, findings a page), a sentence in the documents, and a case worked
by hand or a test of it. What closes a gap also says where it is from: who pays is an agreement, never an idea of ours.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
import yaml
from checks_by_hand import CHECKS
from documents import ROOT, quoted, tables
from moves_by_hand import BY_HAND as MOVES_BY_HAND
from paper_by_hand import BY_HAND as PAPER_BY_HAND
from registers_by_hand import BY_HAND as REGISTERS_BY_HAND
from simulated_by_hand import BY_HAND as SIMULATED_BY_HAND
from spreads_as_written import SPREADS
from tables_by_hand import BY_HAND
from views_by_hand import BY_HAND as VIEWS_BY_HAND

from mtfp.findings.catalogue import codes, read_page
from mtfp.model.base.part import OneOf
from mtfp.model.check import Check
from mtfp.model.money_in.funding import Stream
from mtfp.model.scheme.closing_steps import Step
from mtfp.model.scheme.who_pays import AdditionalPayments
from mtfp.model.uncertainty.spreads import Spread
from mtfp.reports.formats import FORMATS
from mtfp.scenarios.levers.lever import Lever
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED

TESTS = ROOT / "tests"
PLAN_FILE, SCENARIO_FILE = (
    tables(ROOT / "docs" / "reference" / f"{name}-file.md", "part") for name in ("plan", "scenario")
)
RESULTS = ROOT / "docs" / "reference" / "results.md"


class Kind(NamedTuple):
    """One kind of thing: all there are, the words in the code, the sentence in the documents, and who uses it."""

    names: tuple[str, ...]
    docstring: Callable[[str], str | None]
    sentence: Callable[[str], str]
    used: Callable[[], set[str]]


def own_docstring(part: type[OneOf]) -> Callable[[str], str | None]:
    """The docstring of the class behind a choice; one that is only inherited is none."""

    def of(choice: str) -> str | None:
        return part.choices[choice].__dict__.get("__doc__")

    return of


@cache
def attribute_docs(part: type) -> dict[str, str]:
    """The sentence under each field of a class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(part))).body[0].body
    pairs = pairwise(body)
    return {
        field.target.id: under.value.value
        for field, under in pairs
        if isinstance(field, ast.AnnAssign) and isinstance(under, ast.Expr) and isinstance(under.value, ast.Constant)
    }


def row(listed: list[list[str]], name: str) -> str:
    """What a table of a document says of a name in its first column, in the last."""
    return next((cells[-1] for cells in listed if quoted(cells[0])[:1] == [name]), "")


def in_plan_file(part: str) -> Callable[[str], str]:
    return lambda name: row(PLAN_FILE[part], name)


def of_results(name: str) -> str:
    return row(tables(RESULTS, "rows")["tables"], name)


def of_formats(name: str) -> str:
    found = re.search(rf"^\| `{name}` \| (.*) \|$", RESULTS.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def of_codes(code: str) -> str:
    """The document explains codes by their ranges; every code must fit one that it names, and a warning has a row."""
    if code.startswith("W"):
        return row([[f"`{first}`", last] for first, last in tables(RESULTS, "rows")["warnings"]], code)
    said = RESULTS.read_text(encoding="utf-8").split("## Findings")[1]
    ranges = re.findall(r"\b[EW][0-9x]{3}\b", said)
    return next((each for each in ranges if re.fullmatch(each.replace("x", r"\d"), code)), "")


@cache
def cases() -> tuple[dict[str, Any], ...]:
    """The plans that are worked by hand."""
    read = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in (TESTS / "cases").glob("*.yaml"))
    return tuple(case["plan"] for case in read)


def payers_by_hand() -> set[str]:
    steps = [step for plan in cases() for step in plan.get("scheme", {}).get("steps", ())]
    return {step["additional_payments"]["who"] for step in steps if "additional_payments" in step}


def rules_by_hand() -> set[str]:
    return {key for plan in cases() for stream in plan.get("funding", {}).values() for key in stream}


def steps_by_hand() -> set[str]:
    return {key for plan in cases() for step in plan.get("scheme", {}).get("steps", ()) for key in step}


@cache
def trees(folder: str) -> tuple[ast.Module, ...]:
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in (TESTS / folder).rglob("*.py"))


def texts(folder: str) -> Iterator[str]:
    """Every text that stands in the tests of a folder, docstrings apart."""
    for tree in trees(folder):
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield node.value


def levers_in_tests() -> set[str]:
    return {found for text in texts("scenarios") for found in re.findall(r"^(?:\s*- )?(\w+): \{", text, re.MULTILINE)}


def formats_in_pairs() -> set[str]:
    """The formats whose switch is known to change something: mistakes that other tests type prove nothing."""
    pairs = (TESTS / "cli" / "test_switches.py").read_text(encoding="utf-8")
    return set(re.findall(r"--format (\w+)\"", pairs))


def codes_in_tests() -> set[str]:
    """The codes that tests of reading expect; those of the command line also type codes that there are none of."""
    here = Path(__file__).parent.name
    folders = [folder.name for folder in TESTS.iterdir() if folder.is_dir() and folder.name not in (here, "cli")]
    in_texts = {code for folder in folders for text in texts(folder) for code in re.findall(r"\b[EW][0-9]{3}\b", text)}
    return in_texts | {file.name[:4] for file in (TESTS / "reading" / "cases").iterdir()}


BY_NAME = {each.name: each for each in FORMATS}
PAYERS = {
    get_args(rule.model_fields["who"].annotation)[0]: rule
    for rule in get_args(AdditionalPayments.model_fields["root"].annotation)
}
"""The rules for who pays, by what a plan calls them."""
KINDS = {
    "funding rule": Kind(tuple(Stream.choices), own_docstring(Stream), in_plan_file("Stream"), rules_by_hand),
    "closing step": Kind(tuple(Step.choices), own_docstring(Step), in_plan_file("Step"), steps_by_hand),
    "rule for who pays": Kind(
        tuple(PAYERS),
        lambda who: PAYERS[who].__dict__.get("__doc__"),
        lambda who: row(PLAN_FILE["who"], who),
        payers_by_hand,
    ),
    "spread": Kind(tuple(Spread.choices), own_docstring(Spread), in_plan_file("Spread"), lambda: set(SPREADS)),
    "lever": Kind(
        tuple(Lever.choices), own_docstring(Lever), lambda name: row(SCENARIO_FILE["Lever"], name), levers_in_tests
    ),
    "check": Kind(
        tuple(field.alias or name for name, field in Check.model_fields.items()),
        lambda key: next(text for name, text in attribute_docs(Check).items() if name.rstrip("_") == key),
        in_plan_file("Check"),
        lambda: {key for case in CHECKS for key in case.check},
    ),
    "format": Kind(tuple(BY_NAME), lambda name: BY_NAME[name].summary, of_formats, formats_in_pairs),
    "table": Kind(
        tuple(TABLES),
        lambda name: TABLES[name].__doc__,
        of_results,
        lambda: {*BY_HAND, *VIEWS_BY_HAND, *MOVES_BY_HAND, *REGISTERS_BY_HAND, *PAPER_BY_HAND},
    ),
    "table of a run": Kind(
        tuple(SIMULATED),
        lambda name: SIMULATED[name].__doc__,
        lambda name: row(tables(RESULTS, "rows")["simulate"], name),
        lambda: set(SIMULATED_BY_HAND),
    ),
    "finding": Kind(codes(), lambda code: str(read_page(code).sections[0].parts[0]), of_codes, codes_in_tests),
}
CLOSES = ("closing step", "rule for who pays")
"""The kinds that say who pays."""
EACH = [(kind, name) for kind, about in KINDS.items() for name in about.names]


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_its_code_says_what_it_is(kind, name):
    assert KINDS[kind].docstring(name), f"the {kind} `{name}` has no words of its own beside its code"


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name in EACH if kind in CLOSES])
def test_what_closes_a_gap_says_where_it_is_from(kind, name):
    said = textwrap.dedent(KINDS[kind].docstring(name) or "")
    assert re.search(r"^ *Source: \w", said, re.MULTILINE), (
        f"the docstring of the {kind} `{name}` has no line `Source: ...`: the agreement or report that has it"
    )


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_a_document_says_what_it_is(kind, name):
    assert KINDS[kind].sentence(name), (
        f"the {kind} `{name}` is in no document: see docs/understanding/architecture.md, where to add code"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_or_test_uses_it(kind):
    missing = sorted(set(KINDS[kind].names) - KINDS[kind].used())
    assert missing == [], f"no case worked by hand and no test uses the {kind} {', '.join(missing)}"
