"""Dates of a text: where they are mentioned, and what each of them does."""
