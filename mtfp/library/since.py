"""Changes of a plan since an earlier version: the one in git, or a named one."""

from mtfp.analysis.one_by_one.entries import one_by_one
from mtfp.analysis.plan_difference import NotComparable
from mtfp.documents.blocks import Block
from mtfp.documents.read_back.changed import changed_since, not_compared
from mtfp.findings.finding import Finding, Refused
from mtfp.reading.plan import ReadPlan
from mtfp.reading.versions.earlier import Earlier, earlier_version


def changes_since(read: ReadPlan, since: str = "") -> tuple[Block, ...]:
    """Return the blocks about the changes since an earlier version; see `earlier_version` for `since`.

    Raises Refused and OSError only if a version is named.
    """
    earlier = earlier_version(read, since)
    if earlier is None:
        return ()
    if earlier.read is None:
        return not_compared(earlier, earlier.reason)
    try:
        found = one_by_one(earlier.read.plan, read.plan)
    except NotComparable as reason:
        if earlier.is_named:
            raise not_comparable(reason, earlier.read, read) from None
        return not_compared(earlier, reason.message)
    return changed_since(earlier, found, earlier.read, read, _command(earlier, read))


def not_comparable(reason: NotComparable, old: ReadPlan, new: ReadPlan) -> Refused:
    """Return the refusal of two versions that can't be compared, with the places in both."""
    key = ("unit",) if reason.code == "E686" else ("base_year",)
    place, via = (each.document.place(key) for each in (new, old))
    return Refused([Finding(reason.code, reason.message, place, reason.fix, via=via)])


def _command(earlier: Earlier, read: ReadPlan) -> str:
    return f"mtfp diff {earlier.name} {read.document.file} --by name"
