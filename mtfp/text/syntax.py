"""Diagnosis of YAML syntax errors, in words for the person who wrote the line.

PyYAML's parsers report tokens and contexts. This module turns each of their messages, and the lines of the file there,
into one sentence and one repair. Knows YAML's notation; must not know what a plan is.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from mtfp.findings.finding import Finding
from mtfp.findings.suggest import quoted
from mtfp.text.odd_blanks import structural_odd_blank
from mtfp.text.source import Mark, Source

NO_SPACE_AFTER_COLON = re.compile(r"^(\s*(?:- +)*[\w .-]*\w):(?=[^\s:])")
ENTRY = re.compile(r"^\s*(?:- +)*[^\s#:'\"\[{-][^#:]*:(?=\s|$)")
NAME_ALONE = re.compile(r"^\s*(?:- +)*(\w[\w .-]*?)\s*$")
INDENT_FIX = "start the line in the same column as the entries around it; indent by two spaces for each level"
COLON_FIX = "write `name: value`, with a space after the colon"


class Complaint(NamedTuple):
    """Complaint of a parser: its message (`words`), where it stopped (`at`), and the start of the faulty part."""

    words: str
    source: Source
    at: Mark
    since: Mark

    def line(self, number: int) -> str:
        lines = self.source.lines
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def has(self, *words: str) -> bool:
        return any(part in self.words for part in words)

    @property
    def character(self) -> str:
        return self.line(self.at.line)[self.at.column - 1 :][:1]

    @property
    def opening(self) -> str:
        return self.line(self.since.line)[self.since.column - 1 :][:1]

    @property
    def begins_line(self) -> bool:
        return not self.line(self.at.line)[: self.at.column - 1].strip()

    def finding(self, message: str, fix: str, mark: Mark | None = None, length: int = 1) -> Finding:
        mark = mark or self.at
        count = len(self.source.lines)
        if mark.line > count:
            mark = Mark(mark.offset, count, len(self.line(count)) + 1)
        return Finding("E102", message, self.source.place(mark.line, mark.column, length), fix)


def quote_fix(line: str) -> str:
    r"""Return the repair of a text that needs quotes: those that the text doesn't contain.

    >>> quote_fix("label: 'The council's practice'")
    'put the whole text in double quotes'
    >>> quote_fix('label: the "board\'s" share')
    'put the whole text in single quotes, and write each apostrophe inside it twice'
    """
    if '"' not in line:
        return "put the whole text in double quotes"
    twice = ", and write each apostrophe inside it twice" if "'" in line else ""
    return f"put the whole text in single quotes{twice}"


def syntax_finding(source: Source, words: str, at: Mark, since: Mark) -> Finding:
    r"""Return the finding of the first diagnosis that fits a parser's complaint.

    >>> source = Source("plan.yaml", "a: 1\nb:2\nc: 3", ("a: 1", "b:2", "c: 3"))
    >>> finding = syntax_finding(source, "could not find expected ':'", Mark(9, 3, 1), Mark(5, 2, 1))
    >>> finding.message, str(finding.place)
    ('a space is missing after the colon', 'plan.yaml:2:2')
    """
    complaint = Complaint(words, source, at, since)
    found = (diagnosis(complaint) for diagnosis in DIAGNOSES)
    return next(finding for finding in found if finding)


def tab_finding(source: Source, tab: Mark) -> Finding:
    """Return the finding about a tab where only spaces are allowed."""
    fix = "replace every tab in the file by spaces, two for each level; most editors can do so"
    return Finding("E102", "there is a tab where only spaces are allowed", source.place(tab.line, tab.column), fix)


def _odd_blank(complaint: Complaint) -> Finding | None:
    above = complaint.at.line - 1
    while above > 1 and not complaint.line(above).strip():
        above -= 1
    found = structural_odd_blank(complaint.source, (complaint.since.line, above, complaint.at.line))
    return found[0] if found else None


def _tab(complaint: Complaint) -> Finding | None:
    for mark in (complaint.at, complaint.since):
        line = complaint.line(mark.line)
        blank = line[: len(line) - len(line.lstrip())]
        if "\t" in blank:
            return tab_finding(complaint.source, Mark(0, mark.line, blank.index("\t") + 1))
    return tab_finding(complaint.source, complaint.at) if complaint.character == "\t" else None


def _tag(complaint: Complaint) -> Finding | None:
    if not complaint.has("tag"):
        return None
    mark = complaint.since
    place = complaint.source.place(mark.line, mark.column)
    fix = "delete the tag; put a text that begins with `!` in quotes"
    return Finding("E105", "`!` changes the type of a value, which is not allowed", place, fix)


def _open_quote(complaint: Complaint) -> Finding | None:
    if not complaint.has("quoted scalar") or not complaint.has(
        "end of stream", "document separator", "document indicator"
    ):
        return None
    fix = f"end the text with {quoted(complaint.opening)}; write an apostrophe inside single quotes twice"
    return complaint.finding("the quotation mark that opens here is never closed", fix, complaint.since)


def _escape(complaint: Complaint) -> Finding | None:
    if not complaint.has("escape", "hexdecimal", "hexadecimal", "chr() arg"):
        return None
    fix = "write a backslash twice inside double quotes, or use single quotes"
    return complaint.finding("a backslash in double quotes must begin a special character, and this one doesn't", fix)


def _colon_in_brackets(complaint: Complaint) -> Finding | None:
    if not complaint.has("found unexpected ':'"):
        return None
    return complaint.finding(
        "there is no space after this colon", f"{COLON_FIX}, or {quote_fix(complaint.line(complaint.at.line))}"
    )


def _open_bracket(complaint: Complaint) -> Finding | None:
    if not complaint.has("flow sequence", "flow mapping"):
        return None
    closing = "]" if complaint.opening == "[" else "}"
    if complaint.at.line == complaint.since.line:
        fix = f"put commas between items; quote a text that has commas, brackets or colons; end with `{closing}`"
        return complaint.finding(f"a comma or `{closing}` is expected here", fix)
    message = f"the bracket {quoted(complaint.opening)} that opens here is not closed"
    return complaint.finding(message, f"write `{closing}` where the list or group ends", complaint.since)


def _colon_in_value(complaint: Complaint) -> Finding | None:
    if not complaint.has("mapping values are not allowed"):
        return None
    if not ENTRY.match(complaint.line(complaint.at.line)[: complaint.at.column - 1]):
        return None
    fix = f"{quote_fix(complaint.line(complaint.at.line))}, or begin a new line if this is another entry"
    return complaint.finding("this line has a second colon with a space after it", fix)


def _colon_missing(complaint: Complaint) -> Finding | None:
    if complaint.has("mapping values are not allowed"):
        number = complaint.at.line - 1
        while number > 1 and not complaint.line(number).strip():
            number -= 1
    elif complaint.has("could not find expected ':'"):
        number = complaint.since.line
    else:
        return None
    line = complaint.line(number)
    if near := NO_SPACE_AFTER_COLON.match(line):
        return complaint.finding("a space is missing after the colon", COLON_FIX, Mark(0, number, near.end()))
    if name := NAME_ALONE.match(line):
        mark = Mark(0, number, name.start(1) + 1)
        message = f"a colon is missing after the name in {quoted(name.group(1))}"
        return complaint.finding(message, COLON_FIX, mark, len(name.group(1)))
    if complaint.has("mapping values are not allowed"):
        return None
    return complaint.finding("a name, a colon and a space are needed here", COLON_FIX, complaint.since)


def _deeper_than_a_value(complaint: Complaint) -> Finding | None:
    if not complaint.has("mapping values are not allowed"):
        return None
    line = complaint.line(complaint.at.line)
    mark = Mark(0, complaint.at.line, len(line) - len(line.lstrip()) + 1)
    message = "this line is indented under an entry that already has a value"
    return complaint.finding(message, INDENT_FIX, mark, max(1, complaint.at.column - mark.column))


def _list_on_the_line(complaint: Complaint) -> Finding | None:
    if not complaint.has("sequence entries are not allowed"):
        return None
    fix = "begin the list on the next line, or write it in square brackets; put a text that begins with `- ` in quotes"
    return complaint.finding("a list cannot begin on the same line as its name", fix)


def _first_character(complaint: Complaint) -> Finding | None:
    if not complaint.has("cannot start any token", "scanning an alias", "scanning an anchor", "mapping keys are not"):
        return None
    mark = complaint.since if complaint.has("scanning an") else complaint.at
    sign = complaint.line(mark.line)[mark.column - 1 :][:1]
    return complaint.finding(f"a text cannot begin with {quoted(sign)}", quote_fix(complaint.line(mark.line)), mark)


def _stray(complaint: Complaint) -> Finding | None:
    if not complaint.has("node content", "expected the node"):
        return None
    sign = complaint.character
    if not sign:
        return complaint.finding("a value is needed here", "write the value")
    fix = f"delete the {quoted(sign)}, or add a value before it; put a text that begins with {quoted(sign)} in quotes"
    return complaint.finding(f"{quoted(sign)} is not expected here", fix)


def _block_text(complaint: Complaint) -> Finding | None:
    if not complaint.has("block scalar"):
        return None
    quotes = quote_fix(complaint.line(complaint.at.line))
    fix = f"begin the text on the next line, indented; or {quotes} if it is meant to begin with `>` or `|`"
    return complaint.finding("nothing may follow `>` or `|` on the same line", fix)


def _directive(complaint: Complaint) -> Finding | None:
    if not complaint.has("directive", "incompatible YAML"):
        return None
    return complaint.finding("a line cannot begin with `%`", "delete the line", complaint.since)


def _after_the_value(complaint: Complaint) -> Finding | None:
    expected = ("expected key", "<block end>", "expected '-' indicator", "<document start>")
    if not complaint.has(*expected) or complaint.begins_line:
        return None
    message = "more text follows after the value has ended"
    return complaint.finding(message, quote_fix(complaint.line(complaint.at.line)))


def _indentation(complaint: Complaint) -> Finding | None:
    if not complaint.has("expected key", "<block end>", "expected '-' indicator", "<document start>"):
        return None
    if complaint.character == "-":
        return complaint.finding("there is a list item among named entries", INDENT_FIX)
    return complaint.finding("this line does not line up with the entries above it", INDENT_FIX)


def _other(complaint: Complaint) -> Finding:
    fix = "check the indentation, colons, brackets and quotes of this line and of the line before"
    return complaint.finding(f"this line cannot be read as YAML: {complaint.words}", fix)


DIAGNOSES: tuple[Callable[[Complaint], Finding | None], ...] = (
    _odd_blank,
    _tab,
    _tag,
    _open_quote,
    _escape,
    _colon_in_brackets,
    _open_bracket,
    _colon_in_value,
    _colon_missing,
    _deeper_than_a_value,
    _list_on_the_line,
    _first_character,
    _stray,
    _block_text,
    _directive,
    _after_the_value,
    _indentation,
    _other,
)
