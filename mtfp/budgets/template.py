"""Templates of plans: texts in which names stand for figures."""

import re
from collections.abc import Mapping


def filled(template: str, numbers: Mapping[str, int], texts: Mapping[str, str]) -> str:
    """Return a template with `@name@`, `@one+other@` and `@1.5% of name@` filled in, shares rounded down.

    >>> filled("@who@: @cost@, @1.5% of cost@, @cost+fee@", {"cost": 12_050, "fee": 5}, {"who": "Us"})
    'Us: 12_050, 180, 12_055'
    """

    def value(found: re.Match[str]) -> str:
        share, names = found["share"], found["names"]
        if names in texts:
            return texts[names]
        total = sum(numbers[name] for name in names.split("+"))
        return f"{total:_}" if share is None else f"{int(total * float(share) / 100):_}"

    return re.sub(r"@(?:(?P<share>[\d.]+)% of )?(?P<names>\w+(?:\+\w+)*)@", value, template)
