"""A value of the wrong kind is refused in plain words at every place of a plan, a scenario and the other files."""

import json
import re
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from mtfp.model.plan import Plan
from mtfp.model.policy import Policy
from mtfp.reading.shape import faults_of
from mtfp.scenarios.scenario import Scenario
from mtfp.text.yaml import parse_yaml
from tests.reading.wrong_kinds import WRONG, places


def _classes(kind: type) -> set[str]:
    return {kind.__name__} | {name for inner in kind.__subclasses__() for name in _classes(inner)}


OF_PYTHON = re.compile(
    r"<|>|\b(NoneType|None|True|False|dict|tuple|str|int|float|bool|Mapping|builtins|typing|pydantic|Annotated"
    r"|Literal|validator|instance|mtfp\.\w+)\b|\[\w+=|(?<!\w)'"
)
CLASSES = re.compile(rf"\b({'|'.join(sorted(_classes(BaseModel)))})\b")


@pytest.mark.parametrize("shape", [Plan, Scenario, Policy])
def test_messages_and_repairs_are_in_plain_words(shape: type[BaseModel]) -> None:
    bad: dict[str, Any] = {}
    tried = 0
    for put in places(shape):
        for value in WRONG:
            content = json.dumps(put(value))
            document = parse_yaml(content, "f")
            try:
                shape.model_validate(document.value)
            except ValidationError as error:
                tried += 1
                for fault in faults_of(error, document, shape):
                    finding = fault.finding
                    words = f"{finding.message} → {finding.fix}"
                    typed = re.sub(r"some text|<|>", "", words) if "<" in content else words
                    if OF_PYTHON.search(typed) or CLASSES.search(typed) or not finding.fix:
                        bad.setdefault(f"{finding.code} {words}", content[-150:])
    assert tried > len(WRONG)
    assert not bad, "\n".join(f"{words}\n      {content}" for words, content in bad.items())
