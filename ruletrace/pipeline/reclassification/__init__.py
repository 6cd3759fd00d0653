"""Classifications to look at again: what has changed since they were made, and what people decided about that."""
