"""Where the law of these tests lies, and its day."""

from datetime import date
from pathlib import Path

SAMPLES = Path(__file__).parents[4] / "samples" / "ecfr"
DAY = date(2026, 9, 1)
PARTS = ("734", "738", "740", "742", "744")
