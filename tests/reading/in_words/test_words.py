"""Changes in words: what they mean, the place of every mistake, and the same figures as from a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from mtfp.reading.in_words.phrase import read_phrase
from mtfp.reading.in_words.pieces import pieces_of
from mtfp.reading.scenario import apply_scenarios, read_scenarios
from mtfp.results.figures import figures
from mtfp.text.write_yaml import yaml_text

SHETLAND = read_plan(Path(__file__).parents[3] / "examples" / "shetland")


def lever(words: str) -> object:
    (read,) = read_scenarios(words, SHETLAND.plan)
    return read.levers_as_written[0]


MEANT = {
    "pay_nhs +1%": {"shift": {"assumption": "pay_nhs", "by": "1%"}},
    "pay_nhs + 1%": {"shift": {"assumption": "pay_nhs", "by": "1%"}},
    "pay_nhs+1%": {"shift": {"assumption": "pay_nhs", "by": "1%"}},
    "pay_nhs −0.5 points": {"shift": {"assumption": "pay_nhs", "by": "-0.5%"}},
    "pay_nhs +1 point from year 2": {"shift": {"assumption": "pay_nhs", "from": "year 2", "by": "1%"}},
    "pay_nhs 4%": {"set": {"assumption": "pay_nhs", "central": "4%"}},
    "pay_nhs to 4% in 2027/28": {"set": {"assumption": "pay_nhs", "from": "2027/28", "to": "2027/28", "central": "4%"}},
    "savings_delivery x 60%": {"scale": {"assumption": "savings_delivery", "by": "60%"}},
    "cpi x 1.1 until 2028/29": {"scale": {"assumption": "cpi", "to": "2028/29", "by": "110%"}},
    "Agenda for Change pay award +1%": {"shift": {"assumption": "pay_nhs", "by": "1%"}},
    "pay +1%": {"shift": {"assumptions": {"pressure": "pay"}, "by": "1%"}},
    "delivery 60%": {"set": {"assumptions": {"drives": "delivery"}, "central": "60%"}},
    "locums x 80%": {"saving": {"name": "locums", "scale": "80%"}},
    "reablement x 50%": {"investment": {"name": "reablement", "scale": "50%"}},
    "care_record x 2": {"commitment": {"name": "care_record", "scale": "200%"}},
    "council_payment +£0.5m in 2027/28": {"funding": {"name": "council_payment", "add": {"2027/28": 500.0}}},
    "council_payment -£1,250 from 2029/30": {
        "funding": {"name": "council_payment", "add": {"2029/30": -1.25, "2030/31": -1.25}}
    },
    "saving: {name: locums, delay: 1}": {"saving": {"name": "locums", "delay": 1}},
}


@pytest.mark.parametrize(("words", "meant"), MEANT.items(), ids=list(MEANT))
def test_words_mean_the_lever_of_a_file(words, meant):
    assert lever(words) == meant


@pytest.mark.parametrize("words", MEANT, ids=list(MEANT))
def test_words_give_the_figures_and_the_changes_of_a_file(words, tmp_path):
    head = {"mtfp": 1, "scenario": "s", "levers": [lever(words)]}
    (tmp_path / "s.yaml").write_text(yaml_text(head), encoding="utf-8")
    typed, from_file = (apply_scenarios(SHETLAND, each) for each in (words, str(tmp_path / "s.yaml")))
    assert typed.changes == from_file.changes
    assert [each.code for each in typed.warnings] == [each.code for each in from_file.warnings]
    one, other = (figures(project(each.plan, central_draws(each.plan))) for each in (typed, from_file))
    assert all((one[name] == other[name]).all() for name in ("gap", "expenditure", "funding"))


def test_words_change_a_named_year_alone():
    changes = [str(each.change) for each in apply_scenarios(SHETLAND, "pay_nhs 4% in 2027/28").changes]
    assert changes == ["Agenda for Change pay award, 2027/28: 2.75% → 4.0%"]


REFUSED = {
    # the words, the code, the part that is marked, words of the repair
    "pay_nsh +1%": ("E401", "pay_nsh", "did you mean `pay_nhs`"),
    "pay_nhs 4": ("E403", "4", "write 4%"),
    "pay_nhs +£50k": ("E403", "£50k", "write"),
    "council_payment +1%": ("E422", "1%", "`council_uplift +1%`"),
    "charitable_trust +1%": ("E422", "1%", "`charitable_trust x 101%`"),
    "council_payment +500": ("E422", "500", "£500k"),
    "cpi x 60": ("E422", "60", "`x 60%`"),
    "contingency +£500k": ("E423", "contingency", "reserves: {name: contingency"),
    "care_at_home x 90%": ("E423", "care_at_home", "service_level: {lines: care_at_home"),
    "locums +£50k": ("E423", "locums", "`locums x 80%`"),
    "pay goes up by one": ("E421", "pay goes up by one", "`pay_nhs +1%`"),
    "pay_nhs +1% from 2027": ("E210", "2027", "2027/28"),
    "pay_nhs +1% from 2019/20": ("E402", "2019/20", "2026/27"),
    "saving: {name: locum, delay: 1}": ("E401", "locum", "`locums`"),
    "saving: {name: locums, delya: 1}": ("E202", "delya", "`delay`"),
    "saving: {name: locums, delay: 1": ("E1", "", ""),
}


@pytest.mark.parametrize("before", ["", "step-down + ", "step-down+"])
@pytest.mark.parametrize(("words", "expected"), REFUSED.items(), ids=list(REFUSED))
def test_a_mistake_is_marked_where_it_stands(words, expected, before):
    code, part, repair = expected
    with pytest.raises(Refused) as refused:
        apply_scenarios(SHETLAND, before + words)
    found = refused.value.findings[0]
    assert found.code.startswith(code)
    assert repair in found.fix
    marked = found.place.source[found.place.column - 1 :][: found.place.length]
    assert marked == part or not part


def test_a_charge_that_has_no_uplift_is_told_both_spellings():
    with pytest.raises(Refused, match="£50k"):
        apply_scenarios(SHETLAND, "charitable_trust +1%")


@pytest.mark.parametrize("name", ["step-dwn", "step-down+hihg-pay"])
def test_a_name_without_words_is_still_a_name(name):
    with pytest.raises(Refused, match=r"E411.*did you mean"):
        apply_scenarios(SHETLAND, name)


def test_a_file_comes_before_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("pay_nhs +1%").write_text("{mtfp: 1, scenario: filed, levers: [shift: {assumption: cpi, by: 1%}]}")
    assert [each.scenario.scenario for each in read_scenarios("pay_nhs +1%")] == ["filed"]


WORDS = st.text("abc 123.%£+-−x:{}[]'\"/yearfromto\n", max_size=30)


@given(WORDS.filter(lambda text: "-" not in map(str.strip, text.split("+"))))
def test_any_text_is_read_or_refused_at_a_place_in_it(text):
    try:
        apply_scenarios(SHETLAND, text)
    except Refused as refused:
        for finding in refused.findings:
            assert finding.fix
            assert not finding.place.line or finding.place.line <= max(1, len(text.splitlines()))


@given(
    st.lists(
        st.sampled_from(["step-down", "pay_nhs +1%", "cpi x 90%", "saving: {name: a + b}", "high-pay"]), min_size=1
    )
)
def test_pieces_that_are_joined_are_found_again(pieces):
    assert [piece.text for piece in pieces_of(" + ".join(pieces))] == pieces


@pytest.mark.parametrize(
    "text", ["", "+1%", "pay_nhs", "pay_nhs +", "pay_nhs one%", "a + b 4% x", "pay_nhs +1% form 2027/28"]
)
def test_what_is_no_change(text):
    assert read_phrase(text) is None
