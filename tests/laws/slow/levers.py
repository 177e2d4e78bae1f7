"""The lever `funding` on a document: all but `add` changes the amounts as written, of a reduction as of money."""

from tests.laws.slow.years import label


def with_funding_changed(document, name, lever):
    """The document with one funding source changed; years are `year 1` and on."""
    stream, first = dict(document["funding"][name]), int(document["base_year"][:4])

    def year(said):
        return label(first + int(said.removeprefix("year ")))

    if lever.get("flat"):
        held_at_its_first_amount(stream, [label(first + t) for t in range(document["years"] + 1)])
    way = -1 if stream.get("kind") == "reduction" else 1
    one_off = dict(stream.get("one_off", {}))
    for said, more in lever.get("add", {}).items():
        one_off[year(said)] = one_off.get(year(said), 0) + way * more
    stream |= {"one_off": one_off, "delay": stream.get("delay", 0) + lever.get("delay", 0)}
    if "ends" in lever:
        stream["ends"] = year(lever["ends"])
    return {**document, "funding": {**document["funding"], name: stream}}


def held_at_its_first_amount(stream, years):
    """Base year's amount in every year, else the first that is stated for a year of the plan."""
    stated = stream.get("stated", {})
    if "base" not in stream:
        stream["stated"] = dict.fromkeys(years[1:], stated.get(years[1], stated.get("then")))
        return
    for rule in ("uplift", "stated", "movements", "follows"):
        stream.pop(rule, None)
    stream["movements"] = {}
