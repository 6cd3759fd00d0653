"""Other documents that a text names, the names it gives them, and what it does to them."""
