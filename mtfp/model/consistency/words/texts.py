"""Texts of an entry: the words of its label, note, source and narrative, and of comments in its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mtfp.findings.place import Path
from mtfp.model.base.form import Form
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


@dataclass(frozen=True)
class Text:
    """Words under one key of an entry, or in a comment, which speaks of the key at the path `at` of the entry."""

    key: str
    words: str
    at: Path = ()

    def before(self, at: int) -> str:
        """Return the clause up to a position, in lower case.

        >>> Text("note", "Agreed in May, then from April").before(26)
        ' then from a'
        """
        return CLAUSE.split(self.words[:at])[-1].lower()

    def after(self, at: int) -> str:
        """Return the rest of the clause from a position, in lower case."""
        return CLAUSE.split(self.words[at:])[0].lower()


@dataclass(frozen=True)
class Entry:
    """Entry of a plan, or added by a lever: its path, its label, its texts, and the part that holds its figures."""

    path: Path
    label: str
    texts: tuple[Text, ...]
    item: Any


def entries(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Entry]:
    """Yield the entries of a plan that have words and figures. `remarks`: comments, which become texts of entries.

    A comment on a section is about its entry if the section has a single one.
    """
    by_entry = _by_entry(remarks)
    for section in SECTIONS:
        items = plan.all_reserves if section == "reserves" else getattr(plan, section)
        for name, item in items.items():
            about = [*by_entry.get((section, name), ()), *(by_entry.get((section,), ()) if len(items) == 1 else ())]
            yield Entry((section, name), plan.label(section, name), (*texts_of(item), *about), item)


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
