"""Catalogue of findings: a page in `mtfp/findings/pages` for every code that mtfp can show.

A code never changes its meaning: a new finding takes a new code, and the code of a removed finding is not used again.

    E101-E119  files, YAML and workbooks
    E120-E136  CSV files and their cells
    E137       more errors than are worked out
    E201-E229  single keys and values, and sections from spreadsheets and workbooks
    E301-E349  parts of a plan that must fit each other
    E350-E364  populations and profiles from files
    E401-E499  scenarios
    E501-E529  policies, baselines, and many plans at once
    E680-E684  decisions, actions and agreements
    E685-E687  two versions of a plan
    E688-E689  policy of reserves, and braces in texts
    E690-E693  scenarios in part
    E694-E699  edited workbooks
    E701-E719  options
    W501-W528  warnings about a plan
    W551-W559  warnings about scenarios
    W560-W579  warnings about figures far from those of other plans
    W580-W592  warnings about what a plan counts on, what has no effect, and entries that contradict each other
    W593-W599  warnings about words that the figures contradict
    W601-W604  quality of plans
    W611-W619  warnings about many plans at once, national files and sections from spreadsheets
    W650-W651  warnings about changes that are counted twice, and about rates under scenarios
    W652-W656  warnings about agreements, required records and reserves
    W660       warnings about levers
    W661-W662  warnings about words that the figures contradict
    W663-W664  warnings about amounts among those of other years
    W665-W666  warnings about scenarios in part
    W667-W669  warnings about rates next to their spread and other rates, and about the same money in two sections
    W701-W702  warnings about options
    W703-W709  warnings about decisions, actions and dates
    W710-W711  warnings about rows of a population, and about additions to a followed rate
    W712-W716  warnings about entries on another line, partner or rate than their names and their fellows say
    W717-W719  warnings about money under another partner or arm than its words name, and about levels of a reserve
    W720-W722  warnings about savings, payments and actions next to others of their kind
    W723       warnings about levers on another entry than their words name
    W724       warnings about agreements that go on after the plan
    W725-W726  warnings about the ends of a spread, and about a rate among those of other years
    W727-W729  warnings about edited workbooks
    W730       warnings about mapping files
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

FORM = ("What is wrong", "Why it matters", "Example", "Write instead")
"""Headings that every page has, in this order."""


@dataclass(frozen=True, slots=True)
class Example:
    """Example on a page: lines of a file, or a command. `language` is `yaml`, `console` or `text`."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Section of a page: a heading with its paragraphs and examples."""

    heading: str
    parts: tuple[str | Example, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Page that explains a code: a title, and one section for each heading of `FORM`."""

    code: str
    title: str
    sections: tuple[Section, ...]

    @property
    def examples(self) -> tuple[str, ...]:
        """Return the texts of the page's two examples: first the mistake, then its correction."""
        parts = (part for section in self.sections for part in section.parts)
        return tuple("\n".join(part.lines) for part in parts if isinstance(part, Example))


@cache
def codes() -> tuple[str, ...]:
    """Return every code, in order. The pages themselves aren't read.

    >>> codes()[:2]
    ('E101', 'E102')
    """
    names = (page.name for page in _pages().iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in names if name.endswith(".md")))


def find_code(text: str) -> str | None:
    """Return the code that a text contains, in capitals; None if no page explains it.

    >>> find_code("error[e103]")
    'E103'
    >>> find_code("E999") is None
    True
    """
    match = re.search(r"[EW][0-9]{3}(?![0-9])", text.upper())
    return match.group() if match and match.group() in codes() else None


def read_page(code: str) -> Page:
    """Read the page that explains a code.

    >>> read_page("E103").title
    'A name is given twice'
    """
    return parse_page(code, _pages().joinpath(f"{code}.md").read_text(encoding="utf-8"))


def parse_page(code: str, text: str) -> Page:
    """Return the page in a text. Raises ValueError if a heading or an example is missing or in the wrong section."""
    first, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    title = re.fullmatch(rf"# {code}: (\S.*)\n\n", first)
    if not title:
        raise ValueError(f"{code}.md: the first line must be `# {code}: ` and a title, followed by a blank line")
    page = Page(code, title[1], tuple(_section(code, section) for section in sections))
    if (headings := tuple(section.heading for section in page.sections)) != FORM:
        raise ValueError(f"{code}.md: the headings must be {', '.join(FORM)}; they are {', '.join(headings)}")
    for section in page.sections:
        examples = sum(isinstance(part, Example) for part in section.parts)
        if examples != (section.heading in FORM[2:]):
            raise ValueError(
                f"{code}.md: `Example` and `Write instead` need one example each, and other sections must have none"
            )
    return page


def _section(code: str, text: str) -> Section:
    """Split a section at its code fences: examples stand between fences, paragraphs outside."""
    heading, _, body = text.partition("\n")
    parts: list[str | Example] = []
    for outside, language, inside in re.findall(r"(.*?)(?:^```(\w+)\n(.*?)\n```$|\Z)", body, re.DOTALL | re.MULTILINE):
        parts += (" ".join(paragraph.split()) for paragraph in outside.split("\n\n") if paragraph.strip())
        if language:
            parts.append(Example(language, tuple(inside.split("\n"))))
    if not parts or any("```" in part for part in parts if isinstance(part, str)):
        raise ValueError(f"{code}.md: {heading!r} is empty, or has a code fence without a language or without an end")
    return Section(heading, tuple(parts))


def _pages() -> Traversable:
    return files("mtfp") / "findings" / "pages"
