"""`docs/reference/stability.md` and the changelog list the same renamed names, and no document prints an old one."""

import re

from documents import DOCS, ROOT, named, quoted, tables

import mtfp
from mtfp.reports.data.schema import SCHEMA_VERSION
from mtfp.results.renamed import RENAMED

STABILITY, CHANGELOG = ROOT / "docs" / "reference" / "stability.md", ROOT / "CHANGELOG.md"
LISTED = tables(STABILITY, "rows")["renamed"]
LATER = tables(STABILITY, "rows")["later"]
ONLY_OLD = ("surplus_into_pots", "partners_asked", "given_back", "nhs.asked")
"""Old names that mean nothing else, so that they may stand where changes are listed and nowhere else."""


def test_the_changelog_has_the_same_lists():
    """The newest release comes first there."""
    releases = CHANGELOG.read_text(encoding="utf-8").split("### Changed: what programs read")[1:]
    for text, rows in zip(releases, (LATER, LISTED), strict=True):
        listed = re.findall(r"^\| (.*) \| (.*) \| (.*) \|$", text, re.MULTILINE)
        assert [list(row) for row in listed[1 : len(rows) + 1]] == rows


def test_every_name_that_people_can_type_is_listed():
    listed = {quoted(old)[0]: quoted(new)[0] for _, old, new in (*LISTED, *LATER)}
    assert listed.items() >= RENAMED.items()


def test_no_other_document_prints_an_old_name():
    others = [file for file in DOCS if file != STABILITY]
    found = [
        (named(file), old) for file in others for old in ONLY_OLD if f"`{old}`" in file.read_text(encoding="utf-8")
    ]
    assert found == []


def test_the_number_of_the_form_is_the_codes():
    assert f"`schema_version`, which is {SCHEMA_VERSION} now" in STABILITY.read_text(encoding="utf-8")
    assert "mtfp.__all__" in STABILITY.read_text(encoding="utf-8")
    assert mtfp.__all__
