"""The law on the screen: places on a date, redlines between dates, stretches over time, instructions."""
