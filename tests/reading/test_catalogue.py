"""Every code that the program can show is explained, and every code that is explained can be shown."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import mtfp
from mtfp.findings.catalogue.codes import CODES

PACKAGE = Path(mtfp.__file__).parent
CATALOGUE = sorted((PACKAGE / "findings" / "catalogue").glob("codes*.py"))
CODE = re.compile(r"[EW][0-9]{3}")


def codes_in(file: Path) -> Iterator[str]:
    """The codes that stand as texts in a module."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def test_what_is_shown_is_explained_and_the_other_way_round() -> None:
    modules = [file for file in PACKAGE.rglob("*.py") if file not in CATALOGUE]
    shown = {code for file in modules for code in codes_in(file)}
    assert shown == {code.code for code in CODES}


def test_every_part_of_the_catalogue_is_in_it() -> None:
    assert {code for file in CATALOGUE for code in codes_in(file)} == {code.code for code in CODES}
