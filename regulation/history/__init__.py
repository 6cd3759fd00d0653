"""The history of a control list: converted dated texts, what changed when, and a replay of it."""
