"""Training of the components that read labelled heads: `python -m nlp.training` (a checkout has the heads)."""
