"""Options for the tables of a simulation. They change the tables only; the draws stay the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mtfp.findings.arguments import finite_number, in_short
from mtfp.findings.short import Short
from mtfp.simulation.defaults import CONFIDENCES


@dataclass(frozen=True, repr=False)
class ReportOptions(Short):
    """Options for the tables of `mtfp.SIMULATED`. Each of these tables is a function of a `Simulation` and the options.

    Raises ValueError for a confidence that is not between 0 and 1 and for an amount that is not finite, and TypeError
    for values of other kinds, such as one number in place of a list.

    >>> options = ReportOptions(confidences=(0.9,), labels={"step-down": "Step down"})
    >>> options.label("step-down"), options.label("base")
    ('Step down', 'base')
    """

    confidences: tuple[float, ...] = CONFIDENCES
    """Confidence levels at which the contingency is reported, as shares: 0.8 and 0.95 by default."""
    over: tuple[float, ...] = ()
    """Amounts, in the plan's money unit. The table `probability` gives the chance that the gap exceeds each amount."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of scenarios that tables show to people, by the scenario's name."""
    for_programs: bool = True
    """False for tables without the rows that only programs read, which take as long as the others and longer."""

    def __post_init__(self) -> None:
        for level in _listed(self.confidences, "the confidences", "(0.9,)"):
            if not 0 < (level := finite_number(level, "a confidence")) < 1:
                percent = f": write {level / 100:g} for {level:g}%" if 1 < level < 100 else ""
                raise ValueError(f"a confidence must lie between 0 and 1, not {level:g}{percent}")
        for amount in _listed(self.over, "the amounts", "(500.0,)"):
            finite_number(amount, "an amount")
        if not isinstance(self.labels, Mapping):
            raise TypeError(f'the labels must be by name, such as {{"up": "Going up"}}, not {in_short(self.labels)}')

    def label(self, scenario: str) -> str:
        """Return the label of a scenario, or the scenario's name if it has no label."""
        return self.labels.get(scenario, scenario)


def _listed(values: object, what: str, example: str) -> Sequence[object]:
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise TypeError(f"{what} must be a list, such as {example}, not {in_short(values)}")
    return values
