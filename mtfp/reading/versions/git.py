"""Commands of git that read a repository and change nothing."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path as File

OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Variables by which a hook names its own repository, relative to its folder."""


class NotInGit(Exception):
    """Raised if git is missing or can't read a revision; the message says why."""


@dataclass(frozen=True)
class Git:
    """Git in a folder, or in the current folder if none is given. Only the current folder's may be that of a hook."""

    folder: File | None = None

    def read(self, *arguments: str) -> bytes:
        """Return the output of a command. Raises NotInGit."""
        at = ("-C", str(self.folder)) if self.folder else ()
        outside = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
        try:
            done = subprocess.run(
                ["git", *at, *arguments], capture_output=True, check=False, env=outside if at else None
            )
        except OSError:
            raise NotInGit("git isn't installed") from None
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise NotInGit(f"git can't read this revision ({said[-1] if said else 'no reason given'})")
        return done.stdout

    def line(self, *arguments: str) -> str:
        """Return the output of a command that writes one line. Raises NotInGit."""
        return self.read(*arguments).decode(errors="replace").strip()


def top_of(folder: File) -> File | None:
    """Return the top folder of the work tree that a folder is in, found without git; None if it is in none."""
    inside = folder.resolve()
    return next((each for each in (inside, *inside.parents) if (each / ".git").exists()), None)
