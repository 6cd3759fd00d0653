"""The projection, unit by unit: from archive and journal to the rows that the graph must hold."""
