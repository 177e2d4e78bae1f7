"""Random items of every section, written as a spreadsheet in a random style, are read back as they are."""

import contextlib
import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtfp.findings.finding import Refused
from mtfp.model.plan import Plan
from mtfp.reading.sheets.forms import MAIN_AMOUNTS, SECTIONS
from mtfp.reading.sheets.headings import Known
from mtfp.reading.sheets.items import items_of
from mtfp.reading.types import types_at
from mtfp.text.csv_table import parse_rows

YEARS = ("2025/26", "2026/27", "2027/28", "2028/29")
BEFORE, AFTER = (
    st.sampled_from(["", "Our partnership", "Budget paper, March 2026"]),
    st.sampled_from(["", "Source: ledger"]),
)
Items = dict[str, dict[str, Any]]

money = st.decimals(0, 999_999, places=2).map(lambda d: d.normalize() + 0)
signed = st.decimals(-99_999, 99_999, places=1).map(lambda d: d.normalize() + 0)
percent = st.integers(0, 100).map(lambda n: f"{n}%")
flag = st.booleans()
words = st.text("abcdefghij ,'&", min_size=1, max_size=20).map(lambda t: f"Item {t.strip()}".strip())
partner = st.sampled_from(["council", "nhs"])


def by_year(amount: st.SearchStrategy[Any], first: int = 1) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(YEARS[first:]), amount, min_size=1)


def item(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional={"owner": words, "note": words, **optional})


RETURNS = st.fixed_dictionaries(
    {"amount": money}, optional={"lag": st.integers(0, 3), "cashable": percent, "recurring": flag}
)
ITEMS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "lines": item(
        {"partner": partner, "setting": st.sampled_from(["primary_care", "hospital"]), "budget": money,
         "components": st.just({"pay_nhs": "60%", "cpi": "40%"})},
        set_aside=flag, care_group=st.just("older_people"), localities=st.just({"North": "40%", "then": "equal"}),
    )
    | item({"partner": partner, "setting": st.just("other"), "cost": by_year(money, 0)}),
    "commitments": item(
        {"amount": by_year(signed | st.just("tbc")), "recurring": flag}, indexed=st.just("pay_nhs"), partner=partner
    ),
    "funding": item(
        {"partner": partner, "type": st.just("payment"), "base": money, "uplift": st.just("cpi")},
        one_off=by_year(signed),
    )
    | item({"partner": partner, "type": st.just("set_aside"), "stated": by_year(money, 0)}, recurring=flag)
    | item(
        {"partner": partner, "type": st.just("income"), "base": money, "movements": by_year(signed)},
        ends=st.sampled_from(YEARS),
    ),
    "savings": item(
        {"planned": by_year(money), "line": st.just("care_at_home")},
        recurring=flag, part_year=percent, status=st.sampled_from(["green", "unidentified"]),
    ),
    "investments": item({"spend": by_year(money), "partner": partner}, saves=RETURNS),
    "risk_events": item(
        {"probability": percent, "impact": st.fixed_dictionaries({"central": signed})},
        once=st.just({"from": "2026/27", "to": "2027/28"}), recurring=flag, partner=partner,
    ),
    "reserves": item(
        {"class": st.sampled_from(["contingency", "ring_fenced"]), "opening": money},
        planned_use=by_year(money), planned_contributions=by_year(money), clawback=by_year(percent),
        purposes=st.just(["gap", "winter"]), floor=money | st.just("2% of expenditure"),
    ),
}  # fmt: skip


def flat(value: dict[str, Any], *outer: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from flat(inner, *outer, key)
        else:
            yield (*outer, key), inner


def plain(value: Any) -> Any:
    """The value as YAML would give it: amounts as text in plain digits."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return f"{value:f}" if isinstance(value, Decimal) else value


@st.composite
def cell(draw: st.DrawFn, value: Any) -> str:
    """A value as a spreadsheet shows it."""
    if isinstance(value, Decimal):
        return draw(amount(value))
    if isinstance(value, bool):
        return draw(st.sampled_from([("TRUE", "FALSE"), ("Yes", "No"), ("y", "n")]))[not value]
    if isinstance(value, list):
        return draw(st.sampled_from(["; ", ", "])).join(value)
    text = str(value)
    if text.startswith("Item") or "%" in text or text[0].isdigit() or text in ("pay_nhs", "cpi"):
        return text + draw(st.sampled_from(["", " "]))
    return draw(st.sampled_from([text, text.capitalize(), text.replace("_", " "), text.upper()]))


@st.composite
def amount(draw: st.DrawFn, value: Decimal) -> str:
    if not value:
        return draw(st.sampled_from(["0", "-", "–", "£-", " £ -   ", "0.00"]))
    digits = draw(st.sampled_from(["{:f}", "{:,f}", "£{:,f}", "£ {:f}"])).format(abs(value))
    below = st.sampled_from(["-{}", "({})", "−{}", "{}-" if "£" not in digits else "-{}", "( {} )"])
    return (
        draw(below) if value < 0 else draw(st.sampled_from(["{}", " {} ", "+{}" if "£" not in digits else "{}"]))
    ).format(digits)


@st.composite
def heading(draw: st.DrawFn, path: tuple[str, ...], section: str, *, of_money: bool) -> str:
    year = path[-1] if "/" in path[-1] else ""
    keys = path[:-1] if year else path
    if year and keys == (MAIN_AMOUNTS.get(section),) and draw(st.booleans()):
        keys = ()
    name_of_place = keys[:1] == ("localities",)
    text = (
        ".".join(keys) if draw(st.booleans()) else " ".join(keys).replace("_", draw(st.sampled_from(["_", " ", "-"])))
    )
    text = text if name_of_place else draw(st.sampled_from([text, text.upper(), text.capitalize(), text.title()]))
    year = draw(st.sampled_from([year, year.replace("/", "-"), f"FY{year}", f"{year[:5]}20{year[5:]}"])) if year else ""
    unit = draw(st.sampled_from(["", "", " (£000)", " £k", " £'000"])) if of_money else ""
    return " ".join(part for part in (text, year) if part) + unit


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, Items, str | bytes]:
    """A section, its items, and the text of a file with them."""
    section = draw(st.sampled_from(SECTIONS))
    values = draw(st.lists(ITEMS[section], min_size=1, max_size=4))
    items = {f"item_{number}": {"label": f"Item {number}", **value} for number, value in enumerate(values)}
    paths = draw(st.permutations([*dict.fromkeys(path for each in items.values() for path, _ in flat(each))]))
    of_money = {path for each in items.values() for path, value in flat(each) if isinstance(value, Decimal)}
    heads = [draw(heading(path, section, of_money=path in of_money)) for path in paths]
    rows = [
        heads,
        *(
            [draw(cell(dict(flat(each))[path])) if path in dict(flat(each)) else "" for path in paths]
            for each in items.values()
        ),
    ]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(rows[0])))
        rows = [[*row[:at], "", *row[at:]] for row in rows]
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), [""] * len(rows[0]))
    before, after = draw(BEFORE), draw(AFTER)
    rows = [*([[before]] if before else []), *rows, *([[], [after]] if after else [])]
    text = io.StringIO()
    style = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(text, quoting=style, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(rows)
    return section, items, text.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))


@given(sheets())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_written_in_any_style_is_read_back(sheet: tuple[str, Items, bytes]) -> None:
    section, items, content = sheet
    read = items_of(
        parse_rows(content, "f.csv"), Known(section, "£k", "2025/26", ("pay_nhs", "cpi"), ("North", "South"))
    )
    assert [finding for finding in read.findings if finding.code != "W614"] == [], content.decode()
    part = types_at(Plan, (section, "x"))[0]
    for name, value in items.items():
        assert part.model_validate(read.values[name]) == part.model_validate(plain(value)), content.decode()
    assert list(read.values) == list(items)


@given(st.sampled_from(SECTIONS), st.text('abelnmort,;"\n\r £()-%0123456789/.', max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(section: str, text: str) -> None:
    heads = {"lines": "label,partner,setting,budget\n"}.get(section, "label,2026/27,partner\n")
    for content in (text, heads + text):
        with contextlib.suppress(Refused):
            items_of(parse_rows(content, "f.csv"), Known(section, "£k", "2025/26"))
