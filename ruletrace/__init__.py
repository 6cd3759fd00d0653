"""The spine of Ruletrace: domain types, settings, archive, journal, readers, pipeline, command line."""

__version__ = "0.1.0"
