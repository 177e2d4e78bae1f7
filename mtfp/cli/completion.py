"""Complete words in the shell, but only names that can be listed without a plan and without NumPy."""

from collections.abc import Callable, Iterable


def one_of(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return a function that completes an option which takes one of these names; Typer keeps the names that fit."""

    def complete(incomplete: str) -> list[str]:
        return list(names)

    return complete


def scenario_names(incomplete: str) -> list[str]:
    """Complete the name of a shipped scenario, also after a `+`."""
    from mtfp.scenarios.shipped import shipped

    joined = incomplete[: incomplete.rfind("+") + 1]
    return [joined + file.stem for file in shipped()]


def finding_codes(incomplete: str) -> list[str]:
    """Complete the code of a finding, typed in capital or small letters."""
    from mtfp.findings.catalogue import codes

    return [incomplete + code[len(incomplete) :] for code in codes() if code.startswith(incomplete.upper())]
