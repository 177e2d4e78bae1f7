"""People's own populations and profiles: layouts that are read, and wrong files, each with place and repair."""

import re

import numpy as np
import pytest

from mtfp.findings.catalogue import codes, read_page
from mtfp.findings.finding import Refused
from mtfp.population.ages import SINGLE_YEARS, AgeBands
from mtfp.population.people import people_from_csv
from mtfp.population.profiles import profile_from_csv

POPULATION = [code for code in codes() if "E350" <= code < "E400"]


@pytest.fixture
def written(tmp_path):
    def write(text, name="own.csv"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


LONG = "year,age,people\n2025,0-64,18000\n2025,65+,5000\n2026,65+,5100.5\n2026,0-64,17900\n"
SAME = {
    "long": LONG,
    "long, in disorder": "Age,People,Year\n65+,5000,2025\n0-64,18000,2025\n0-64,17900,2026\n65+,5100.5,2026",
    "headed population": LONG.replace("people", "Population"),
    "headed in capitals": LONG.replace("year,age,people", "YEAR,Age group,PERSONS"),
    "empty columns": LONG.replace("\n", ",,\n"),
    "a column for each year": "age,2025,2026\n0-64,18000,17900\n65+,5000,5100.5\n",
    "years in falling order": "age,2026,2025\n65+,5100.5,5000\n0-64,17900,18000\n",
    "a row for each year": "year,0-64,65+\n2025,18000,5000\n2026,17900,5100.5\n",
    "by sex": "year,sex,0-64,65+\n2025,F,9000,3000\n2025,M,9000,2000\n2026,f,9000,3000.5\n2026,Male,8900,2100\n",
    "both sexes": "year,age,sex,people\n" + re.sub(r"(\+|64),", r"\1,All,", LONG.partition("\n")[2]),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_every_layout_gives_the_same_people(text, written):
    people = people_from_csv(written(text))
    assert people.ages == AgeBands((0, 65))
    assert people.years == (2025, 2026)
    assert people.count.tolist() == [[18000, 17900], [5000, 5100.5]]
    assert (people.area, people.variant, people.source) == ("own", "principal", "own figures: own.csv")


def test_single_years_as_the_open_data_platform_names_them(written):
    columns = [*(f"Age{age}" for age in range(90)), "Age90plus"]
    people = people_from_csv(written(",".join(["Year", *columns]) + "\n2025" + ",10" * 91))
    assert people.ages == SINGLE_YEARS
    assert people.total().tolist() == [910]


def test_the_name_shown_goes_to_the_source_and_the_findings(written):
    assert people_from_csv(written(LONG), "people/shetland.csv").source == "own figures: people/shetland.csv"
    with pytest.raises(Refused, match=r"people/shetland\.csv:2"):
        people_from_csv(written("age,2025\n0+,-1"), "people/shetland.csv")


WRONG_PEOPLE = [
    # text; code, line:column and repair of each finding
    ("ages,2025\n0+,1", ["E350 1:1 write the columns `year,age,people`"]),
    ("year,age\n2025,0+", ["E350 1:1 write the columns"]),
    ("year,age,poeple\n2025,0+,1", ["E351 1:10 did you mean `people`?"]),
    ("year,age,people,variant\n2025,0+,1,low", ["E351 1:17 write each variant to a separate file"]),
    ("year,AllAges,0+\n2025,5,5", ["E351 1:6 delete the column"]),
    ("area,year,0+\nLerwick,2025,5", ["E351 1:1 did you mean `year`?|E351 1:1 delete the column"]),
    ("year,age,sex,people\n2025,0+,x,5", ["E352 2:9 write female, male or all"]),
    ("year,age,sex,people\n2025,0+,f,5", ["E352 2:11 add rows for the other sex"]),
    ("year,age,sex,people\n2025,0+,f,5\n2025,0+,m,5\n2025,0+,all,10", ["E352 4:13 keep either the rows for both"]),
    ("year,age,people\n2025,under 5,1", ["E353 2:6 write a single year such as 7"]),
    ("year,0-64,2025\n2025,1,1", ["E353 1:11 write a single year such as 7"]),
    ("age,2025/26\n0+,1", ["E354 1:5 write 2025: the people on 30 June 2025"]),
    ("year,age,people\n2025-26,0+,1\n25,0+,1", ["E354 2:1 write 2025:", "E354 3:1 write a calendar year"]),
    ("year,age,headcount\n2025,0+,1", ["E351 1:10 name the column `people`"]),
    ("year,age,total\n2025,0+,1", ["E351 1:10 delete the column: the people in a total"]),
    ("age,2025\n0-4,1\n05-Sep,2\n10+,3", ["E353 3:1 write 5-9; in a spreadsheet"]),
    ("age,2025\n0-9,1\nOct-14,2\n15+,3", ["E353 3:1 write 10-14; in a spreadsheet"]),
    ("age,2025\n0,1\n01/04/2026,2\n5+,3", ["E353 3:1 write 1-4; in a spreadsheet"]),
    ("age,2025\n0-9,1\n9-5,2\n10+,3", ["E353 3:1 write a single year such as 7"]),
    ("age,2025\n0+,1\nTotal,1", ["E353 3:1 delete the total"]),
    ("year,age,people\n2025,0+,-3", ["E355 2:9 write zero or more"]),
    ("year,age,people\n2025,0+,3\n2025,0+,4", ["E356 3:9 keep one of the two"]),
    ("age,2025,2026\n0-4,1,2\n0-4,3,4\n5+,1,1", ["E356 3:5 keep one", "E356 3:7 keep one"]),
    ("year,age,people\n2025,0-4,3\n2025,5+,4\n2026,0-4,3", ["E357 4:10 add the rows; write 0"]),
    ("year,age,people", ["E357 1:1 write a row for each age or each year"]),
    ("age,2025\n5-9,1\n10+,1", ["E358 2:5 add the ages 0-4"]),
    ("age,2025\n0-4,1\n6-9,1\n20+,1", ["E358 3:5 add the ages 5", "E358 4:5 add the ages 10-19"]),
    ("age,2025\n0-4,1\n5-89,1", ["E358 3:6 write 5+ if the last band includes everyone older, or add a band 90+"]),
    ("age,2025\n0-64,1\n65+,5\n75+,2", ["E359 4:5 keep one set of bands"]),
    ("age,2025\n0-17,1\n16-64,1\n65+,5", ["E359 3:7 keep one set of bands"]),
    ("age,2025,2027,2030\n0+,1,1,1", ["E360 2:6 add 2026", "E360 2:8 add 2028 to 2029"]),
    ("age,2025,2026\n0+,1,0", ["E361 2:6 write the people of each age"]),
    ('age,2025\n0+,"23,000"', ["E132 2:4 write `23000`"]),
    ("age,2025,2026\n0+,,NA", ["E130 2:4 write the number", "E131 2:5 write the number"]),
    ("age,2025\n0+,1e5", ["E134 2:4 write all its digits"]),
    ("age,2025\n0+,1,2", ["E123 2:6 write numbers without commas"]),
    ("age,2025,2025\n0+,1,2", ["E121 1:10 rename or delete one of the two"]),
    ("age;2025\n0+;1", ["E126 1:1 save the sheet"]),
    ("", ["E111 1:1 write the column names"]),
    ("age,2025\n0+,\xa35".encode("latin-1"), ["E101 2:4 "]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG_PEOPLE, ids=[str(case[0])[:40] for case in WRONG_PEOPLE])
def test_a_wrong_population_is_refused_with_place_and_repair(text, expected, written):
    with pytest.raises(Refused) as refused:
        people_from_csv(written(text), "p.csv")
    check(refused.value.findings, expected)


WRONG_PROFILES = [
    ("age,rates\n0+,1", ["E362 1:1 name the columns", "E362 1:5 did you mean `rate`?"]),
    ("age,rate,note\n0+,1,x", ["E362 1:10 delete the column"]),
    ("age,rate\n0-64,-1\n65+,2", ["E363 2:6 write zero or more"]),
    ("age,rate\n0-64,0\n65+,0", ["E364 1:5 write the use per head"]),
    ("age,rate\n0-64,0\n0-64,1\n65+,3%", ["E356 3:1 keep one", "E135 4:5 write a plain number: 0.03"]),
    ("age,rate\n65+,1", ["E358 2:1 add the ages 0-64"]),
    ("age,rate\n0-70,1\n65+,1", ["E359 3:1 keep one set of bands"]),
    ("age,rate\nold,1", ["E353 2:1 write a single year"]),
    ("age,rate", ["E364 1:5 write the use per head"]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG_PROFILES, ids=[case[0][:40] for case in WRONG_PROFILES])
def test_a_wrong_profile_is_refused_with_place_and_repair(text, expected, written):
    with pytest.raises(Refused) as refused:
        profile_from_csv(written(text), "p.csv")
    check(refused.value.findings, expected)


def check(findings, expected):
    said = [f"{finding.code} {finding.place.line}:{finding.place.column} {finding.fix}" for finding in findings]
    assert len(said) == len(expected), said
    for line, choices in zip(said, expected, strict=True):
        assert any(line.startswith(choice) for choice in choices.split("|")), said


def test_an_own_profile(written):
    profile = profile_from_csv(written("rate,age\n0.5,0-64\n4,65+\n", "podiatry.csv"))
    assert (profile.name, profile.rates, profile.ages.labels) == ("podiatry", (0.5, 4.0), ("0-64", "65+"))
    assert profile.source == "own figures: podiatry.csv"


@pytest.mark.parametrize("code", POPULATION)
def test_each_codes_examples_show_it(code: str, written):
    wrong, right = read_page(code).examples
    read = profile_from_csv if right.startswith("age,rate") else people_from_csv
    read(written(right))
    with pytest.raises(Refused) as refused:
        read(written(wrong))
    assert {finding.code for finding in refused.value.findings} >= {code}


def test_every_code_is_met_by_a_wrong_file_above():
    met = {said[:4] for _, expected in (*WRONG_PEOPLE, *WRONG_PROFILES) for said in expected}
    assert set(POPULATION) <= met


def test_a_large_file_is_read_quickly_and_whole(written):
    years = range(2025, 2125)
    lines = [f"{year},{age}{'+' * (age == 90)},{year + age / 10}" for year in years for age in range(91)]
    people = people_from_csv(written("\n".join(["year,age,people", *lines])))
    assert people.count.shape == (91, 100)
    np.testing.assert_allclose(people.count[:, 0], 2025 + np.arange(91) / 10)
