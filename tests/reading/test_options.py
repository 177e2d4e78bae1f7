"""Each mistake in an options file has its code, its place and its repair."""

import pytest

from mtfp.analysis.options.read import question_of
from mtfp.findings.finding import Refused
from tests.analysis.options.made import SMALL

HEAD = "mtfp: 1\nscale: {name: harm}\noptions:\n"
SOUND = "  sound: {impact: 1, saving: {line: homes, planned: {2026/27: 5}}}\n"
SAVING = "saving: {line: visits, planned: {2026/27: 5}}"
LEVEL = "levers: [{service_level: {lines: visits, level: 90%, from: 2026/27}}]"
NEEDS_EACH_OTHER = f"  a: {{impact: 1, {SAVING}, needs: b}}\n  b: {{impact: 1, {LEVEL}, needs: a}}\n"
CONFLICT = """\
  a: {impact: 1, levers: [{set: {assumption: pay, central: 3%}}]}
  b: {impact: 1, levers: [{set: {assumption: pay, central: 2%}}]}
"""

WRONG = {
    "unknown needs": (f"  a: {{impact: 1, {SAVING}, needs: sond}}\n", "E701", "sond", "did you mean `sound`?"),
    "unknown excludes": (f"  a: {{impact: 1, {SAVING}, excludes: [x]}}\n", "E701", "x", "use `sound` or `a`"),
    "a circle": (NEEDS_EACH_OTHER, "E702", "b", "take one of the two out of `needs`"),
    "needs what it excludes": (
        f"  a: {{impact: 1, {SAVING}, needs: sound, excludes: sound}}\n",
        "E703",
        "sound",
        "correct `needs`, `excludes` or `group`",
    ),
    "needs two that exclude each other": (
        f"  b: {{impact: 1, {LEVEL}, excludes: sound}}\n  a: {{impact: 1, {SAVING}, needs: [sound, b]}}\n",
        "E703",
        "[sound, b]",
        "correct `needs`",
    ),
    "a name as the delivery of levers": (
        f"  a: {{impact: 1, {LEVEL}, delivery: pay}}\n",
        "E704",
        "a: {impact",
        "write a percentage, such as `delivery: 80%`",
    ),
    "a delivery twice": (
        "  a: {impact: 1, delivery: 50%, saving: {line: homes, planned: {2026/27: 5}, delivery: 50%}}\n",
        "E704",
        "a: {impact",
        "write the delivery once",
    ),
    "an investment that saves nothing": (
        "  a: {impact: 1, delivery: 50%, investment: {line: homes, spend: {2026/27: 5}}}\n",
        "E704",
        "a: {impact",
        "write the delivery once",
    ),
    "too early": (
        f"  a: {{impact: 1, {SAVING}, earliest: year 2}}\n",
        "E705",
        "year 2",
        "begin its amounts and levers in year 2",
    ),
    "a conflict": (CONFLICT, "E706", "b:", "write `excludes: a` under `b`"),
    "an impact above the scale": (f"  a: {{impact: 11, {SAVING}}}\n", "E707", "11", "write a number from 0 to 10"),
    "an impact below the scale": (f"  a: {{impact: -1, {SAVING}}}\n", "E707", "-1", "write a number from 0 to 10"),
    "no change": ("  a: {impact: 1}\n", "E215", "a: {impact", "write the option's `levers`, or one `saving`"),
    "two kinds of change": (
        f"  a: {{impact: 1, {SAVING}, {LEVEL}}}\n",
        "E215",
        "a: {impact",
        "write the option's `levers`",
    ),
    "half a person": (
        f"  a: {{impact: 1, {SAVING}, people: {{who: x, number: 0.5}}}}\n",
        "E213",
        "0.5",
        "write it without decimals",
    ),
    "a misspelt key": (f"  a: {{impct: 1, {SAVING}}}\n", "E202", "impct", "did you mean `impact`?"),
    "an unknown line in a lever": (
        "  homes_saving: {impact: 1, levers: [{saving: {name: x, add: {line: home, planned: {2026/27: 5}}}}]}\n",
        "E401",
        "home,",
        "did you mean `homes`?",
    ),
}


def asked(text: str, tmp_path):
    file = tmp_path / "options.yaml"
    file.write_text(HEAD + SOUND + text, encoding="utf-8")
    return question_of(SMALL, file)


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_found_at_its_place_with_its_repair(mistake, tmp_path):
    text, code, place, fix = WRONG[mistake]
    with pytest.raises(Refused) as refused:
        asked(text, tmp_path)
    (found,) = [each for each in refused.value.findings if each.code.startswith("E")]
    assert (found.code, found.place.source[found.place.column - 1 :].startswith(place)) == (code, True), found
    assert fix in found.fix


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (f"  a: {{impact: 1, {SAVING}}}\n  b: {{impact: 2, {SAVING}}}\n", "W701", "`b` makes the same change as `a`"),
        (
            "  a: {impact: 0, levers: [{service_level: {lines: visits, level: 110%, from: 2026/27}}]}\n",
            "W702",
            "`a` adds £",
        ),
    ],
)
def test_a_doubtful_option_is_a_warning(text, code, message, tmp_path):
    (found,) = asked(text, tmp_path).options.warnings
    assert found.code == code
    assert found.message.startswith(message)


def test_two_of_one_group_or_that_exclude_each_other_may_conflict(tmp_path):
    for rule in ("group: pay", "excludes: b"):
        text = CONFLICT.replace("  a: {impact: 1,", f"  a: {{impact: 1, {rule},")
        text = text.replace("  b: {impact: 1,", "  b: {impact: 1, group: pay,")
        assert asked(text, tmp_path).names == ("sound", "a", "b")


def test_the_same_change_twice_is_no_doubt_if_only_one_can_be_chosen(tmp_path):
    text = f"  a: {{impact: 1, {SAVING}, group: g}}\n  b: {{impact: 2, {SAVING}, group: g}}\n"
    assert asked(text, tmp_path).options.warnings == ()


@pytest.mark.parametrize("given", [5, None, ["a"]])
def test_other_kinds_of_options_are_refused(given):
    with pytest.raises(TypeError, match="options must be a path, a dict or Options"):
        question_of(SMALL, given)
