"""What changes touch, and the alerts that say so."""

from alerts.impact.compute import NAME, compute

__all__ = ["NAME", "compute"]
