"""`mtfp schema` as a user types it."""

import json

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.cli.runs.schema import BEGINNING


def typed(*words):
    return CliRunner().invoke(app, ["schema", *words])


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ((), "plan"),
        (("plan",), "plan"),
        (("scenario",), "scenario"),
        (("national",), "national"),
        (("options",), "options"),
        (("mapping",), "mapping"),
    ],
)
def test_prints_a_schema(words, wanted, request):
    result = typed(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == request.getfixturevalue(wanted)
    assert result.stdout.isascii()
    assert result.stdout.startswith(BEGINNING)


@pytest.mark.parametrize("what", ["plan", "scenario"])
def test_writes_a_schema_that_json_can_read(what, tmp_path, request):
    file = tmp_path / "a.schema.json"
    result = typed(what, "-o", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "# yaml-language-server: $schema=a.schema.json" in result.stderr
    assert json.loads(file.read_text(encoding="utf-8")) == request.getfixturevalue(what)


def test_replaces_its_own_and_empty_files_without_being_asked(tmp_path):
    file = tmp_path / "a.json"
    file.touch()
    assert typed("scenario", "-o", str(file)).exit_code == 0
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert typed("plan", "-q", "-o", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["title"] == "mtfp plan"


def test_leaves_other_files_alone_unless_forced(tmp_path):
    file = tmp_path / "notes.json"
    file.write_text('{"mine": 1}')
    refused = typed("-o", str(file))
    assert refused.exit_code == 4
    assert "--force" in refused.stderr
    assert file.read_text() == '{"mine": 1}'
    assert typed("-o", str(file), "--force").exit_code == 0
    assert file.read_text().startswith(BEGINNING)


def test_quiet_says_nothing(tmp_path):
    assert typed("-q", "-o", str(tmp_path / "a.json")).output == ""


@pytest.mark.parametrize("where", ["missing/a.json", "."])
def test_says_where_it_could_not_write(where, tmp_path):
    result = typed("-o", str(tmp_path / where))
    assert result.exit_code == 4
    assert str(tmp_path) in result.stderr


def test_another_word_is_a_wrong_command():
    result = typed("plans")
    assert result.exit_code == 2
    assert "scenario" in result.stderr


def test_help_says_how_an_editor_uses_it():
    text = typed("--help").output
    assert text.count("Example:") == 2
    assert "# yaml-language-server: $schema=plan.schema.json" in text
