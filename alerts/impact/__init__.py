"""What changes touch, and the alerts that say so."""

from alerts.impact.compute import compute

__all__ = ["compute"]
