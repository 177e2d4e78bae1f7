"""Complete words in the shell: only names that can be listed without reading a plan or loading NumPy."""

from collections.abc import Callable, Iterable


def one_of(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return a function that offers these names for an option; Typer keeps those that begin with the typed letters."""

    def complete(incomplete: str) -> list[str]:
        return list(names)

    return complete


def scenario_names(incomplete: str) -> list[str]:
    """Complete the name of a shipped scenario, or a position on the ladder, at the start or after a `+`."""
    from mtfp.scenarios.shipped import shipped

    joined = incomplete[: incomplete.rfind("+") + 1]
    return [joined + name for name in (*(file.stem for file in shipped()), "ladder@")]


def finding_codes(incomplete: str) -> list[str]:
    """Complete the code of a finding, typed in capital or small letters."""
    from mtfp.findings.catalogue import codes

    return [incomplete + code[len(incomplete) :] for code in codes() if code.startswith(incomplete.upper())]
