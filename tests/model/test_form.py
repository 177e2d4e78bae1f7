"""Forms of words are compiled when a text first needs them."""

import re
import subprocess
import sys
from pathlib import Path

from mtfp.model.base.form import Form

COMPILED = """
import gc, mtfp.reading.plan
from mtfp.model.base.form import Form
forms = [each for each in gc.get_objects() if isinstance(each, Form)]
print(len(forms) > 150, [each.pattern for each in forms if "compiled" in vars(each)])
"""


def test_importing_the_checks_compiles_no_form():
    found = subprocess.run([sys.executable, "-c", COMPILED], capture_output=True, text=True, check=True)
    assert found.stdout == "True []\n"


def test_a_form_finds_what_its_expression_finds():
    form = Form("B+", re.IGNORECASE)
    assert form.search("abba", 2).span() == (2, 3)
    assert form.match("abba") is None
    assert form.match("abba", 1).span() == (1, 3)
    assert form.fullmatch("bb").group() == "bb"
    assert [found.group() for found in form.finditer("abbab")] == ["bb", "b"]
    assert form.findall("abbab") == ["bb", "b"]
    assert form.split("abba") == ["a", "a"]
    assert form.sub("c", "abba") == "aca"


def test_checks_of_words_have_forms_only():
    rooms = ("mtfp/model/consistency", "mtfp/scenarios/in_words")
    files = [file for room in rooms for file in Path(room).rglob("*.py")]
    assert len(files) > 90
    assert [str(file) for file in files if "re.compile(" in file.read_text(encoding="utf-8")] == []
