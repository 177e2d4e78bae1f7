"""Trying the examples of findings pages: files around them, and the commands that read these files.

Examples are fragments of the files in `contexts`, whose entries they replace. A comment such as `# policy.yaml` in an
example begins the fragment of another file; CSV is the whole file. What `contexts/E311.yaml` says is put into the plan
first. Then the command of the code's family runs, or the commands of the example, in a folder with these files.
"""

import re
import shlex
import subprocess
from bisect import bisect
from collections.abc import Callable, Iterator
from pathlib import Path

from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.cli.exits import Exit
from mtfp.findings.catalogue import Example, read_page
from tests.batch.test_moved import as_earlier
from tests.batch.test_store_form import earlier
from tests.findings import edited, workbooks
from tests.reading.fragments import put_into, text_of

CONTEXTS = Path(__file__).parent / "contexts"
CHECK = "check plan.yaml"
TRY = "check plan.yaml -s scenario.yaml"
CHOOSE = "options plan.yaml options.yaml"
BATCH = "batch plan.yaml -s scenario.yaml --policy policy.yaml -o results"
FAMILIES = {
    "E101": ("plan.yaml", CHECK),
    "E401": ("scenario.yaml", TRY),
    "E501": ("policy.yaml", BATCH),
    "E680": ("plan.yaml", CHECK),
    "E685": ("plan.yaml", CHECK),
    "E690": ("scenario.yaml", TRY),
    "E701": ("options.yaml", CHOOSE),
    "W501": ("plan.yaml", CHECK),
    "W551": ("scenario.yaml", TRY),
    "W560": ("plan.yaml", CHECK),
    "W575": ("scenario.yaml", TRY),
    "W576": ("plan.yaml", CHECK),
    "W578": ("scenario.yaml", TRY),
    "W580": ("plan.yaml", CHECK),
    "W601": ("scenario.yaml", BATCH),
    "W602": ("plan.yaml", BATCH),
    "W650": ("plan.yaml", CHECK),
    "W651": ("scenario.yaml", TRY),
    "W652": ("plan.yaml", CHECK),
    "W653": ("policy.yaml", BATCH),
    "W654": ("plan.yaml", CHECK),
    "W660": ("scenario.yaml", TRY),
    "W661": ("plan.yaml", CHECK),
    "W663": ("plan.yaml", CHECK),
    "W665": ("scenario.yaml", TRY),
    "W667": ("plan.yaml", CHECK),
    "W701": ("options.yaml", CHOOSE),
    "W703": ("plan.yaml", CHECK),
    "W710": ("plan.yaml", CHECK),
    "W723": ("scenario.yaml", TRY),
    "W724": ("plan.yaml", CHECK),
}
"""The file that an example belongs to and the command that reads it, by the first code of each family."""
COMMANDS = {
    "E502": "batch fife.yaml fife-old.yaml -o results",
    "E505": "batch fife.yaml moray.yaml --rollup -o results",
    "E686": "diff old.yaml plan.yaml",
    "E687": "diff old.yaml plan.yaml",
    "W612": "batch fife.yaml moray.yaml --policy policy.yaml -o results",
    "W613": CHECK,
    "W614": CHECK,
}
"""The commands of codes that need other files or another command than their family."""
OTHERS = ("scenario.yaml", "policy.yaml", "national.yaml", "options.yaml")
"""Files next to the plan into which an example may be put."""
SHEETS = {"use.csv": "age,rate", "commitments.csv": "recurring", "reserves.csv": "class,opening"}
"""Heading by which an example of CSV is known to be that file; any other is one of people."""
WHOLE = {"E111"}
"""Codes whose examples are whole files."""
FINDING = re.compile(r"(?:error|warning)\[([EW][0-9]{3})\]")


def examples(code: str) -> list[Example]:
    """Return the Example of a page, and its Write instead."""
    return [part for section in read_page(code).sections for part in section.parts if isinstance(part, Example)]


def raised(code: str, example: Example) -> set[str]:
    """Return the codes that an example raises; writes files into the current folder."""
    folder = Path()
    write_files(folder, code, example)
    if example.language != "console":
        return set(FINDING.findall(run(COMMANDS.get(code) or family(code)[1])))
    write_folders(folder, code)
    output = [run(line.removeprefix("$ mtfp ")) for line in example.lines if line.startswith("$ mtfp ")]
    return set(FINDING.findall("".join(output)))


def run(command: str) -> str:
    """Run a command with few draws; return its output. The command must have read its files, or refused them."""
    words = shlex.split(command)
    result = CliRunner().invoke(app, [*words, "--draws", "20"] if words[0] in ("batch", "options") else words)
    assert result.exit_code in (Exit.DONE, Exit.CHECK_FAILED, Exit.REFUSED), result.output
    return result.output


def family(code: str) -> tuple[str, str]:
    """Return the file and the command of a code's family."""
    firsts = list(FAMILIES)
    return FAMILIES[firsts[bisect(firsts, code) - 1]]


def parts(code: str, example: Example) -> Iterator[tuple[str, str]]:
    """Yield the names of files, and what an example writes into each of them."""
    if example.language == "text":
        right = read_page(code).examples[1]
        file = next((file for file, heading in SHEETS.items() if heading in right), "people.csv")
        yield file, "\n".join(example.lines)
    elif example.language == "yaml":
        text = "\n".join((f"# {family(code)[0]}", *example.lines))
        _, *pieces = re.split(r"^# ([\w-]+\.yaml)$", text, flags=re.MULTILINE)
        yield from ((name, piece) for name, piece in zip(pieces[::2], pieces[1::2], strict=True) if piece.strip())


def context(code: str, example: Example, name: str) -> str:
    """Return the sound file into which a fragment is put."""
    if name in OTHERS:
        return text_in(name)
    sound, special = text_in("plan.yaml"), [f"{code}.yaml"]
    if example.language == "text":
        ((file, _),) = parts(code, example)
        special.insert(0, f"with-{file.removesuffix('.csv')}.yaml")
    for each in special:
        if (CONTEXTS / each).exists():
            sound = text_of(put_into(sound, text_in(each)))
    return sound


def text_in(name: str) -> str:
    return (CONTEXTS / name).read_text(encoding="utf-8")


def write_files(folder: Path, code: str, example: Example) -> None:
    """Write sound files, and what the example puts into them."""
    for name in ("plan.yaml", *OTHERS):
        (folder / name).write_text(context(code, example, name), encoding="utf-8")
    for name in ("people.csv", "use.csv"):
        (folder / name).write_text(text_in(name), encoding="utf-8")
    for name, text in parts(code, example):
        if example.language == "yaml" and code not in WHOLE:
            text = text_of(put_into(context(code, example, name), text))
        (folder / name).write_text(text, encoding="utf-8")


def write_folders(folder: Path, code: str) -> None:
    """Write folders of plans and of scenarios, and earlier results if the code needs them."""
    for name in ("plans/fife", "plans/moray", "plans-of-main/fife", "scenarios/example"):
        (folder / name).parent.mkdir(exist_ok=True)
        sound = text_in("scenario.yaml" if name.startswith("scenarios") else "plan.yaml")
        (folder / f"{name}.yaml").write_text(sound.replace("name: Isle of", f"name: {name}, "), encoding="utf-8")
    if code in PREPARED:
        PREPARED[code](folder)


def changed_results_of_main(folder: Path) -> None:
    run("batch plans-of-main -o results-of-main")
    with (folder / "results-of-main" / "results.csv").open("a", encoding="utf-8") as file:
        file.write("Fife,base,statement,gap,2026/27,central,1,£k\n")


def results_of_an_earlier_release(folder: Path) -> None:
    as_earlier(folder / "results-of-0.2.0", "0.2.0")


def store_of_an_earlier_release(folder: Path) -> None:
    earlier(folder / "results" / "store")


def results_in_git(folder: Path) -> None:
    run("batch plans -o results")
    for command in (["init", "-q"], ["add", "results"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


PREPARED: dict[str, Callable[[Path], None]] = {
    "E117": workbooks.notes,
    **edited.PREPARED,
    "E118": workbooks.large,
    "E119": workbooks.unsaved,
    "E221": workbooks.figures,
    "W615": workbooks.with_notes,
    "W730": workbooks.mapped,
    "E511": changed_results_of_main,
    "E512": results_of_an_earlier_release,
    "E520": results_in_git,
    "W611": store_of_an_earlier_release,
}
"""Earlier results and workbooks that commands of examples read."""
