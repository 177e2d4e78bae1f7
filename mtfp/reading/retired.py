"""Keys of earlier releases. Each is an error that names today's key, and the rest of the file is read with that key."""

from collections.abc import Collection

from mtfp.findings.suggest import quoted

RETIRED = {"provision": "service_level"}
"""Old key → today's key. In a partnership's accounts a provision is a liability, not a level of service."""
SINCE = "0.4.0"


def todays_key(key: str, allowed: Collection[str]) -> str:
    """Return today's name of a retired key or column if that name is allowed here, else an empty text.

    >>> todays_key("provision", {"service_level"}), todays_key("provision.level", {"service_level.level"})
    ('service_level', 'service_level.level')
    >>> todays_key("provision", {"budget"})
    ''
    """
    first, *rest = key.split(".")
    today = ".".join([RETIRED.get(first, first), *rest])
    return today if today != key and today in allowed else ""


def write_todays_key(today: str) -> str:
    """Return the repair for a retired key.

    >>> write_todays_key("service_level")
    'write `service_level`: this key was renamed in 0.4.0'
    """
    return f"write {quoted(today)}: this key was renamed in {SINCE}"
