"""Statement of the chief finance officer, and the log of checks of the plan."""

from mtfp.model.base.part import Part
from mtfp.model.base.values import Called, Day, Text


class LogEntry(Part):
    """Entry of the assurance log: a check of the plan that was made."""

    who: Called
    """Person, post or body that checked."""
    what: Called
    """Check that was made, in plain words."""
    date: Day
    """Date of the check, such as 2026-02-20."""
    version: Text = ""
    """Version of the plan that was checked, such as `draft 3`."""


class Assurance(Part):
    """Assurance: the chief finance officer's statement, and a log of checks that were made."""

    by: Called
    """Person or post that makes the statement."""
    date: Day | None = None
    """Date of the statement."""
    robustness: Text = ""
    """View of the robustness of the estimates, in plain words; amounts as `{gap in 2027/28}`."""
    adequacy: Text = ""
    """View of the adequacy of reserves, in plain words; amounts as `{reserves in 2027/28}`."""
    log: tuple[LogEntry, ...] = ()
    """Checks of the plan that were made, in order."""
