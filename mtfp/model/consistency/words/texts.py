"""Texts of an entry: the words of its label, note, source and narrative, and of comments in its file."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mtfp.findings.place import Path
from mtfp.findings.short import counted, short
from mtfp.model.base.form import Form
from mtfp.model.base.once import once_per_part
from mtfp.model.plan import Plan

KEYS = ("label", "note", "source", "held_for")
"""Keys of an entry that hold words."""
SECTIONS = (
    "assumptions", "lines", "commitments", "funding", "savings", "investments", "risk_events", "reserves", "moves",
)  # fmt: skip
Remarks = Mapping[Path, str]
"""Words of comments by the path of the key about which they speak."""
NO_REMARKS: Remarks = {}
LONGEST = 5_000
"""Most characters of a text that are compared with figures; a longer one is a report."""
CLAUSE = Form(r"[.;:,()](?=\s|$)")
"""End of a clause: a sign of punctuation that isn't inside a number or a word."""


class Text(NamedTuple):
    """Words under one key of an entry, or in a comment, which speaks of the key at the path `at` of the entry."""

    key: str
    words: str
    at: Path = ()

    def __repr__(self) -> str:
        return short("Text", f"{self.key}, {self.words}")

    def before(self, at: int) -> str:
        """Return the clause up to a position, in lower case.

        >>> Text("note", "Agreed in May, then from April").before(26)
        ' then from a'
        """
        return CLAUSE.split(self.words[:at])[-1].lower()

    def after(self, at: int) -> str:
        """Return the rest of the clause from a position, in lower case."""
        return CLAUSE.split(self.words[at:])[0].lower()


class Entry(NamedTuple):
    """Entry of a plan, or added by a lever: its path, its label, its texts, and the part that holds its figures."""

    path: Path
    label: str
    texts: tuple[Text, ...]
    item: Any

    def __repr__(self) -> str:
        return short("Entry", f"{self.label}, {counted(len(self.texts), 'text')}")


def entries(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Entry]:
    """Yield the entries of a plan that have words and figures. `remarks`: comments, which become texts of entries.

    A comment on a section is about its entry if the section has a single one.
    """
    own = _own_entries(plan)
    if not remarks:
        yield from own
        return
    by_entry, count = _by_entry(remarks), Counter(entry.path[0] for entry in own)
    for entry in own:
        section = entry.path[:1]
        about = [*by_entry.get(entry.path, ()), *(by_entry.get(section, ()) if count[section[0]] == 1 else ())]
        yield Entry(entry.path, entry.label, (*entry.texts, *about), entry.item) if about else entry


@once_per_part
def _own_entries(plan: Plan) -> tuple[Entry, ...]:
    """Return the entries of a plan with their own words."""
    sections = {name: plan.all_reserves if name == "reserves" else getattr(plan, name) for name in SECTIONS}
    return tuple(
        Entry((section, name), plan.label(section, name), texts_of(item), item)
        for section, items in sections.items()
        for name, item in items.items()
    )


def _by_entry(remarks: Remarks) -> Mapping[Path, list[Text]]:
    found: dict[Path, list[Text]] = {}
    for path, words in remarks.items():
        found.setdefault(path[:2], []).append(Text("comment", words[:LONGEST], path[2:]))
    return found


def texts_of(item: Any) -> tuple[Text, ...]:
    """Return the texts of an item that aren't empty, each on one line."""
    found = ((key, getattr(item, key, "")) for key in KEYS)
    return tuple(Text(key, " ".join(words.split())[:LONGEST]) for key, words in found if words)


def quoted(text: Text, words: str) -> str:
    """Return the words with the key under which they stand.

    >>> quoted(Text("label", "Pay from April 2027"), "from April 2027")
    'its label says “from April 2027”'
    """
    return f"its {text.key.replace('_', ' ')} says “{words.strip()}”"
