"""The commands, joined from all their files."""

from ruletrace.cli.commands import FILES, joined

app = joined(FILES)
