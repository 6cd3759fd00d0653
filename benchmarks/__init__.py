"""Measurements of speed and memory: measured, never asserted. `python -m benchmarks [NAME …]` runs them."""
