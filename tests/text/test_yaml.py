"""YAML means what it looks like, every value knows its place, and nothing but a refusal comes out of bad input."""

import subprocess
import sys
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp.findings.finding import Refused
from mtfp.findings.letters import is_invisible
from mtfp.findings.place import Document
from mtfp.text.yaml import parse_yaml, read_yaml

PARSERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]

PLAN = """\
mtfp: 1   # format version
name: Shetland Islands Integration Joint Board
base_year: 2025/26
unit: £k
localities: [Lerwick and Bressay, 'North Mainland', "North Isles"]
notes: >
  Illustrative split
  of services.

assumptions:
  cpi:
    central: {2025/26: 3.4%, 2026/27: -2.5, then: 2%}
    spread: {interval: [-1.0%, +2.0%], around: central}
    grade:
lines:
  care_at_home: {budget: 12_300, set_aside: true, fixed: 0.5}
  "telecare": {budget: 500}
correlations:
  - [cpi, pay_nhs, 0.8]
  - [pay_nhs, pay_council, strong]
scheme:
  steps:
    - offset: none
    - carry: {}
"""


def test_an_unquoted_word_means_what_it_looks_like() -> None:
    words = {
        "true": True, "False": False, "null": None, "~": None, "": None,
        "5": 5, "-5": -5, "+5": 5, "0": 0, "1.5": 1.5, ".5": 0.5, "1e5": 1e5, "5.": 5.0, "-0.25": -0.25,
    }  # fmt: skip
    texts = (
        "no NO yes on off y n 12:30 010 -010 00.5 1_000 12_300 2026-04-01 2026/27 3% -0.5% 0x1F 0o17 £5 1,000 << = tRUE"
    )
    words |= {word: word for word in texts.split()}
    for word, meant in words.items():
        value = parse_yaml(f"a: {word}", "f").value
        assert value == {"a": meant}
        assert type(value["a"]) is type(meant)
        assert parse_yaml(f'a: "{word}"', "f").value == {"a": word}
        assert parse_yaml(f"a: '{word}'", "f").value == {"a": word}


@pytest.mark.parametrize("sign", "\x01\x1b\x7f\x85\x9b\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufffe\ud800\udfff")
def test_signs_that_cannot_be_seen_are_refused(sign) -> None:
    for text in (f"a: x{sign}y", f"# x{sign}y\na: 1"):
        with pytest.raises(Refused, match="E112"):
            parse_yaml(text, "f")


@pytest.mark.parametrize("sign", "\u00a0é–’£\u2027\u2065\u206a\ud7ff\ue000\ufffd😀\U0010ffff")
def test_signs_of_any_alphabet_are_read(sign) -> None:
    assert parse_yaml(f"a: x{sign}y", "f").value == {"a": f"x{sign}y"}


def test_names_are_text_as_typed() -> None:
    assert list(parse_yaml("{2026/27: 1, 5: 2, true: 3, ~: 4, 1.0: 5, no: 6, '<<': 7}", "f").value) == (
        ["2026/27", "5", "true", "~", "1.0", "no", "<<"]
    )


def test_a_mark_of_byte_order_at_the_start_is_passed_over() -> None:
    for text in ("\ufeffa: 1", b"\xef\xbb\xbfa: 1"):
        document = parse_yaml(text, "f")
        assert document.value == {"a": 1}
        assert document.keys["a",] == (1, 1, 1)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("parser", PARSERS)
def test_places_are_those_of_an_editor(parser, ends) -> None:
    document = parse_yaml(PLAN.replace("\n", ends), "plan.yaml", parser=parser)
    known = {
        (): (1, 1, 26),
        ("mtfp",): (1, 7, 1),
        ("unit",): (4, 7, 2),
        ("localities",): (5, 13, 54),
        ("localities", 1): (5, 35, 16),
        ("notes",): (6, 8, 1),
        ("assumptions",): (11, 3, 4),
        ("assumptions", "cpi", "central", "then"): (12, 51, 2),
        ("assumptions", "cpi", "grade"): (14, 11, 1),
        ("correlations", 0): (19, 5, 19),
        ("correlations", 0, 2): (19, 20, 3),
        ("scheme", "steps", 1, "carry"): (24, 14, 2),
    }
    assert {path: document.values[path] for path in known} == known
    assert document.keys["lines", "telecare"] == (17, 3, 10)
    assert document.place(("lines", "care_at_home"), of_key=True).source == document.lines[15]


def test_both_parsers_read_the_same() -> None:
    documents = [parse_yaml(PLAN, "f", parser=parser) for parser in PARSERS]
    assert documents[0] == documents[1]


def test_all_that_is_wrong_is_found_in_one_pass() -> None:
    text = "a: 1\na: 2\nb: {c: .inf, c: &x 5, d: *x}\n<<: {}\n? []\n: {e: !t 1, e: 2, e: 3}\nf: [1\n"
    with pytest.raises(Refused) as refused:
        parse_yaml(text, "f")
    assert [(finding.place.line, finding.code) for finding in refused.value.findings] == [
        (2, "E103"), (3, "E109"), (3, "E103"), (3, "E104"), (3, "E104"), (4, "E106"),
        (5, "E113"), (6, "E105"), (6, "E103"), (6, "E103"), (7, "E102"),
    ]  # fmt: skip
    assert "first on line 1, column 1" in refused.value.findings[0].message


def test_a_name_may_stand_again_in_another_group() -> None:
    assert parse_yaml("a: {x: 1}\nb: {x: 2}", "f").value == {"a": {"x": 1}, "b": {"x": 2}}
    with pytest.raises(Refused) as refused:
        parse_yaml("a: {x: 1}\na: {x: 2}", "f")
    assert len(refused.value.findings) == 1


def test_complaints_end_before_they_fill_the_memory() -> None:
    with pytest.raises(Refused) as refused:
        parse_yaml("a: 1\n" * 50_000, "f")
    assert 100 < len(refused.value.findings) < 2_000


def test_64_levels_are_read() -> None:
    value = parse_yaml("[" * 64 + "1" + "]" * 64, "f").value
    for _ in range(64):
        (value,) = value
    assert value == 1


def test_a_file_is_called_as_it_is_shown(tmp_path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"a: *x")
    for shown_as, name in (("plan.yaml", "plan.yaml"), (None, str(file))):
        with pytest.raises(Refused) as refused:
            read_yaml(file, shown_as)
        assert refused.value.findings[0].place.file == name


def test_what_cannot_be_read_is_for_the_command_line_to_tell(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        read_yaml(tmp_path / "missing.yaml")
    with pytest.raises(IsADirectoryError):
        read_yaml(tmp_path)


BOMBS = {
    "brackets": '"[" * 200_000',
    "groups": '"{a: " * 200_000',
    "lists": '"- " * 200_000',
    "names": '"? " * 200_000',
    "indents": '"".join(" " * i + "a:\\n" for i in range(3_000))',
    "aliases": '"a: &a [x, x]\\n" + "".join(f"b{i}: &b{i} [*a, *a, *a]\\n" for i in range(10_000))',
    "quotes": '"\\"" * 1_000_000',
    "digits": '"a: " + "9" * 5_000_000',
    "decimals": '"a: " + "9" * 5_000_000 + ".0"',
    "tabs": '"a: 1\\t\\n" * 200_000',
    "escapes": '"a: \\"" + "\\\\0" * 1_000_000 + "\\""',
    "nulls": '"\\0" * 9_000_000',
}

CHILD = """
import resource, sys, time
from mtfp.text.yaml import parse_yaml
from mtfp.findings.finding import Refused
resource.setrlimit(resource.RLIMIT_AS, (256_000_000, 256_000_000))
text = {bomb}
began = time.process_time()
try:
    parse_yaml(text, "f")
except Refused as refused:
    print(refused.findings[0].code, time.process_time() - began)
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_quickly_in_little_memory(bomb) -> None:
    child = subprocess.run([sys.executable, "-c", CHILD.format(bomb=BOMBS[bomb])], capture_output=True, text=True)
    assert child.returncode == 0, child.stderr[-500:]
    code, seconds = child.stdout.split()
    assert code.startswith("E1")
    assert float(seconds) < 2


def explained(refused: Refused) -> None:
    assert refused.findings
    for finding in refused.findings:
        assert finding.fix
        assert finding.place.line >= 0
        assert finding.place.column <= len(finding.place.source) + 1


def only_refuses(content: str | bytes) -> Document | None:
    """The document, with every place inside the file; or None if both parsers refuse or one does."""
    read = []
    for parser in PARSERS:
        try:
            document = parse_yaml(content, "f", parser=parser)
        except Refused as refused:
            explained(refused)
            continue
        for line, column, length in (*document.values.values(), *document.keys.values()):
            assert 1 <= line <= len(document.lines)
            assert 1 <= column <= len(document.lines[line - 1]) + 1
            assert length >= 1
        read.append(document)
    if len(read) == 2:
        assert read[0].value == read[1].value
    return read[0] if read else None


@given(st.binary())
def test_any_bytes(content) -> None:
    only_refuses(content)


@given(st.text(st.characters(categories=None)))
def test_any_text(text) -> None:
    only_refuses(text)


TOKENS = [
    *"[]{},:?-#&*!|>'\"%@`\\\t\n\r \ufeff\u0301",
    *(": ", "- ", "? ", "\n  ", "---", "...", "<<", "a", "é", "😀", "1", "1e9", ".inf", "~", "9" * 30),
    *("\\u", "\\U", "\\x", "d800", "FFFFFFFF", "\\\n", "%YAML 1.", "%TAG ! ", "!!", "!<"),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(TOKENS)).map("".join))
def test_any_of_yamls_own_signs(text) -> None:
    only_refuses(text)


@settings(max_examples=300)
@given(st.data())
def test_any_change_of_a_plan(data) -> None:
    text = PLAN
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + data.draw(st.sampled_from([*TOKENS, ""])) + text[end:]
    only_refuses(text)


SEEN = st.characters(codec="utf-8", categories=["L", "N", "So"]).filter(lambda letter: not is_invisible(letter))
LETTERS = st.text(SEEN, min_size=1, max_size=6)
WORD = LETTERS.map(lambda letters: unicodedata.normalize("NFC", f"w{letters}"))
VALUE = st.recursive(
    WORD | st.integers(-(10**17), 10**17) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
)


@given(st.dictionaries(WORD, VALUE, min_size=1), st.sampled_from([True, False, None]))
def test_the_text_at_each_place_is_the_key_or_the_scalar(value, flow) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, width=10_000)
    document = parse_yaml(text, "f")
    assert document.value == value
    for path, (line, column, length) in document.keys.items():
        assert document.lines[line - 1][column - 1 :][:length] == path[-1]
    for path, (line, column, length) in document.values.items():
        found: object = document.value
        for step in path:
            found = found[step]  # type: ignore[index]
        if isinstance(found, list | dict):
            continue
        typed = str(found).lower() if isinstance(found, bool) else str(found)
        assert document.lines[line - 1][column - 1 :][:length] == typed
