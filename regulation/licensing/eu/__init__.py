"""Whether an export from the Union needs an authorisation: Annex I, Articles 4 and 5, general authorisations."""

from regulation.licensing.eu.determine import NEVER_CHECKED, determine_eu, questions
from regulation.licensing.eu.listed import UNLISTED

__all__ = ["NEVER_CHECKED", "UNLISTED", "determine_eu", "questions"]
