"""Documents rewritten before anything is read: short spellings, section 8, and the lever `funding`.

Running totals are written out, and a delivery in per cent. A lever changes the amounts as written, of a reduction as of
money; only what it adds has the sign of the source.
"""

import copy

from tests.laws.slow.years import label


def spelled_out(document):
    """The document without running totals and percentages of delivery, for which it has amounts and assumptions."""
    found = copy.deepcopy(document)
    for name, saving in found.get("savings", {}).items():
        if saving.pop("cumulative", False):
            for key in ("planned", "delivered"):
                if key in saving:
                    saving[key] = starts(saving[key])
        name_delivery(found, name, saving)
    for name, investment in found.get("investments", {}).items():
        name_delivery(found, name, investment.get("saves", {}))
    return found


def starts(totals):
    """Amount that starts in each year named: its total less that of the year named before it."""
    years = sorted(totals)
    return {
        year: totals[year] - (totals[before] if before else 0)
        for before, year in zip([None, *years], years, strict=False)
    }


def name_delivery(document, name, scheme):
    """A certain share becomes an assumption without a spread."""
    delivery = scheme.get("delivery", "")
    if delivery.endswith("%"):
        scheme["delivery"] = f"{name}_delivery"
        certain = {"unit": "share", "central": delivery, "source": "the saving"}
        document["assumptions"] = {**document["assumptions"], scheme["delivery"]: certain}


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
