"""Changes of a plan since an earlier version: the one in git, or a named one."""

from dataclasses import dataclass

from mtfp.analysis.one_by_one.entries import Entry, OneByOne, one_by_one
from mtfp.analysis.plan_difference import NotComparable
from mtfp.documents.blocks import Block
from mtfp.documents.read_back.since.changed import changed_since, not_compared, version
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.short import Short, counted
from mtfp.reading.plan import ReadPlan
from mtfp.reading.versions.earlier import Earlier, earlier_version


@dataclass(frozen=True, repr=False)
class ChangesSince(Short):
    """Changed items of a plan since an earlier version, or the reason why git's last version can't be compared."""

    read: ReadPlan
    earlier: Earlier
    found: OneByOne | None
    reason: str = ""

    def in_short(self) -> str:
        return f"{counted(len(self.entries), 'changed item')} since {version(self.earlier)}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Changed items, the one that moves the gap most first, with what each moves."""
        return self.found.entries if self.found else ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks for the read-back."""
        if self.found is None or self.earlier.read is None:
            return not_compared(self.earlier, self.reason)
        command = f"mtfp diff {self.earlier.name} {self.read.document.file} --by name"
        return changed_since(self.earlier, self.found, self.earlier.read, self.read, command)


def changes_since(read: ReadPlan, since: str = "") -> ChangesSince | None:
    """Return the changes since an earlier version, or None if there is none; see `earlier_version` for `since`.

    Raises Refused and OSError only if a version is named.
    """
    earlier = earlier_version(read, since)
    if earlier is None or earlier.read is None:
        return ChangesSince(read, earlier, None, earlier.reason) if earlier else None
    try:
        return ChangesSince(read, earlier, one_by_one(earlier.read.plan, read.plan))
    except NotComparable as reason:
        if earlier.is_named:
            raise not_comparable(reason, earlier.read, read) from None
        return ChangesSince(read, earlier, None, reason.message)


def not_comparable(reason: NotComparable, old: ReadPlan, new: ReadPlan) -> Refused:
    """Return the refusal of two versions that can't be compared, with the places in both."""
    key = ("unit",) if reason.code == "E686" else ("base_year",)
    place, via = (each.document.place(key) for each in (new, old))
    return Refused([Finding(reason.code, reason.message, place, reason.fix, via=via)])
