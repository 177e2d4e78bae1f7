"""Every Example of a page raises its finding where it belongs, and every Write instead raises none.

Examples are fragments of the files in `contexts`, whose entries they replace. A comment such as `# policy.yaml` in an
example begins the fragment of another file; CSV is the whole file. What `contexts/E311.yaml` says is put into the plan
first. Then the command of the code's family runs, or the commands of the example, in a folder with these files.
"""

import ast
import re
import shlex
from bisect import bisect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.findings.catalogue import Example, codes, read_page
from tests.batch.test_moved import as_earlier
from tests.batch.test_store_form import earlier
from tests.reading.fragments import put_into, text_of

HERE = Path(__file__).parent
CONTEXTS = HERE / "contexts"
ROOT = HERE.parents[1]
CHECK = "check plan.yaml"
TRY = "check plan.yaml -s scenario.yaml"
BATCH = "batch plan.yaml -s scenario.yaml --policy policy.yaml -o results"
FAMILIES = {
    "E101": ("plan.yaml", CHECK),
    "E401": ("scenario.yaml", TRY),
    "E501": ("policy.yaml", BATCH),
    "W501": ("plan.yaml", CHECK),
    "W551": ("scenario.yaml", TRY),
    "W601": ("scenario.yaml", BATCH),
    "W602": ("plan.yaml", BATCH),
}
"""The file that an example belongs to and the command that reads it, by the first code of each family."""
COMMANDS = {
    "E502": "batch fife.yaml fife-old.yaml -o results",
    "E505": "batch fife.yaml moray.yaml --rollup -o results",
}
"""The commands of codes that need other files."""
WHOLE = {"E111"}
"""Codes whose examples are whole files."""
ELSEWHERE = {
    "E101": "tests/text/test_cases.py::test_each_wrong_input_is_refused_at_its_place_with_its_repair",
    "E108": "tests/text/test_cases.py::test_each_wrong_input_is_refused_at_its_place_with_its_repair",
    "E125": "tests/text/test_cases.py::test_each_wrong_input_is_refused_at_its_place_with_its_repair",
}
"""Encodings and sizes, which a page can only describe: the test that causes the finding."""
FINDING = re.compile(r"(?:error|warning)\[([EW][0-9]{3})\]")


def run(command: str) -> str:
    """Run a command with few draws; return what it writes."""
    words = shlex.split(command)
    result = CliRunner().invoke(app, [*words, "--draws", "20"] if words[0] == "batch" else words)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.output


def changed_results_of_main(folder: Path) -> None:
    run("batch plans-of-main -o results-of-main")
    with (folder / "results-of-main" / "results.csv").open("a", encoding="utf-8") as file:
        file.write("Fife,base,statement,gap,2026/27,central,1,£k\n")


def results_of_an_earlier_release(folder: Path) -> None:
    as_earlier(folder / "results-of-0.2.0", "0.2.0")


def store_of_an_earlier_release(folder: Path) -> None:
    earlier(folder / "results" / "store")


PREPARED: dict[str, Callable[[Path], None]] = {
    "E511": changed_results_of_main,
    "E512": results_of_an_earlier_release,
    "W611": store_of_an_earlier_release,
}
"""Earlier results that commands of examples read."""


def parts(code: str, example: Example) -> Iterator[tuple[str, str]]:
    """Yield the files that an example writes into, and what it writes."""
    if example.language == "text":
        yield ("use.csv" if "age,rate" in read_page(code).examples[1] else "people.csv"), "\n".join(example.lines)
        return
    first, _ = FAMILIES[family(code)]
    _, *rest = re.split(r"^# ([\w-]+\.yaml)$", "\n".join((f"# {first}", *example.lines)), flags=re.MULTILINE)
    yield from ((name, text.strip("\n")) for name, text in zip(rest[::2], rest[1::2], strict=True) if text.strip())


def family(code: str) -> str:
    """Return the first code of a code's family."""
    return list(FAMILIES)[bisect(list(FAMILIES), code) - 1]


def context(code: str, example: Example, name: str) -> str:
    """Return the sound file into which a fragment is put."""
    file = CONTEXTS / name
    sound = (file if file.exists() else CONTEXTS / "plan.yaml").read_text(encoding="utf-8")
    special = [CONTEXTS / f"{code}.yaml"]
    if example.language == "text":
        special.insert(0, CONTEXTS / f"with-{next(parts(code, example))[0].removesuffix('.csv')}.yaml")
    for each in special if name == "plan.yaml" else ():
        if each.exists():
            sound = text_of(put_into(sound, each.read_text(encoding="utf-8")))
    return sound


def write_files(folder: Path, code: str, example: Example) -> None:
    """Write sound files, and what the example puts into them."""
    for name in ("plan.yaml", "scenario.yaml", "policy.yaml"):
        (folder / name).write_text(context(code, example, name), encoding="utf-8")
    for name in ("people.csv", "use.csv"):
        (folder / name).write_text((CONTEXTS / name).read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in parts(code, example) if example.language != "console" else ():
        if example.language == "yaml" and code not in WHOLE:
            text = text_of(put_into(context(code, example, name), text))
        (folder / name).write_text(text, encoding="utf-8")


def write_folders(folder: Path, code: str) -> None:
    """Write folders of plans and of scenarios, and earlier results if the code needs them."""
    for name in ("plans/fife", "plans/moray", "plans-of-main/fife", "scenarios/example"):
        (folder / name).parent.mkdir(exist_ok=True)
        sound = (CONTEXTS / ("plan.yaml" if "plans" in name else "scenario.yaml")).read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(sound.replace("name: Isle of", f"name: {name}, "), encoding="utf-8")
    if code in PREPARED:
        PREPARED[code](folder)


def raised(code: str, example: Example) -> set[str]:
    """Return the codes that an example raises in the current folder."""
    folder = Path()
    write_files(folder, code, example)
    if example.language != "console":
        return set(FINDING.findall(run(COMMANDS.get(code) or FAMILIES[family(code)][1])))
    write_folders(folder, code)
    output = [run(line.removeprefix("$ mtfp ")) for line in example.lines if line.startswith("$ mtfp ")]
    return set(FINDING.findall("".join(output)))


def examples(code: str) -> list[Example]:
    return [part for section in read_page(code).sections for part in section.parts if isinstance(part, Example)]


@pytest.mark.parametrize("code", [code for code in codes() if code not in ELSEWHERE])
def test_an_example_raises_its_finding_and_no_other(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert raised(code, examples(code)[0]) == {code}


@pytest.mark.parametrize("code", codes())
def test_what_to_write_instead_raises_none(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert raised(code, examples(code)[1]) == set()


@pytest.mark.parametrize(("code", "test"), ELSEWHERE.items())
def test_a_situation_that_a_page_can_only_describe_is_caused_by_a_test(code: str, test: str) -> None:
    *_, example, _ = read_page(code).sections
    assert isinstance(example.parts[-1], str), "say in a sentence under the example when it happens"
    file, name = test.split("::")
    assert code in texts_of(name, (ROOT / file).read_text(encoding="utf-8"))


def texts_of(name: str, module: str) -> set[str]:
    """Return the texts in a function of a module, in its decorators, and in the constants and functions it uses."""
    defined: dict[str, ast.stmt] = {}
    for node in ast.parse(module).body:
        if isinstance(node, ast.FunctionDef):
            defined[node.name] = node
        elif isinstance(node, ast.Assign):
            defined.update({target.id: node for target in node.targets if isinstance(target, ast.Name)})
    texts, names, done = set[str](), {name}, set[str]()
    while names - done:
        done.add(used := min(names - done))
        for part in ast.walk(defined[used]) if used in defined else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                texts.add(part.value)
            elif isinstance(part, ast.Name):
                names.add(part.id)
    assert name in defined, f"there is no test {name}"
    return texts


def test_what_is_prepared_is_for_codes_that_there_are() -> None:
    special = {file.stem for file in CONTEXTS.glob("[EW][0-9]*.yaml")}
    assert {*FAMILIES, *COMMANDS, *WHOLE, *ELSEWHERE, *PREPARED, *special} <= set(codes())
