"""A command on a pseudo-terminal: what it says there and nowhere else."""

import os
import subprocess
import sys

import pytest

MAIN = "from mtfp.cli import main; main()"


def on_a_terminal(words: list[str]) -> str:
    """What a command says on standard error, where that is a terminal."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are not Windows's")
    ours, theirs = pty.openpty()
    command, environment = [sys.executable, "-c", MAIN, *words], {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment)
    os.close(theirs)
    said = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.wait() == 0, said.decode()
    return said.decode()


def _read(terminal: int) -> bytes:
    """Some of what is said; nothing once nobody holds the other end, which Linux calls an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
