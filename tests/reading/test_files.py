"""Mistakes in the files that a plan names: lines, populations and profiles. Each has a row and a column of its file."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.reading.marked import SOUND
from tests.reading.plans import LINES, findings, read, said, with_csv_lines

AREA = "area: Shetland Islands\n  variant: {principal: 60%, low_migration: 40%}"
PEOPLE = "year,age,people\n" + "".join(
    f"{year},{age},{people}\n"
    for year in range(2025, 2029)
    for age, people in {"0-17": 30, "18-64": 70, "65-74": 20, "75-84": 10, "85+": 5}.items()
)
MANY_PEOPLE = re.sub(r"([0-9]+)\n", r"\g<1>00\n", PEOPLE)
NOBODY_GROWN_UP = re.sub(r"(-64|-74|-84|\+),[0-9]+", r"\1,0", PEOPLE)
WITH_PEOPLE = SOUND.replace(AREA, "file: people.csv")
WITH_PROFILE = SOUND.replace("profile: care_at_home_hours", "profile: use.csv")
USE = "age,rate\n0-64,0\n65+,1\n"


class FileCase(NamedTuple):
    """A plan, the file it names, what that says, and the one finding."""

    code: str
    plan: str
    file: str
    text: str
    place: str
    message: str
    fix: str


def lines_with(old: str, new: str) -> str:
    lines = LINES.read_text(encoding="utf-8")
    assert old in lines, old
    return lines.replace(old, new, 1)


def of_lines(code: str, old: str, new: str, place: str, message: str, fix: str) -> FileCase:
    return FileCase(code, with_csv_lines(), "lines.csv", lines_with(old, new), f"lines.csv:{place}", message, fix)


def named(name: str) -> str:
    return with_csv_lines().replace("lines: lines.csv", f"lines: {name}")


def at(text: str, column: int, plan: str = SOUND) -> str:
    """The place of a column in the plan's line that begins with a text."""
    lines = [number for number, line in enumerate(plan.split("\n"), 1) if line.strip().startswith(text)]
    return f"plan.yaml:{lines[0]}:{column}"


FILES = (
    FileCase(
        *("W589", WITH_PEOPLE, "people.csv", MANY_PEOPLE.replace("2027,85+,500", "2027,85+,0.5")),
        *("people.csv:16:10", "aged 85+ are 500 in 2026 and 0.5 in 2027", "correct the figure"),
    ),
    of_lines("E204", "council,community,older", "concil,community,older", "2:27", "`concil`", "`council`?"),
    of_lines("E219", ",12300,", ',"12,30",', "2:60", "`12,30` has a comma", "thousands like 1,234"),
    of_lines("E209", ",12300,", ",1.23E+04,", "2:60", "found `1.23E+04`", "all its digits"),
    of_lines(
        "E216", "medicines,,nhs", "NHS services" + "," * 30 + "\nmedicines,,nhs", "3:1", "one cell", "delete the row"
    ),
    of_lines(
        "E217", "practices,", "Total,,,,,,,22800,,150,240" + "," * 20 + "\npractices,", "7:1", "total", "delete the row"
    ),
    of_lines("E218", "budget", "Budget (£m)", "1:54", "plan's `unit` is £k", "multiply them by 1,000"),
    FileCase(
        *("E220", SOUND[: SOUND.index("reserves:")] + "reserves: r.csv\n" + SOUND[SOUND.index("scheme:") :], "r.csv"),
        *("label,class,opening,2026/27\nContingency,contingency,900,5\n", "r.csv:1:21", "`2026/27`", "`planned_use"),
    ),
    of_lines("E308", ",12300,", ",,", "2:1", "a `budget`", "write `budget:`"),
    of_lines("E206", ",62%,", ",0.62,", "2:99", "found `0.62`", "write 62%"),
    of_lines("E302", ",62%,", ",52%,", "2:99", "add up to 90%", "10 percentage points too low"),
    of_lines("E302", "34%,equal", "34%,", "2:181", "add up to 34%", "66 percentage points too low"),
    of_lines("E301", "components.drugs", "components.drug", "1:281", "no assumption `drug`", "`drugs`?"),
    of_lines("E301", "localities.North", "localities.Nroth", "1:386", "no locality `Nroth`", "`North`?"),
    of_lines("E202", "budget", "bugdet", "1:54", "no column `bugdet`", "`budget`?"),
    of_lines("E202", "partner,", "partnr,", "1:12", "no column `partnr`", "`partner`?"),
    of_lines("E202", "name,label", "nam,label", "1:1", "no column `nam`", "`name`?"),
    of_lines("E202", "adjust.amount", "adjust.amont", "1:69", "no column `adjust.amont`", "`adjust.amount`?"),
    of_lines("E202", "components.living", "component.living", "1:243", "no column", "`components.living_wage`?"),
    of_lines("E202", ",kind,", ",rubbish,", "1:39", "no column `rubbish`", "delete the column"),
    of_lines("E201", "medicines,,nhs", "medicines,,", "3:1", "`partner` is missing", "add `partner:`"),
    of_lines("E211", "medicines,,nhs", "Medicines,,nhs", "3:1", "`Medicines`", "`medicines`"),
    of_lines("E203", ",TRUE,", ",perhaps,", "4:26", "found `perhaps`", "`true` or `false`"),
    of_lines("E103", "TRUE,4600,,,,,", "TRUE,4600,,,,5%,", "4:49", "set the same value", "empty one"),
    of_lines("E123", ",,,,410,390,,", ",,,410,390,,", "6:54", "30 cells", "a cell for every column"),
    of_lines("E309", "care_at_home_hours", "care_at_home_hour", "2:140", "no age profile", "`care_at_home_hours`?"),
    of_lines("E317", "care_at_home_hours", "own.csv", "2:140", "no file `own.csv`", "check the spelling"),
    of_lines("E210", "2027/28", "2027-28", "2:197", "`2027-28`", "2027/28"),
    of_lines("E210", "cost.2025/26", "cost.2025", "1:419", "`2025`", "2025/26"),
    FileCase(
        "E201", with_csv_lines(), "lines.csv", "label,budget\na,5\n", "lines.csv:1:1", "is missing", "add a column"
    ),
    FileCase("E317", named("nolines.csv"), "x", "", at("lines:", 8), "no file `nolines.csv`", "check the spelling"),
    FileCase("E317", named("../lines.csv"), "x", "", at("lines:", 8), "outside the plan's folder", "copy the file"),
    FileCase("E317", named("/etc/passwd"), "x", "", at("lines:", 8), "outside the plan's folder", "copy the file"),
    FileCase("E317", named("none"), "x", "", at("lines:", 8), "no file `none`", "name a CSV file"),
    FileCase("E317", named("x" * 5000 + ".csv"), "x", "", at("lines:", 8), "no file", "check the spelling"),
    FileCase("E203", named(""), "x", "", at("lines:", 7), "found nothing", "write `lines: {}` if there are none"),
    FileCase(
        "E303", WITH_PEOPLE, "people.csv", PEOPLE.partition("2028")[0], at("population:", 1), "for 2028/29", "cover"
    ),
    FileCase(
        *("E320", WITH_PEOPLE, "people.csv", PEOPLE.replace("17,", "20,").replace("18-", "21-")),
        *(at("demand:", 23, WITH_PEOPLE), "0-20", "split the population's age bands"),
    ),
    FileCase(
        *(
            "E321",
            WITH_PEOPLE.replace("care_at_home_hours", "aged_75_plus"),
            "people.csv",
            NOBODY_GROWN_UP,
        ),
        *(at("demand:", 23, WITH_PEOPLE), "no one is of an age", "another profile"),
    ),
    FileCase("E136", WITH_PEOPLE, "people.csv", PEOPLE.replace("10", "ten", 1), "people.csv:5:12", "`ten`", "digits"),
    FileCase("E131", WITH_PROFILE, "use.csv", USE.replace(",1", ",x"), "use.csv:3:5", "`x`", "the number"),
)


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.code}-{case.place[:20]}")
def test_each_mistake_is_found_once_at_its_place_with_its_repair(case: FileCase, tmp_path: Path) -> None:
    found = findings(tmp_path, case.plan, {case.file: case.text})
    expected = [case.code] * (2 if case.text.startswith("label,budget") else 1)
    assert [finding.code for finding in found] == expected, said(found, tmp_path)
    assert str(found[0].place).removeprefix(f"{tmp_path}/") == case.place
    assert case.message in found[0].message
    assert case.fix in found[0].fix


def test_own_people_and_use_are_read(tmp_path: Path) -> None:
    plan = read(
        tmp_path, WITH_PEOPLE.replace("care_at_home_hours", "use.csv"), {"people.csv": PEOPLE, "use.csv": USE}
    ).plan
    assert plan.supplied.people is not None
    assert plan.supplied.people.total().tolist() == [135, 135, 135, 135]
    assert plan.supplied.profile("use.csv").rates == (0, 1)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside, inside = tmp_path / "lines.csv", tmp_path / "plan"
    inside.mkdir()
    outside.write_text(LINES.read_text(encoding="utf-8"), encoding="utf-8")
    (inside / "lines.csv").symlink_to(outside)
    (finding,) = findings(inside, with_csv_lines())
    assert (finding.code, "outside" in finding.message) == ("E317", True)


def test_a_column_that_no_line_has_is_said_once_for_hundreds_of_rows(tmp_path: Path) -> None:
    rows = "".join(f"line_{n},nhs,community,5,100%,x\n" for n in range(300))
    text = f"name,partner,setting,budget,components.cpi,rubbish\n{rows}"
    plan = with_csv_lines().replace("lines: lines.csv", "lines: more.csv")
    found = [finding for finding in findings(tmp_path, plan, {"more.csv": text}) if finding.code == "E202"]
    assert len(found) == 1
