"""Licence exceptions of 15 CFR part 740: list-based ones of the entry, those of part 740, the restrictions of 740.2."""

from regulation.licensing.exceptions.step import NAME, exceptions

__all__ = ["NAME", "exceptions"]
