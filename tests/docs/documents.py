"""The project's documents as tests see them: fenced blocks, marked tables, links and headings.

A comment on the line before a block or a table says what a test does with it: `<!-- test: plan -->`,
`<!-- file: lines.csv -->`, `<!-- part: Line -->`, `<!-- rows: figures -->`, `<!-- width: 100 -->`, `<!-- exit: 1 -->`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").rglob("*.md"))
OF_EXAMPLES = sorted((ROOT / "examples").rglob("README.md"))
DOCUMENTS = [README, *DOCS, *OF_EXAMPLES]

_BLOCK = re.compile(r"((?:^<!-- [^\n]* -->\n)*)^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^<!-- (part|rows): (\w+) -->\n\n?((?:^\|.*\n)+)", re.MULTILINE)
_MARK = re.compile(r"<!-- (\w+): (.*?) -->")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, where it begins, and what the comments before it say."""

    file: Path
    line: int
    language: str
    text: str
    marks: dict[str, str]

    def __str__(self) -> str:
        return f"{named(self.file)}:{self.line}"


def named(file: Path) -> str:
    """A document's path as test names show it."""
    return file.relative_to(ROOT).as_posix()


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def blocks(file: Path, *languages: str) -> list[Block]:
    """The fenced blocks of some languages, in order."""
    text = text_of(file)
    return [
        Block(file, text[: found.start(2)].count("\n") + 1, found[2], found[3], dict(_MARK.findall(found[1])))
        for found in _BLOCK.finditer(text)
        if found[2] in languages
    ]


def tables(file: Path, kind: str) -> dict[str, list[list[str]]]:
    """The marked tables of one kind (`part` or `rows`) by name: the cells of each row, without the heads."""
    found = [(name, rows) for marked, name, rows in _TABLE.findall(text_of(file)) if marked == kind]
    assert len(found) == len({name for name, _ in found}), "a part is described twice"
    return {name: [_cells(row) for row in rows.splitlines()[2:]] for name, rows in found}


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split(" | ")]


def quoted(text: str) -> list[str]:
    """What stands between backticks, in order."""
    return re.findall(r"`([^`]+)`", text)


def links(file: Path) -> list[str]:
    """Where a document's links lead, code left out."""
    return _LINK.findall(_CODE.sub("", text_of(file)))


def anchors(file: Path) -> set[str]:
    """The anchors that GitHub makes of a document's headings."""
    prose = re.sub(r"^```.*?^```$", "", text_of(file), flags=re.MULTILINE | re.DOTALL)
    return {_anchor(heading) for heading in _HEADING.findall(prose)}


def _anchor(heading: str) -> str:
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
