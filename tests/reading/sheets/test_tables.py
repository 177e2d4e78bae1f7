"""Tables between titles, blank rows and columns, totals and notes; headings in any capitals, order and wording."""

import pytest

from mtfp.findings.finding import Finding, Refused
from mtfp.reading.sheets.headings import Known, heading_of
from mtfp.reading.sheets.items import Items, items_of
from mtfp.text.csv_table import parse_rows

COMMITMENTS = Known("commitments", "£k", "2025/26", ("pay", "pay_nhs"))
HEAD = "label,partner,recurring,2026/27"
ROWS = "Employer NI,council,yes,310\nNew lease,council,yes,120"


def read(text: str, known: Known = COMMITMENTS) -> Items:
    return items_of(parse_rows(text, "commitments.csv"), known)


def found(text: str, known: Known = COMMITMENTS) -> list[Finding]:
    try:
        return read(text, known).findings
    except Refused as refused:
        return list(refused.findings)


def said(text: str, known: Known = COMMITMENTS) -> list[str]:
    return [f"{f.code} {f.place.line}:{f.place.column}" for f in found(text, known)]


PLAIN = read(f"{HEAD}\n{ROWS}").values

PASSED_OVER = {
    "a title": (f"Our commitments\n{HEAD}\n{ROWS}", ""),
    "a title and a date": (f"Commitments,,,\nPrinted 3 March 2026,,,\n,,,\n{HEAD}\n{ROWS}", ""),
    "two cells of title": (f"Commitments,as agreed,,\n{HEAD}\n{ROWS}", ""),
    "an amount above the headings": (
        f"Beds,nhs,no,1_250\n{HEAD}\n{ROWS}".replace("_", ""),
        "row 1 (`Beds nhs no 1250`)",
    ),
    "a line for a spreadsheet": (f"sep=,\n{HEAD}\n{ROWS}", ""),
    "a blank row": (f"{HEAD}\n{ROWS.replace(chr(10), chr(10) + ',,,' + chr(10))}", "row 3 (blank)"),
    "an empty line": (f"{HEAD}\n\n{ROWS}", "row 2 (blank)"),
    "blank rows": (f"\n\n{HEAD}\n{ROWS}", ""),
    "a note": (f"{HEAD}\n{ROWS}\nSource: budget book,,,", "row 4 (`Source: budget book`)"),
    "a note in another column": (f"{HEAD}\n{ROWS}\n,,,Checked by AB", "row 4 (`Checked by AB`)"),
    "notes below a blank row": (f"{HEAD}\n{ROWS}\n,,,\nNote 1,,,\nNote 2,,,", "rows 4 (blank), 5 (`Note 1`)"),
    "empty columns": (f"{HEAD},,\n" + ROWS.replace("\n", ",,\n") + ",,", "the blank columns E and F are"),
    "an empty column": (f",{HEAD}\n," + ROWS.replace("\n", "\n,"), "the blank column A is"),
    "a row of units": (f"{HEAD}\n,,,£000\n{ROWS}", "row 2 (`£000`)"),
    "headings again": (f"{HEAD}\n{ROWS.replace(chr(10), chr(10) + HEAD + chr(10))}", "row 3"),
}


@pytest.mark.parametrize(("text", "words"), PASSED_OVER.values(), ids=PASSED_OVER)
def test_what_is_no_part_of_a_table_is_passed_over_with_a_note(text: str, words: str) -> None:
    items = read(text)
    assert items.values == PLAIN
    assert [finding.code for finding in items.findings] == (["W614"] if words else [])
    assert all(words in finding.message for finding in items.findings)


REFUSED = {
    "a total": (f"{HEAD}\n{ROWS}\nTotal,,,430", ["E217 4:1"]),
    "a total in bold capitals": (f"{HEAD}\n{ROWS}\n,,,\nTOTAL COMMITMENTS,,,430", ["E217 5:1", "W614 4:1"]),
    "a subtotal between": (f"{HEAD}\n{ROWS}\nSub-total council,,,430\nBeds,nhs,no,5", ["E217 4:1"]),
    "a total that is wrong": (f"{HEAD}\n{ROWS}\nGrand total,,,431.7", ["E217 4:1"]),
    "a total without a label": (f"{HEAD}\n{ROWS}\n,,,430", ["E217 4:4"]),
    "a total in a whole row": (f"{HEAD}\n{ROWS}\nTotal,council,yes,430", ["E217 4:1"]),
    "a heading between": (f"{HEAD}\nCouncil services,,,\n{ROWS}", ["E216 2:1"]),
    "a column of totals": (f"{HEAD},Total\n" + ROWS.replace("\n", ",1\n") + ",1", ["E202 1:33"]),
    "a column without a name": (f"{HEAD},\n" + ROWS.replace("\n", ",1\n") + ",1", ["E122 1:33"]),
    "no headings": (ROWS, ["E201 1:1"]),
    "other headings": ("year,age,people\n2025,0+,5", ["E201 1:1"]),
    "an unquoted comma": (f"{HEAD}\nNew lease,council,yes,1,200", ["E123 2:25"]),
    "a short row": (f"{HEAD}\nNew lease,council,120\n{ROWS}", ["E123 2:19"]),
    "two labels with one name": (f"{HEAD}\n{ROWS}\nNew-lease,nhs,no,5", ["E103 4:1"]),
    "no name": (f"{HEAD}\n,council,yes,310", ["E201 2:1"]),
    "one key twice": (f"{HEAD},Amount 2026-27\n" + ROWS.replace("\n", ",1\n") + ",1", ["E121 1:33"]),
    "another unit": (f"{HEAD} £m\n{ROWS}", ["E218 1:25"]),
    "pounds": (f"{HEAD} (£)\n{ROWS}", ["E218 1:25"]),
    "another unit in the title": (f"Commitments (£m),,,\n{HEAD}\n{ROWS}", ["E218 1:1"]),
    "a date for a year": (HEAD.replace("2026/27", "Apr-26") + f",2027/28\n{ROWS.replace(chr(10), ',' + chr(10))},", []),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_may_be_a_mistake_is_refused_at_its_place(text: str, expected: list[str]) -> None:
    assert said(text) == (expected or ["E202 1:25"])
    assert all(finding.fix for finding in found(text))


def test_a_label_with_the_word_total_may_be_an_item() -> None:
    assert "total_communication" in read(f"{HEAD}\n{ROWS}\nTotal communication,nhs,no,55").values


HEADINGS = (
    ("lines", "Budget £000", ("budget",)),
    ("lines", "BUDGET (£'000)", ("budget",)),
    ("lines", "Budget 2025/26", ("budget",)),
    ("lines", "Care group", ("care_group",)),
    ("lines", "CareGroup", ("care_group",)),
    ("lines", "components.Pay", ("components", "pay")),
    ("lines", "Components pay NHS", ("components", "pay_nhs")),
    ("lines", "components.pay_nhs.on_costs", ("components", "pay_nhs", "on_costs")),
    ("lines", "Localities north", ("localities", "North")),
    ("lines", "localities.then", ("localities", "then")),
    ("lines", "demand profile", ("demand", "profile")),
    ("lines", "Financial year 2026/27", ("cost", "2026/27")),
    ("commitments", "2026-27", ("amount", "2026/27")),
    ("commitments", "FY2026/2027 (£000)", ("amount", "2026/27")),
    ("commitments", "amount.2026/27", ("amount", "2026/27")),
    ("funding", "2026/27", ("stated", "2026/27")),
    ("funding", "Stated then", ("stated", "then")),
    ("funding", "Movements 2026/27", ("movements", "2026/27")),
    ("funding", "One-off 2026/27", ("one_off", "2026/27")),
    ("funding", "Base 2025/26", ("base",)),
    ("savings", "2026/27", ("planned", "2026/27")),
    ("savings", "2026/27 delivered", ("delivered", "2026/27")),
    ("savings", "Part-year", ("part_year",)),
    ("investments", "Saves amount", ("saves", "amount")),
    ("investments", "2026/27", ("spend", "2026/27")),
    ("risk_events", "Probability (%)", ("probability",)),
    ("risk_events", "once.from", ("once", "from")),
    ("reserves", "Planned use 2026/27", ("planned_use", "2026/27")),
    ("reserves", "planned_use.2026/27", ("planned_use", "2026/27")),
    ("reserves", "Planned use (2026/27)", ("planned_use", "2026/27")),
    ("reserves", "2026/27", ()),
    ("lines", "Budget 2026/27", ()),
    ("lines", "Comments from finance", ()),
)


@pytest.mark.parametrize(("section", "text", "path"), HEADINGS)
def test_headings_in_any_capitals_and_wording(section: str, text: str, path: tuple[str, ...]) -> None:
    known = Known(section, "£k", "2025/26", ("pay", "pay_nhs"), ("North", "South"))
    assert heading_of(text, known).path == path


REPAIRS = (
    ("reserves", "label,class,opening,2026/27\nA,legacy,5,1", "E220", "`planned_use 2026/27`"),
    ("lines", "label,partner,setting,Budget 2026/27\nA,nhs,other,5", "E202", "`budget` without a year"),
    ("savings", "label,line,plannd 2026/27,2027/28\nA,b,5,1", "E202", "write `planned 2026/27`"),
    ("investments", "label,2026/27,Saves amont\nA,5,1", "E202", "did you mean `saves.amount`?"),
    ("risk_events", "label,probabilty,impact\nA,5%,1", "E202", "did you mean `probability`?"),
    ("savings", "label,26/27\nA,5", "E202", "write `2026/27`"),
    ("savings", "label,line,2026\nA,b,5", "E202", "write `2026/27`"),
    ("savings", "label,line,Saving 2026/27\nA,b,5", "E202", "write `planned 2026/27` or `delivered 2026/27`"),
    ("savings", "label,line,Plannd 2026/27\nA,b,5", "E202", "write `planned 2026/27`"),
    ("reserves", "label,class,Opening balance\nA,legacy,5", "E202", "did you mean `opening`?"),
    ("reserves", "Fund,class,opening\nA,legacy,5", "E202", "write `label` if the column has the names"),
    ("risk_events", "label,probability,impact 2026/27\nA,5%,5", "E202", "write `impact` without a year"),
    ("commitments", "label,recurring,2026/27,rubbish\nA,no,5,1", "E202", "delete the column"),
)


@pytest.mark.parametrize(("section", "text", "code", "fix"), REPAIRS)
def test_an_unknown_heading_has_a_repair(section: str, text: str, code: str, fix: str) -> None:
    first, *_ = found(text, Known(section, "£k", "2025/26"))
    assert first.code == code
    assert fix in first.fix


def test_a_row_above_the_years_may_say_what_their_amounts_are() -> None:
    above = ",,,Movements,,One-off,\nlabel,partner,type,2026/27,2027/28,2026/27,base\nGrant,nhs,payment,5,(2),1,90\n"
    items = read(above, Known("funding", "£k", "2025/26"))
    grant = {"label": "Grant", "partner": "nhs", "type": "payment", "base": "90", "one_off": {"2026/27": "1"}}
    assert items.values == {"grant": {**grant, "movements": {"2026/27": "5", "2027/28": "-2"}}}
    assert items.findings == []
    use = "Planned use\nlabel,class,opening,2026/27\nWinter,earmarked,400,5"
    assert said(use, Known("reserves", "£k", "2025/26")) == ["E220 2:21"]
    use = ",,,Planned use (£000)\nlabel,class,opening,2026/27\nWinter,earmarked,400,5"
    assert read(use, Known("reserves", "£k", "2025/26")).values["winter"]["planned_use"] == {"2026/27": "5"}
