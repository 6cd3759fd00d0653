"""Readers: each official format becomes structured text with a map back to the archived bytes."""
