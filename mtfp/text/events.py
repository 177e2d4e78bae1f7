"""Events of the PyYAML parser as plain records with positions from 1, and the parser's errors as findings.

No other module reads with PyYAML. PyYAML's composer and constructor aren't used: deep nesting makes the composer crash
the interpreter, and aliases let a few hundred bytes expand to hundreds of megabytes.
"""

import re
from collections.abc import Iterator, MutableMapping
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

import yaml
from yaml import events as theirs

from mtfp.findings.finding import Finding
from mtfp.text.source import LINE_BREAK, Mark, Source
from mtfp.text.syntax import syntax_finding, tab_finding

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark

Parser = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
PARSER: Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Parser of YAML: libyaml's if PyYAML has it, because it is several times faster. Both give the same result."""

COMMENT = re.compile(r"#[^\r\n]*")


class Kind(Enum):
    """Kind of an event: the part of a YAML file that begins, stands or ends there."""

    DOCUMENT = auto()
    MAPPING = auto()
    SEQUENCE = auto()
    SCALAR = auto()
    ALIAS = auto()
    END = auto()
    FINISH = auto()


class Event(NamedTuple):
    """Event of the YAML parser. `end` is the position after the event's last character."""

    kind: Kind
    start: Mark
    end: Mark
    text: str = ""
    style: str = ""
    anchor: str | None = None
    tag: str | None = None


class Stop(Exception):
    """Raised when a mistake makes the rest of a file unreadable."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


KINDS: dict[type[theirs.Event], Kind] = {
    theirs.ScalarEvent: Kind.SCALAR,
    theirs.MappingStartEvent: Kind.MAPPING,
    theirs.SequenceStartEvent: Kind.SEQUENCE,
    theirs.MappingEndEvent: Kind.END,
    theirs.SequenceEndEvent: Kind.END,
    theirs.AliasEvent: Kind.ALIAS,
    theirs.DocumentStartEvent: Kind.DOCUMENT,
    theirs.StreamEndEvent: Kind.FINISH,
}
START = Mark(0, 1, 1)


def read_events(
    source: Source, parser: Parser = PARSER, comments: MutableMapping[int, str] | None = None
) -> Iterator[Event]:
    """Yield the events of a YAML text, up to the end of the stream. Raises Stop where reading can't go on.

    `comments`: the words of comments are added to it, by the number of their line.

    >>> [event.kind.name for event in read_events(Source("plan.yaml", "a: 1", ("a: 1",)))]
    ['DOCUMENT', 'MAPPING', 'SCALAR', 'SCALAR', 'END', 'FINISH']
    """
    read_to = START
    for event in _parsed(source, parser):
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        if (tab := _tab(source.text, read_to, start)) is not None:
            raise Stop(tab_finding(source, tab))
        if comments is not None:
            comments.update(_comments(source.text[read_to.offset : start.offset], read_to.line))
        read_to = end
        if kind := KINDS.get(type(event)):
            yield _record(event, kind, start, end)


def _parsed(source: Source, parser: Parser) -> Iterator[theirs.Event]:
    stream = yaml.parse(source.text, Loader=parser)
    try:
        yield from stream
    except yaml.MarkedYAMLError as error:
        problem = " ".join(words for words in (error.context, error.problem) if words)
        mark = _mark(error.problem_mark or error.context_mark)
        opened = _mark(error.context_mark or error.problem_mark)
        raise Stop(syntax_finding(source, problem, mark, opened)) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The Python parser passes escapes such as "\UFFFFFFFF" and directives with huge numbers to int and chr.
        raise Stop(syntax_finding(source, str(error), START, START)) from None


def _mark(mark: "yaml.Mark | CMark | None") -> Mark:
    return Mark(mark.index, mark.line + 1, mark.column + 1) if mark else START


def _record(event: theirs.Event, kind: Kind, start: Mark, end: Mark) -> Event:
    match event:
        case theirs.ScalarEvent():
            return Event(kind, start, end, event.value, event.style or "", event.anchor, event.tag)
        case theirs.CollectionStartEvent():
            return Event(kind, start, end, anchor=event.anchor, tag=event.tag)
        case theirs.AliasEvent():
            return Event(kind, start, end, anchor=event.anchor)
        case _:
            return Event(kind, start, end)


def _comments(gap: str, line: int) -> Iterator[tuple[int, str]]:
    """Yield the comments between two events with their lines; the gap begins on `line`."""
    for found in COMMENT.finditer(gap) if "#" in gap else ():
        yield line + len(LINE_BREAK.findall(gap, 0, found.start())), found.group().lstrip("#").strip()


def _tab(text: str, read_to: Mark, start: Mark) -> Mark | None:
    """Return the first tab between two events and outside comments. The two parsers treat such a tab differently."""
    gap = text[read_to.offset : start.offset]
    if "\t" not in gap:
        return None
    before, tab, _ = COMMENT.sub(lambda comment: " " * len(comment.group()), gap).partition("\t")
    if not tab:
        return None
    lines = LINE_BREAK.split(before)
    column = len(lines[-1]) + (read_to.column if len(lines) == 1 else 1)
    return Mark(read_to.offset + len(before), read_to.line + len(lines) - 1, column)
