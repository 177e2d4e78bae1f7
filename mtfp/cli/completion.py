"""Words that the shell completes: names that need no plan and no NumPy."""

from collections.abc import Callable, Iterable


def one_of(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return the completion of an option that takes one of a few names; Typer keeps those that fit."""

    def complete(incomplete: str) -> list[str]:
        return list(names)

    return complete


def scenario_names(incomplete: str) -> list[str]:
    """Complete the name of a shipped scenario, also after a `+`."""
    from mtfp.scenarios.shipped import shipped

    joined = incomplete[: incomplete.rfind("+") + 1]
    return [joined + file.stem for file in shipped()]


def finding_codes(incomplete: str) -> list[str]:
    """Complete the code of a finding, in either case."""
    from mtfp.findings.catalogue import codes

    return [incomplete + code[len(incomplete) :] for code in codes() if code.startswith(incomplete.upper())]
