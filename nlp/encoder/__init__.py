"""A small trained encoder that reads the head of a document once; kinds, dates and relations ask it for its view."""
