"""Where the law of these tests lies, and its day."""

from datetime import date
from pathlib import Path

SAMPLES = Path(__file__).parents[4] / "samples" / "ecfr"
JANUARY_FILE = SAMPLES.parent / "ear-2025-01" / "ear-parts-745-772-2025-01.md.xz"
DAY = date(2026, 9, 1)
PARTS = ("734", "738", "740", "742", "744")
