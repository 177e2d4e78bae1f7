"""A page for every code that mtfp can show, a code for every page, and every page in form."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mtfp
from mtfp.findings.catalogue import FORM, Example, codes, find_code, parse_page, read_page

PACKAGE = Path(mtfp.__file__).parent
PAGES = PACKAGE / "findings" / "pages"
CODE = re.compile(r"[EW][0-9]{3}")
WIDEST = 110
LANGUAGES = {"yaml", "console", "text"}
GOOD = read_page("E302")
TEXT = (PAGES / "E302.md").read_text(encoding="utf-8")
LINES = ("lines:", "  care_homes:", "    components: {pay_council: 62%, cpi: 28%}")
EXAMPLE = "\n".join(("```yaml", *LINES, "```"))


def codes_in(file: Path) -> Iterator[str]:
    """Yield the codes that stand as texts in a module."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {code for file in PACKAGE.rglob("*.py") for code in codes_in(file)} == set(codes())


def test_the_folder_holds_pages_only() -> None:
    assert [page.name for page in PAGES.iterdir() if not re.fullmatch(r"[EW][0-9]{3}\.md", page.name)] == []


@pytest.mark.parametrize("code", codes())
def test_a_page_is_in_form(code: str) -> None:
    page = read_page(code)
    assert find_code(f" {code.lower()}: ") == code
    assert not page.title.endswith((".", "?"))
    assert all(example.strip() for example in page.examples)
    *_, example, instead = page.sections
    assert example.parts != instead.parts[1:]
    parts = [part for section in page.sections for part in section.parts]
    assert {part.language for part in parts if isinstance(part, Example)} <= LANGUAGES
    for text in (part for part in parts if isinstance(part, str)):
        assert text.endswith((".", ":"))
        assert text[0].isupper() or text.startswith(("`", "mtfp ", *"0123456789"))
    for section in page.sections[:2] + page.sections[3:]:
        (first, *_) = section.parts
        assert isinstance(first, str)
        assert not re.match(r"[^.]*\?(\s|$)", first)


@pytest.mark.parametrize("code", codes())
def test_a_page_can_be_read_raw(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > WIDEST or line != line.rstrip()] == []
    assert text.endswith("\n")
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# E302:", "# E303:", "first line"),
        ("# E302: ", "# E302:", "first line"),
        ("## Why it matters", "## Why", "headings"),
        ("## Why it matters", "### Why it matters", "headings"),
        (EXAMPLE, "Two shares.", "example"),
        ("Money would", "```yaml\na: 1\n```\n\nMoney would", "example"),
        ("38%}\n```", "38%}", "fence"),
        (EXAMPLE, EXAMPLE.replace("yaml", ""), "fence"),
        ("Money would be lost or counted twice.\n", "", "empty"),
    ],
)
def test_a_page_out_of_form_is_refused(old: str, new: str, message: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(ValueError, match=message):
        parse_page("E302", TEXT.replace(old, new))


def test_paragraphs_and_examples_keep_their_order() -> None:
    text = TEXT.replace("Money would", "A first\nparagraph.\n\nMoney would")
    assert parse_page("E302", text).sections[1].parts == ("A first paragraph.", "Money would be lost or counted twice.")
    assert [section.heading for section in GOOD.sections] == list(FORM)
    assert GOOD.sections[2].parts == (Example("yaml", LINES),)
