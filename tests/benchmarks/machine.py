"""Words on the machine of a run, without which a figure can't be compared."""

import os
import platform
from datetime import datetime
from pathlib import Path

import numpy

import mtfp
from mtfp.simulation.simulate import usual_threads


def described(rounds: int, draws: int) -> list[tuple[str, str]]:
    """Return what a reader must know of the machine and of the effort, as names and values."""
    return [
        ("date", datetime.now().astimezone().isoformat(" ", "minutes")),
        ("mtfp", mtfp.__version__),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("NumPy", numpy.__version__),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("processor", _processor()),
        ("processors for this program", str(usual_threads())),
        ("other work", _load()),
        ("rounds", f"{rounds}, after one that isn't counted"),
        ("draws of a run", f"up to {draws:,}"),
    ]


def _processor() -> str:
    """Return the name of the processor; not every system gives one."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "not known"


def _load() -> str:
    """Return the mean number of running processes, which tells if the machine was quiet."""
    if not hasattr(os, "getloadavg"):
        return "not known"
    return f"{os.getloadavg()[2]:.1f} running processes in the quarter of an hour before the start"
