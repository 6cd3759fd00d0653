"""Alerts: what a change touches, how grave it is, whom it concerns and what to do next."""
