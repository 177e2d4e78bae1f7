"""Plain words: no docstring, sentence about a field or help text begins as a riddle, and none uses a banned word.

A floor, not the measure: only a reader can say whether a sentence is understood at the first reading.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mtfp

PACKAGE = Path(mtfp.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
DOCUMENTS = [
    Path("README.md"),
    Path("CONTRIBUTING.md"),
    *sorted(file for folder in (PACKAGE, Path("docs"), Path("examples")) for file in folder.rglob("*.md")),
]
RIDDLES = {"What", "How", "Whether", "Where", "Which", "That", "Who", "Whose", "Why", "When", "If"}
"""First words that make a sentence a clause without its main verb."""
FRAGMENTS = {"And", "As", "Beside", "Besides", "In", "It", "Its", "Nobody", "Of", "Or", "Somebody", "Their", "They"}
"""First words that lean on a sentence before, or put its end first."""
BANNED = re.compile(r"\b(nil|beside|somebody|nobody|told|untold|be had)\b", re.IGNORECASE)


def docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the docstrings of a module, its classes and functions, and the sentences under its fields and constants."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            match statement:
                case ast.Expr(value=ast.Constant(value=str() as text)):
                    yield statement.lineno, text.strip()


def help_texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the help texts of options."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield node.value.lineno, str(node.value.value)


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every text of a module that has more than one word: docstrings and all that is shown."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


def first_word(text: str) -> str:
    """Return the first word, without signs around it."""
    return text.split()[0].strip("`*\"'(),.:;") if text.split() else ""


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_sentence_begins_as_a_riddle(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    sentences = [*docstrings(tree), *help_texts(tree)]
    assert [(line, text.splitlines()[0]) for line, text in sentences if first_word(text) in RIDDLES | FRAGMENTS] == []


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_text_uses_a_banned_word(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert [(line, word[0], text) for line, text in texts(tree) if (word := BANNED.search(text))] == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=str)
def test_no_document_uses_a_banned_word(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [(number, line) for number, line in enumerate(lines, 1) if BANNED.search(line)] == []


def test_the_rules_find_what_they_are_for() -> None:
    tree = ast.parse('def f():\n    """What a run keeps."""\n\nx = 1\n"""Of pots: nil."""\n')
    assert {first_word(text) for _, text in docstrings(tree)} == {"What", "Of"}
    assert BANNED.search("rows of nil")
    assert not BANNED.search("council and vanilla")
