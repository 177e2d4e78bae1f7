"""Fragments are put into a plan at every depth, and what they do not name stays as it is."""

import pytest

from tests.reading.fragments import put_into, text_of

PLAN = """unit: £k
lines:
  care:
    budget: 5
    fixed_share: 10%
  grants: {budget: 3}
checks:
  - {name: a}
"""


@pytest.mark.parametrize(
    ("fragment", "old", "new"),
    [
        ("unit: £m", "unit: £k", "unit: £m"),
        ("lines:\n  care:\n    budget: 5,5", "    budget: 5\n", "    budget: 5,5\n"),
        ("lines:\n  care: {budget: 6}", "  care:\n    budget: 5\n    fixed_share: 10%\n", "  care: {budget: 6}\n"),
        ("lines:\n  nurses: {budget: 1}", "  grants: {budget: 3}\n", "  grants: {budget: 3}\n  nurses: {budget: 1}\n"),
        ("lines:\n  grants: {a: 1}\n  grants: {b: 2}", "{budget: 3}\n", "{a: 1}\n  grants: {b: 2}\n"),
        ("checks:\n  - {name: b}", "{name: a}", "{name: b}"),
        ("checks:", "checks:\n  - {name: a}\n", "checks:\n"),
        ("years: 5\n---\nyears: 6", "  - {name: a}\n", "  - {name: a}\nyears: 5\n---\nyears: 6\n"),
        ("# without: lines.care.budget", "    budget: 5\n", ""),
        ("# without: checks", "checks:\n  - {name: a}\n", ""),
        ("# renamed: lines to line", "lines:", "line:"),
        ("# a comment", "", ""),
    ],
)
def test_only_what_a_fragment_names_is_changed(fragment: str, old: str, new: str) -> None:
    assert old in PLAN
    assert text_of(put_into(PLAN, fragment)) == PLAN.replace(old, new, 1)


def test_lines_of_a_fragment_keep_their_numbers() -> None:
    merged = put_into(PLAN, "# first\nlines:\n  care:\n    budget: x\n")
    assert [(line.text.strip(), line.number) for line in merged if line.number] == [
        ("lines:", 2),
        ("care:", 3),
        ("budget: x", 4),
    ]
