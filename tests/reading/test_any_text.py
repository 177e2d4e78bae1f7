"""Whatever a plan's text is spoilt to: it is read or refused, and what is read projects."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Refused
from tests.reading.marked import SOUND
from tests.reading.plans import LINES, read, with_csv_lines

VALUE = re.compile(r"(?<=[:\[,] )[^\s,{}\[\]#][^,{}\[\]\n]*")
JUNK = (
    *("3%", "0%", "-5", "-100%", "-99.9%", "400%", "1e300", "999999999999", "0", "1", "10", "0.001", "1_000", "1,000"),
    *("none", "then", "true", "~", "", "x", "[]", "{}", "[1, 2]", "{a: 1}", "tbc", "£5", "lines.csv", "all_ages"),
    *("2025/26", "2026/27", "2030/31", "1999/00", "9999/00", "council", "nhs", "set_aside", "ring_fenced", "income"),
    *("cpi", "pay_nhs", "delivery", "drugs", "care_at_home", "charges", "hospital", "contingency", "medicines_reserve"),
)
SIGNS = "0123456789%:,{}[]-_ /.'\"#&*!£ax\té"


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """A text with some lines, characters or values dropped, doubled or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        values = [*VALUE.finditer(text)]
        what = draw(st.sampled_from(("drop", "double", "letter", "value", "value", "value")))
        if what == "drop":
            lines.pop(at)
        elif what == "double":
            lines.insert(at, lines[other])
        elif what == "letter":
            cut = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:cut] + draw(st.sampled_from(SIGNS)) + lines[at][cut + draw(st.integers(0, 1)) :]
        elif values:
            value = draw(st.sampled_from(values))
            new = draw(st.sampled_from(JUNK) | st.sampled_from(sorted({other.group() for other in values})))
            lines = [text[: value.start()] + new + text[value.end() :]]
        text = "\n".join(lines)
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plan")


@given(plan=spoilt(SOUND))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_spoilt_plan_is_refused_or_projects(plan: str, folder: Path) -> None:
    try:
        sound = read(folder, plan).plan
    except Refused:
        return
    project(sound, central_draws(sound))


@given(lines=spoilt(LINES.read_text(encoding="utf-8")))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_spoilt_table_of_lines_is_refused_or_projects(lines: str, folder: Path) -> None:
    try:
        sound = read(folder, with_csv_lines(), {"lines.csv": lines}).plan
    except Refused:
        return
    project(sound, central_draws(sound))
