"""Reading of YAML files into values with places. Only plain data is allowed; any other notation is refused.

Knows which of YAML's notations are refused, and why; must not know what a plan is.
"""

import pathlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.letters import is_invisible, is_odd_blank
from mtfp.findings.limit import MOST_ERRORS, more_errors
from mtfp.findings.place import Document, Path, Place, Spot
from mtfp.findings.suggest import quoted
from mtfp.text.events import PARSER, Event, Kind, Parser, Stop, read_events
from mtfp.text.odd_blanks import odd_blank_finding
from mtfp.text.scalars import Scalar, scalar
from mtfp.text.source import (
    UNSEEN,
    UNSEEN_FIX,
    Mark,
    Source,
    is_standard_input,
    path_text,
    read_bytes,
    read_source,
    unseen_message,
)

MOST_BYTES = 10_000_000
MOST_VALUES = 500_000
DEEPEST = 64
MERGE_KEY = "<<"
NAME_FIX = "write `name: value`, with the name on one line; put a value that begins with `[` or `{` after a colon"


def read_yaml(file: pathlib.Path, shown_as: str | None = None) -> Document:
    """Read the values and places of a YAML file. Findings call the file `shown_as`, by default its path.

    Raises Refused with everything that is wrong, and OSError if the file can't be read.
    """
    name = "standard input" if is_standard_input(file) else path_text(file)
    return parse_yaml(read_bytes(file, most=MOST_BYTES), shown_as or name)


def parse_yaml(text: str | bytes, file: str, *, parser: Parser = PARSER) -> Document:
    r"""Read the values of a YAML text and the place of each. Raises Refused, and no other error, for a faulty text.

    >>> document = parse_yaml("years: 5\npartners: [council, nhs]", "plan.yaml")
    >>> document.value
    {'years': 5, 'partners': ['council', 'nhs']}
    >>> str(document.place(("partners", 1)))
    'plan.yaml:2:21'
    """
    source = read_source(text, file, most=MOST_BYTES)
    comments: dict[int, str] = {}
    reading = _Reading(source, read_events(source, parser, comments))
    value: object = None
    try:
        value = reading.document()
    except Stop as stop:
        if stop.finding.code != "E102" or not reading.odd_blanks:  # odd blanks are what breaks the structure
            reading.findings.append(stop.finding)
    if reading.findings or reading.odd_blanks:
        raise Refused([*reading.findings, *odd_blank_finding(source, reading.odd_blanks)])
    return Document(file, source.lines, value, reading.keys, reading.values, comments=comments)


@dataclass
class _Reading:
    """Reader of a file's events. Reading goes on after a finding, so that one run finds every mistake."""

    source: Source
    events: Iterator[Event]
    keys: dict[Path, Spot] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    odd_blanks: list[int] = field(default_factory=list)
    count: int = 0

    def document(self) -> object:
        """Return the value of the document. A second document is refused."""
        value = self.node(next(self.events), ()) if next(self.events).kind is Kind.DOCUMENT else None
        if value is None and not self.findings:
            fix = "write entries into the file, or remove the file's name where it is used"
            raise Stop(Finding("E111", "the file is empty", self.source.place(1, 1), fix))
        following = next(self.events, None)
        if following and following.kind is Kind.DOCUMENT:
            fix = "delete the line `---`, or move the text after it to another file"
            raise Stop(Finding("E110", "a second document begins here", self.place(following), fix))
        return value

    def node(self, event: Event, path: Path) -> object:
        """Return the value that begins with `event`, and record its place."""
        self.values[path] = self.spot(event.start, event.end)
        self.count += 1
        if self.count > MOST_VALUES:
            fix = "leave out entries that are not needed, or put long tables into a CSV file"
            raise Stop(Finding("E108", f"the file has more than {MOST_VALUES:,} values", self.place(event), fix))
        self.refuse_marks(event)
        if event.kind is Kind.SCALAR:
            return self.scalar(event)
        if event.kind is Kind.ALIAS:
            return None
        if len(path) >= DEEPEST:
            fix = "close the open brackets; no plan needs so many levels"
            message = f"this entry is nested more than {DEEPEST} levels deep"
            raise Stop(Finding("E107", message, self.place(event), fix))
        return self.mapping(event, path) if event.kind is Kind.MAPPING else self.sequence(event, path)

    def mapping(self, start: Event, path: Path) -> dict[str, object]:
        """Read names and values up to the end of the mapping. If a name is given twice, the first one counts."""
        value: dict[str, object] = {}
        first: dict[str, Event] = {}
        while (event := next(self.events)).kind is not Kind.END:
            name = self.key(event, path)
            if name in first:
                self.refuse(_duplicate(name, first[name], self.place(event)))
            entry = (*path, name)
            self.keys[entry] = self.spot(event.start, event.end)
            item = self.node(next(self.events), entry)
            if first.setdefault(name, event) is event:
                value[name] = item
        self.values[path] = self.spot(start.start, event.end)
        return value

    def sequence(self, start: Event, path: Path) -> list[object]:
        """Read items up to the end of the list."""
        value: list[object] = []
        while (event := next(self.events)).kind is not Kind.END:
            value.append(self.node(event, (*path, len(value))))
        self.values[path] = self.spot(start.start, event.end)
        return value

    def key(self, event: Event, path: Path) -> str:
        """Return the name of an entry, as typed."""
        place = self.place(event)
        if event.kind is not Kind.SCALAR:
            if event.kind is not Kind.ALIAS:
                self.refuse(Finding("E113", "a name is expected here, not a list or a group", place, NAME_FIX))
            self.node(event, (*path, "?"))
            return f"? {event.start.offset}"  # unique, so that it doesn't count as given twice
        self.refuse_marks(event)
        if event.text == MERGE_KEY and not event.style:
            fix = "write the entries out in full"
            self.refuse(Finding("E106", "merging with `<<` is not allowed", place, fix))
        elif not event.text.strip() or "\n" in event.text:
            message = "the name before the colon is missing or takes more than one line"
            self.refuse(Finding("E113", message, place, NAME_FIX))
        self.refuse_unseen(event)
        self.note_odd(event)
        return unicodedata.normalize("NFC", event.text)

    def scalar(self, event: Event) -> Scalar:
        """Return the value of a scalar. Text in quotes, or in a block after `|` or `>`, stays text."""
        self.refuse_unseen(event)
        if event.style:
            return event.text
        if event.text != event.text.strip():
            self.note_odd(event)
        value = scalar(event.text)
        if isinstance(value, Finding):
            self.refuse(value.at(self.place(event)))
            return None
        return value

    def note_odd(self, event: Event) -> None:
        """Note the first character of a name or value that looks like a blank, and refuse the first invisible one."""
        for offset in range(event.start.offset, event.end.offset):
            character = self.source.text[offset]
            if is_odd_blank(character):
                self.odd_blanks.append(offset)
                return
            if is_invisible(character):
                place = self.source.place_of(offset)
                self.refuse(Finding("E112", unseen_message(character), place, UNSEEN_FIX))
                return

    def refuse_marks(self, event: Event) -> None:
        """Refuse anchors, aliases and tags, because they make a file mean something other than it shows."""
        if event.anchor is not None:
            sign, verb = ("*", "repeats") if event.kind is Kind.ALIAS else ("&", "names")
            message = f"`{sign}` {verb} a part of the file, which is not allowed: {quoted(sign + event.anchor)}"
            fix = "write the part out in full; put a text that begins with `&` or `*` in quotes"
            self.refuse(Finding("E104", message, self.place(event), fix))
        if event.tag is not None:
            message = f"`!` changes the type of a value, which is not allowed: {quoted(event.tag)}"
            fix = "delete the tag; put a text that begins with `!` in quotes"
            self.refuse(Finding("E105", message, self.place(event), fix))

    def refuse_unseen(self, event: Event) -> None:
        """Refuse control characters, which text in quotes can contain as escapes."""
        if found := UNSEEN.search(event.text):
            fix = "delete the backslash and the code after it from the text in quotes"
            self.refuse(Finding("E112", unseen_message(found.group()), self.place(event), fix))

    def refuse(self, finding: Finding) -> None:
        """Add a finding and go on reading, unless there are too many."""
        if len(self.findings) >= MOST_ERRORS:
            raise Stop(more_errors(finding.place))
        self.findings.append(finding)

    def spot(self, start: Mark, end: Mark) -> Spot:
        """Return the spot from start to end, cut to its first line, and at least one character long."""
        lines = self.source.lines
        if start.line > len(lines):
            return len(lines), len(lines[-1]) + 1, 1
        last = end.column if end.line == start.line else len(lines[start.line - 1].rstrip()) + 1
        return start.line, start.column, max(1, last - start.column)

    def place(self, event: Event) -> Place:
        """Return the place of an event."""
        return self.source.place(*self.spot(event.start, event.end))


def _duplicate(name: str, first: Event, place: Place) -> Finding:
    where = f"first on line {first.start.line}, column {first.start.column}"
    fix = "delete one of the two entries, or rename one of them"
    return Finding("E103", f"{quoted(name)} is given twice, {where}", place, fix)
