"""Short spellings of a plan's document written out, section 8: running totals, and a delivery in per cent."""

import copy


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
