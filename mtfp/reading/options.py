"""Reading of options from their file, and of the scenario that a package of them makes. Findings have their places."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path as File
from typing import Any, TypeAlias

from pydantic import ValidationError

from mtfp.findings.arguments import in_short
from mtfp.findings.finding import Finding, Refused, in_order
from mtfp.findings.place import Document, Path, Place
from mtfp.findings.short import Short, in_list
from mtfp.model.base.values import share
from mtfp.model.costs.delivery import stated_share
from mtfp.reading.in_python import document_of, plain
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ReadScenario, with_scenarios
from mtfp.reading.shape import findings_of
from mtfp.scenarios.levers.common.in_part import in_percent
from mtfp.scenarios.options.file import Options
from mtfp.scenarios.options.together import complaints, exclude_each_other, with_needs
from mtfp.scenarios.scenario import Scenario, apply_all
from mtfp.text.yaml import read_yaml

PACKAGE = "package"
"""Name of the scenario that a package of options makes."""


@dataclass(frozen=True, repr=False)
class ReadOptions(Short):
    """Options without errors, with the places of their values and their warnings."""

    options: Options
    document: Document
    warnings: tuple[Finding, ...] = ()

    def in_short(self) -> str:
        return self.options.in_short()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the options, in the order of their file, in which their levers apply."""
        return tuple(self.options.options)

    def labels(self, names: Collection[str]) -> str:
        """Return the labels of options in words, in the order of their file."""
        return in_list([self.options.label(name) for name in self.names if name in names])

    def scenario(self, names: Collection[str], name: str = PACKAGE, **words: str) -> ReadScenario:
        """Return the scenario of a package: the levers of its options, in the order of their file.

        words : further keys of the scenario, such as its narrative
        """
        levers, origins = list[dict[str, Any]](), dict[Path, Path]()
        for option in (each for each in self.names if each in names):
            for lever, origin in self._levers(option):
                origins |= {("levers", len(levers), *below): ("options", option, *path) for below, path in origin}
                levers.append(lever)
        value = {"mtfp": 1, "scenario": name, "label": self._label(names) or name, **words, "levers": levers}
        return ReadScenario(Scenario.model_validate(value), _Package.of(self.document, value, origins))

    def _label(self, names: Collection[str]) -> str:
        """Return a short label of a package: that of its only option, or the number of its options."""
        return f"Package of {len(names)} options" if len(names) > 1 else self.labels(names)

    def _levers(self, name: str) -> Iterator[tuple[dict[str, Any], list[tuple[Path, Path]]]]:
        """Yield the levers of an option as a scenario's file has them, each with the places of its keys."""
        written: Any = self.document.value
        option, delivery = written["options"][name], self.options.options[name].delivery
        for number, lever in enumerate(option.get("levers") or ()):
            yield _in_part(lever, stated_share(delivery)), [((), ("levers", number))]
        for key in ("saving", "investment"):
            if option.get(key):
                added = {"label": self.options.label(name), **_delivered(key, option[key], option.get("delivery"))}
                yield {key: {"name": name, "add": added}}, [((), ()), ((key, "add"), (key,))]


def _in_part(lever: dict[str, Any], delivery: float | None) -> dict[str, Any]:
    """Return a lever as written, at the share of its strength that is delivered."""
    if delivery is None:
        return lever
    return {**lever, "at": in_percent(share(lever.get("at", "100%")) * delivery)}


def _delivered(key: str, item: Mapping[str, Any], delivery: Any) -> Mapping[str, Any]:
    """Return a saving or an investment as written, with the option's delivery."""
    if delivery is None:
        return item
    if key == "saving":
        return {**item, "delivery": delivery}
    return {**item, "saves": {**item["saves"], "delivery": delivery}}


@dataclass(frozen=True, repr=False)
class _Package(Document):
    """Document of a package's scenario, whose places are those of its options in their own file."""

    of_options: Document
    origins: Mapping[Path, Path]

    @classmethod
    def of(cls, options: Document, value: object, origins: Mapping[Path, Path]) -> "_Package":
        return cls(options.file, options.lines, value, {}, {}, options, origins)

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                origin = (*self.origins[path[:length]], *path[length:])
                return self.of_options.place(origin, of_key=of_key)
        return self.of_options.place(())


OptionsLike: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | Options | ReadOptions
"""Options as Python may give them: the path of their file, a dict with its keys, or an object."""


def read_options(given: OptionsLike) -> ReadOptions:
    """Read options from their file, or from the keys of a file.

    Raises Refused with every finding about the options, OSError if the file can't be read, and TypeError for anything
    else.
    """
    if isinstance(given, ReadOptions):
        return given
    if isinstance(given, Mapping | Options):
        document: Document = document_of(plain(given), "options")
    elif isinstance(given, str | os.PathLike):
        document = read_yaml(File(given))
    else:
        raise TypeError(f"options must be a path, a dict or Options, not {in_short(given)}")
    options = _options(document)
    findings = [
        Finding(each.code, each.message, document.place(("options", *each.path), of_key=each.of_key), each.fix)
        for each in complaints(options.options)
    ]
    if any(each.code.startswith("E") for each in findings):
        raise Refused(findings)
    return ReadOptions(options, document, in_order(findings))


def _options(document: Document) -> Options:
    if not isinstance(document.value, dict) or "options" not in document.value:
        fix = "begin with `mtfp: 1`, `scale:` and `options:`; `mtfp options PLAN FILE --new` writes a first file"
        raise Refused([Finding("E203", "this is not a file of options", document.place(()), fix)])
    try:
        return Options.model_validate(document.value)
    except ValidationError as error:
        raise Refused(findings_of(error, document, Options)) from None


def fitting(read: ReadOptions, plan: ReadPlan) -> ReadOptions:
    """Return options with the warnings that they cause in a plan, each option with those that it needs.

    Raises Refused with every error: levers that the plan refuses, and options that can't be chosen together although
    neither excludes the other.
    """
    findings, refused = list(read.warnings), set[str]()
    for name in read.names:
        try:
            alone = with_scenarios(plan, (read.scenario(with_needs(read.options.options, name)),))
            findings += alone.warnings
        except Refused as refusal:
            findings += (_at_the_option(each, read) for each in refusal.findings)
            refused.add(name)
    findings += _conflicts(read, plan, refused)
    if any(each.code.startswith("E") for each in findings):
        raise Refused(findings)
    return replace(read, warnings=in_order(findings))


def _at_the_option(finding: Finding, read: ReadOptions) -> Finding:
    """Return a finding about the plan, which an option causes, with the option's place."""
    if finding.via is None or finding.via.file != read.document.file:
        return finding
    return replace(finding, place=finding.via, via=None)


def _conflicts(read: ReadOptions, plan: ReadPlan, refused: Collection[str]) -> Iterator[Finding]:
    """Yield an error for each two options whose levers conflict, although both may be chosen."""
    options = read.options.options
    for one, other in combinations([name for name in read.names if name not in refused], 2):
        both = with_needs(options, one, other)
        if any(exclude_each_other(options, a, b) for a, b in combinations(sorted(both), 2)):
            continue
        if other in with_needs(options, one) or one in with_needs(options, other):
            continue
        outcome = apply_all(plan.plan, [read.scenario(both).scenario])
        errors = [each.complaint for each in outcome.objections if each.complaint.code.startswith("E")]
        if errors:
            first, second = (read.document.place(("options", name), of_key=True) for name in (one, other))
            message = f"`{one}` and `{other}` can't be chosen together: {errors[0].message}"
            fix = f"write `excludes: {one}` under `{other}`, or put both into one `group`"
            yield Finding("E706", message, second, fix, via=first)
