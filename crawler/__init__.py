"""Crawlers: official sources as YAML, one polite spider, pure parsers; bytes go to the archive, runs to the journal."""
