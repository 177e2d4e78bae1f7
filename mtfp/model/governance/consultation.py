"""Consultation on a plan: how people can respond."""

from mtfp.model.base.part import Part
from mtfp.model.base.values import Called, Day


class Consultation(Part):
    """Consultation: how people can respond, and until when. A consultation paper prints it."""

    how: Called
    """Ways to respond, in plain words: an address, a form, a meeting."""
    until: Day | None = None
    """Last date for responses, such as 2026-05-29."""
