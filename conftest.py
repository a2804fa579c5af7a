"""Hypothesis as the suite runs it: the same examples each time, and no clock, since two cores are shared."""

from hypothesis import HealthCheck, settings

settings.register_profile("suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
