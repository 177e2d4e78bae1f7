"""Tables of options: packages side by side, impact against chance, and the money, impact and people of each option."""

from collections.abc import Callable, Iterator, Sequence

from mtfp.analysis.options.question import Question
from mtfp.analysis.options.search import Found
from mtfp.analysis.options.trial import Money, Trial
from mtfp.findings.short import in_list
from mtfp.results.table import POINTS, SHARE, Column, Row, Table
from mtfp.views.options.people import everyone, impacts, largest_group

NUMBER = "number"
PEOPLE = "people"
BAND = (("p10", "low"), ("p90", "high"))
EFFICIENT = "•"
"""Mark of a package that no other package in the table beats on both impact and chance."""
TWICE = "All groups together may count a person twice."


def options_tables(found: Found) -> tuple[Table, ...]:
    """Return all tables of an answer, in order."""
    return (packages_table(found), picture_table(found), money_table(found), impact_table(found))


def headed(found: Found) -> list[tuple[str, Trial]]:
    """Return the packages shown, each with the heading of its column."""
    if not found.packages:
        return [("Surest", found.surest)]
    return [(f"Package {number}", trial) for number, trial in enumerate(found.packages, 1)]


def packages_table(found: Found) -> Table:
    """Return the packages side by side: the options of each, its impact, people, money and chance."""
    question, named = found.question, headed(found)
    if named[0][1].package:
        named.insert(0, ("No options", found.plan))
    columns = tuple(Column(label, scenario=_id(label)) for label, _ in named)
    rows = [Row("", "Options, with their impact", (None,) * len(named)), *_members(question, named)]
    trials = [trial for _, trial in named]
    rows += [*_totals(question, trials), *_chances(trials)]
    rows += [*_money_rows(found, trials), *_by_year_rows(question, trials)]
    asked = f"1 marks an option of the package. {TWICE} Chances are those of draws that played no part in the search."
    return Table("packages", "Packages side by side", question.plan.name, question.plan.unit, columns, tuple(rows),
                 (asked,))  # fmt: skip


def _id(label: str) -> str:
    return label.lower().replace(" ", "_")


def _members(question: Question, named: Sequence[tuple[str, Trial]]) -> Iterator[Row]:
    options = question.options.options
    for name, option in options.options.items():
        values = tuple(1.0 if name in trial.package else None for _, trial in named)
        yield Row(f"options.{name}", f"{options.label(name)} ({option.impact:g})", values, NUMBER, depth=1)


def _totals(question: Question, trials: Sequence[Trial]) -> Iterator[Row]:
    options = question.options.options

    def row(id: str, label: str, of: Callable[[Trial], float], unit: str = NUMBER) -> Row:
        return Row(id, label, tuple(of(trial) for trial in trials), unit)

    yield row("options", "Number of options", lambda trial: len(trial.package))
    yield row("highest_impact", "Highest impact", lambda trial: max(impacts(options, trial.package), default=0.0))
    yield row("largest_group", "Largest group", lambda trial: largest_group(options, trial.package)[1], PEOPLE)
    yield row("all_groups", "All groups together", lambda trial: everyone(options, trial.package), PEOPLE)


def _chances(trials: Sequence[Trial]) -> Iterator[Row]:
    yield Row("chance", "Chance", tuple(trial.chance for trial in trials), SHARE, strong=True, statistic="probability")
    errors = tuple(trial.error * 100 for trial in trials)
    yield Row("chance", "standard error, points", errors, POINTS, depth=1, statistic="se_probability")


def _money_rows(found: Found, trials: Sequence[Trial]) -> Iterator[Row]:
    """Yield the money that each package takes off the gap in the target's last year, with its band."""
    question = found.question
    year, money = question.target.last, [found.money[trial.package] if trial.package else None for trial in trials]
    at = question.plan.timeline.position(year)
    label = f"Off the gap of {year}"
    yield Row("off_gap", label, tuple(float(each.central[at]) if each else None for each in money), year=year)
    for statistic, name in BAND:
        less = "P10" if name == "low" else "P90"
        values = tuple(float(getattr(each, name)[at]) if each else None for each in money)
        yield Row("off_gap", less, values, depth=1, year=year, statistic=statistic)


def _by_year_rows(question: Question, trials: Sequence[Trial]) -> Iterator[Row]:
    """Yield the gap of every year with each package in the plan's own case, and the chance of a gap."""
    years = list(enumerate(question.plan.timeline.projected, 1))
    yield Row("", "Gap in the plan's own case", (None,) * len(trials))
    for at, year in years:
        yield Row("gap", year, tuple(float(trial.gap[at]) for trial in trials), depth=1, year=year)
    yield Row("", "Chance of a gap", (None,) * len(trials))
    for at, year in years:
        values = tuple(float(trial.gap_chance[at]) for trial in trials)
        yield Row("gap", year, values, SHARE, depth=1, year=year, statistic="probability")


def picture_table(found: Found) -> Table:
    """Return impact against chance: the surest package up to each impact, and the packages that meet the target."""
    points = {trial.package: (label, trial) for label, trial in _points(found)}
    ordered = sorted(points.values(), key=lambda each: (_highest(found, each[1]), each[1].chance))
    trials = [trial for _, trial in ordered]
    columns = tuple(
        Column(f"{label}{' ' + EFFICIENT if _efficient(found, trial, trials) else ''}", scenario=_id(label))
        for label, trial in ordered
    )
    rows = [*_totals(found.question, trials)][:3]
    notes = (
        f"{EFFICIENT} No other package of this table is surer without a higher impact.",
        "“to 3” is the surest package without an impact above 3.",
    )
    rows += [*_chances(trials)]
    efficient = tuple(float(_efficient(found, trial, trials)) for trial in trials)
    rows.append(Row("efficient", "Efficient", efficient, NUMBER, for_machines=True))
    title = "Impact against the chance of meeting the target"
    return Table("picture", title, found.question.plan.name, found.question.plan.unit, columns, tuple(rows), notes)


def _points(found: Found) -> Iterator[tuple[str, Trial]]:
    for trial in found.picture:
        yield f"to {_highest(found, trial):g}", trial
    yield from headed(found) if found.packages else ()


def _highest(found: Found, trial: Trial) -> float:
    return max(impacts(found.question.options.options, trial.package), default=0.0)


def _efficient(found: Found, trial: Trial, among: Sequence[Trial]) -> bool:
    """Return True if no other package has a chance that is higher with no more impact, or the same with less."""
    impact = _highest(found, trial)
    return not any(
        _highest(found, other) <= impact
        and other.chance >= trial.chance
        and (_highest(found, other), -other.chance) != (impact, -trial.chance)
        for other in among
    )


def money_table(found: Found) -> Table:
    """Return the money that each option takes off the gap by year, and all that can be chosen together."""
    question = found.question
    options, years = question.options.options, question.plan.timeline.projected
    columns = [Column(year, year) for year in years]
    columns += [Column(year, year, statistic=statistic, for_machines=True) for year in years for statistic, _ in BAND]
    rows = [Row(name, options.label(name), _by_year(money)) for name, money in found.alone.items()]
    rows.append(Row("together", "All that can be chosen together", _by_year(found.together), strong=True))
    notes = (
        "Money taken off the gap in the plan's own case; below zero, it adds to the gap.",
        *_needing(question),
    )
    title = "Money that each option takes off the gap"
    return Table("money", title, question.plan.name, question.plan.unit, tuple(columns), tuple(rows), notes)


def _needing(question: Question) -> Iterator[str]:
    if any(option.needs for option in question.options.options.options.values()):
        yield "An option that needs others is shown on top of them."


def _by_year(money: Money) -> tuple[float, ...]:
    bands = [value for pair in zip(money.low[1:], money.high[1:], strict=True) for value in pair]
    return tuple(float(value) for value in (*money.central[1:], *bands))


def impact_table(found: Found) -> Table:
    """Return the impact of each option by the group's scale, and the people whom it affects."""
    question = found.question
    options = question.options.options
    rows: list[Row] = []
    for name, option in options.options.items():
        groups = f": {in_list([each.who for each in option.people])}" if option.people else ""
        number = sum(each.number for each in option.people) if option.people else None
        rows.append(Row(name, f"{options.label(name)} ({name}){groups}", (option.impact, number), NUMBER))
        for affected in option.people:
            how = f": {affected.how}" if affected.how else ""
            row = Row(
                f"{name}.{affected.who}",
                f"{affected.who}{how}",
                (None, affected.number),
                PEOPLE,
                depth=1,
                for_machines=True,
            )
            rows.append(row)
    scale = options.scale
    by = ", ".join(filter(None, (scale.by, scale.date or "")))
    adds = "Its scores may be added up." if scale.adds else "Its scores are not added up."
    notes = (
        f"Impact: {scale.name}{f'; {by}' if by else ''}. {adds}",
        "--must and --without take the names in brackets.",
    )
    columns = (Column("Impact", statistic="impact"), Column("People", statistic="people"))
    title = "Impact of each option, and people affected"
    return Table("impact", title, question.plan.name, question.plan.unit, columns, tuple(rows), notes)
