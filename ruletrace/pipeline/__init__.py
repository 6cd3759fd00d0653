"""The pipeline: from archive and journal, step by step, to the graph and its alerts."""
