"""The same examples on every run and machine, however slow it is."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same every time", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same every time")
