"""Settings that every test shares."""

from hypothesis import settings

settings.register_profile("mtfp", deadline=None)
settings.load_profile("mtfp")
