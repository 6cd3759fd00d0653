"""Extraction: structured text in, facts with offsets and quotes out; rules on a blank spaCy language."""
