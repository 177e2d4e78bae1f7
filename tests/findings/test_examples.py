"""Every Example of a page raises its finding and no other; every Write instead raises none."""

import ast
from pathlib import Path

import pytest

from mtfp.findings.catalogue import codes, read_page
from tests.findings.tried import COMMANDS, CONTEXTS, FAMILIES, PREPARED, WHOLE, examples, raised

ROOT = Path(__file__).parents[2]
ELSEWHERE = {
    "E101": "tests/text/test_cases.py::test_each_wrong_input_is_refused_at_its_place_with_its_repair",
    "E108": "tests/text/test_cases.py::test_each_wrong_input_is_refused_at_its_place_with_its_repair",
    "E125": "tests/text/test_cases.py::test_each_wrong_input_is_refused_at_its_place_with_its_repair",
    "E137": "tests/reading/test_limits.py::test_errors_at_many_places_are_worked_out_up_to_a_limit",
}
"""Encodings and sizes, which a page can only describe: the test that causes the finding."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("code", [code for code in codes() if code not in ELSEWHERE])
def test_an_example_raises_its_finding_and_no_other(code: str) -> None:
    wrong, _ = examples(code)
    assert raised(code, wrong) == {code}


@pytest.mark.parametrize("code", codes())
def test_what_to_write_instead_raises_none(code: str) -> None:
    _, right = examples(code)
    assert raised(code, right) == set()


@pytest.mark.parametrize(("code", "test"), ELSEWHERE.items())
def test_a_situation_that_a_page_can_only_describe_is_caused_by_a_test(code: str, test: str) -> None:
    *_, example, _ = read_page(code).sections
    assert isinstance(example.parts[-1], str), "say in a sentence under the example when it happens"
    file, name = test.split("::")
    assert code in texts_of(name, (ROOT / file).read_text(encoding="utf-8"))


def test_what_is_prepared_is_for_codes_that_there_are() -> None:
    special = {file.stem for file in CONTEXTS.glob("[EW][0-9]*.yaml")}
    assert {*FAMILIES, *COMMANDS, *WHOLE, *ELSEWHERE, *PREPARED, *special} <= set(codes())


def texts_of(name: str, module: str) -> set[str]:
    """Return the texts in a function of a module, in its decorators, and in the constants and functions it uses."""
    defined: dict[str, ast.stmt] = {}
    for node in ast.parse(module).body:
        if isinstance(node, ast.FunctionDef):
            defined[node.name] = node
        elif isinstance(node, ast.Assign):
            defined.update({target.id: node for target in node.targets if isinstance(target, ast.Name)})
    assert name in defined, f"there is no test {name}"
    texts, names, done = set[str](), {name}, set[str]()
    while names - done:
        done.add(used := min(names - done))
        for part in ast.walk(defined[used]) if used in defined else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                texts.add(part.value)
            elif isinstance(part, ast.Name):
                names.add(part.id)
    return texts
