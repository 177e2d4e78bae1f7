"""Elements of a Word file: paragraphs, and runs of text that XML allows. Must not know blocks or styles' names."""

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from mtfp.findings.show import printable
from mtfp.reports.files.letters import valid_xml

Element = Any
"""Element of lxml, which has no types of its own."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """Return an element of WordprocessingML with attributes in its namespace."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def letters(text: str) -> str:
    """Return a text whose control characters are written as codes, as XML forbids most of them."""
    return valid_xml(printable(text))


def run(text: str, *, bold: bool = False, code: str = "", half_points: int = 0) -> Element:
    """Return a run of text; `code` is the identifier of a style for characters, and `half_points` a size of type."""
    shown = element("t")
    shown.text = letters(text)
    shown.set(SPACE, "preserve")
    marks = [element("rStyle", val=code)] if code else []
    marks += [element("b"), element("bCs")] if bold else []
    marks += [element("sz", val=half_points), element("szCs", val=half_points)] if half_points else []
    return element("r", *([element("rPr", *marks)] if marks else []), shown)


def runs(text: str, code: str) -> list[Element]:
    """Return the runs of a text in which words between backticks are code. An odd number of backticks marks nothing."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [run(text)]
    return [run(part, code=code if at % 2 else "") for at, part in enumerate(parts) if part]


def field(instruction: str, shown: str) -> Element:
    """Return a field that Word works out, such as the number of the page; `shown` stands there until then."""
    return element("fldSimple", run(shown), instr=f" {instruction} ")


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """Return a paragraph in the style with this identifier; further properties are in the order that Word requires."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *content)
