"""Reports for people: the weekly digest for an executive."""

from alerts.report.digest import Digest, digest
from alerts.report.unseen import Unread
from alerts.report.week import Week, WeekError

__all__ = ["Digest", "Unread", "Week", "WeekError", "digest"]
