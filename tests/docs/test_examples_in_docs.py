"""Every YAML example is one that mtfp reads: whole plans and scenarios through, sections and levers by their shape."""

import pytest
from documents import DOCUMENTS, Block, blocks

from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.reading.national import read_national
from mtfp.reading.options import read_options
from mtfp.reading.policy import read_policy
from mtfp.reading.scenario import read_scenario
from mtfp.scenarios.scenario import Scenario
from mtfp.text.yaml import parse_yaml

REST = {"mtfp": 1, "name": "An example", "base_year": "2025/26", "years": 5, "unit": "£k", "lines": {}, "funding": {}}
EXAMPLES = [block for file in DOCUMENTS for block in blocks(file, "yaml")]


def value_of(block: Block):
    return parse_yaml(block.text, str(block)).value


def a_plan(block: Block, told: str, folder) -> None:
    for beside in blocks(block.file, "csv"):
        if "file" in beside.marks:
            (folder / beside.marks["file"]).write_text(beside.text, encoding="utf-8")
    (folder / "plan.yaml").write_text(block.text, encoding="utf-8")
    read_plan(folder)


def a_section(block: Block, section: str, folder) -> None:
    said = value_of(block)
    assert list(said) == [section]
    assert getattr(Plan.model_validate({**REST, **said}), section)


def a_scenario(block: Block, told: str, folder) -> None:
    (folder / "future.yaml").write_text(block.text, encoding="utf-8")
    assert read_scenario(str(folder / "future.yaml")).scenario.levers


def a_policy(block: Block, told: str, folder) -> None:
    (folder / "rules.yaml").write_text(block.text, encoding="utf-8")
    assert read_policy(folder / "rules.yaml").policy.checks


def a_national_file(block: Block, told: str, folder) -> None:
    (folder / "national.yaml").write_text(block.text, encoding="utf-8")
    found = read_national(folder / "national.yaml")
    assert found.national.pairs
    assert found.warnings == ()


def options(block: Block, told: str, folder) -> None:
    (folder / "options.yaml").write_text(block.text, encoding="utf-8")
    assert read_options(folder / "options.yaml").warnings == ()


def levers(block: Block, told: str, folder) -> None:
    said = value_of(block)
    assert list(said) == ["levers"]
    assert Scenario.model_validate({"mtfp": 1, "scenario": "an-example", **said}).levers


def other(block: Block, told: str, folder) -> None:
    """YAML of another program, or a file that the commands below it read."""


KINDS = {
    "plan": a_plan,
    "section": a_section,
    "scenario": a_scenario,
    "policy": a_policy,
    "national": a_national_file,
    "options": options,
    "levers": levers,
    "other": other,
}


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_example_is_read(block, tmp_path):
    assert block.marks.get("test") or block.file.name == "README.md", "say what it is: <!-- test: section lines -->"
    kind, _, told = block.marks.get("test", "plan").partition(" ")
    KINDS[kind](block, told, tmp_path)


def test_every_section_has_an_example():
    of_plans = [block for block in EXAMPLES if block.marks.get("test", "plan").startswith(("plan", "section"))]
    shown = {key for block in of_plans for key in value_of(block)}
    keys = {about.alias or name for name, about in Plan.model_fields.items()}
    written = keys - {"title", "notes", "localities", "deflator"}
    assert written - shown == set()


def test_every_lever_has_an_example():
    scenarios = [block for block in EXAMPLES if block.marks.get("test") in ("scenario", "levers")]
    shown = {key for block in scenarios for lever in value_of(block)["levers"] for key in lever}
    choices = Scenario.model_fields["levers"].annotation.__args__[0].choices
    assert set(choices) - shown == set()
