"""Thresholds as predicates: comparisons in text, the tree of a list's entry, and the prose of a rule."""
