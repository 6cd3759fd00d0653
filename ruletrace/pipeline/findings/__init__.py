"""Findings: what a person has to look at, because sources disagree or words could not be tied to a document."""
