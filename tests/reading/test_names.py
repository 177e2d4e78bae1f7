"""Two spellings of a name that look the same are one name, with the same draws; a name shows at least one letter."""

from pathlib import Path

import pytest

from tests.reading.marked import SOUND
from tests.reading.plans import findings, read

NAME = next(line for line in SOUND.splitlines() if line.startswith("name:"))
SAME = ("Mòr", "Mo\u0300r", "Mòr ", " Mòr", "Mò\u200br", "Mò\u00adr", "M\u2060òr", "Mòr\u3164")
SHOWS_NOTHING = ("", " ", "\u00a0", "\u200b", "\u3164", " \u2003\u200d ")


def named(name: str) -> str:
    return SOUND.replace(NAME, f'name: "{name}"', 1)


@pytest.mark.parametrize("name", SAME)
def test_spellings_that_look_the_same_are_one_plan(name: str, tmp_path: Path) -> None:
    plan, usual = read(tmp_path, named(name)).plan, read(tmp_path, named(SAME[0])).plan
    assert (plan, plan.digest(), plan.name) == (usual, usual.digest(), "Mòr")


@pytest.mark.parametrize("name", SHOWS_NOTHING)
def test_a_name_that_shows_nothing_is_refused(name: str, tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, named(name))
    assert (finding.code, finding.fix.partition(";")[0]) == ("E338", "write the name")


@pytest.mark.parametrize(
    ("right", "typed", "code"),
    [
        ("uplift: cpi", "uplift: \u0441pi", "E211"),
        ("partner: nhs, type", "partner: nh\u0455, type", "E204"),
        ("base_year:", "b\u0430se_year:", "E202"),
        ("uplift: cpi", "uplift: \u0441\u0440i", "E211"),
        ("unit: rate", "un\u03b9t: rate", "E202"),
    ],
)
def test_a_letter_of_another_alphabet_is_named(right: str, typed: str, code: str, tmp_path: Path) -> None:
    assert right in SOUND
    found = [each for each in findings(tmp_path, SOUND.replace(right, typed, 1)) if each.code == code]
    assert found
    assert all("letter that looks like" in each.fix for each in found)


def test_labels_have_plain_blanks_and_no_soft_hyphens(tmp_path: Path) -> None:
    label = next(line for line in SOUND.splitlines() if line.startswith("    label: "))
    plan = read(tmp_path, SOUND.replace(label, '    label: "Care\u00a0at ho\u00adme"', 1)).plan
    labels = [each.label for each in (*plan.assumptions.values(), *plan.lines.values())]
    assert "Care at home" in labels
