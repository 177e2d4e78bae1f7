"""Every test belongs to a kind of evidence, by which its CPU time is counted."""

import pytest

from tests.kinds import KINDS, ROOT, kind_of


def test_every_folder_with_tests_has_a_kind():
    folders = {file.parent for file in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(folder.relative_to(ROOT).as_posix() for folder in folders if folder not in known()) == []


def known():
    return {ROOT / entry for entry in KINDS}


def test_every_entry_is_there():
    assert [entry.as_posix() for entry in known() if not entry.exists()] == []


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("tests/laws/test_identities.py", "by law"),
        ("tests/laws/test_slow.py", "second model"),
        ("tests/cli/test_batch.py", "end to end"),
        ("mtfp/model/values.py", "by hand"),
    ],
)
def test_a_file_is_of_its_own_kind_or_its_folders(file, kind):
    assert kind_of(ROOT / file) == kind


def test_a_folder_without_a_kind_is_refused():
    with pytest.raises(KeyError, match="tests/unheard_of"):
        kind_of(ROOT / "tests" / "unheard_of" / "test_it.py")
