"""Dated texts of the Commerce Control List as the archive holds them, read again for what the graph does not keep."""

from datetime import date

import streamlit as st

from nlp.predicates.entries import read_entry
from regulation.controls import ControlList, read_ccl
from regulation.thresholds import lines
from ruletrace.archive import Archive
from ruletrace.settings import Settings

Line = tuple[int, str, str]
"""Depth in the tree, what it says, and the quoted words."""


def thresholds(sha256: str, day: str, entry: str, designation: str) -> tuple[Line, ...] | None:
    """Return what decides on a paragraph as a tree of lines, None where the text has no such paragraph.

    Raises ArchiveError when the archive lacks the bytes, ReadError when they are no such text.
    """
    return _thresholds(Settings().archive_location(), sha256, day, entry, designation)


def general_notes(sha256: str, day: str, entry: str) -> tuple[str, ...]:
    """Return the words of the notes between the entries that qualify an entry: of its category or product group.

    Raises as `thresholds` does.
    """
    return _general_notes(Settings().archive_location(), sha256, day, entry)


@st.cache_data(max_entries=300, show_spinner="Reading the text …")
def _general_notes(archive: str, sha256: str, day: str, entry: str) -> tuple[str, ...]:
    return tuple(place.text for place in _controls(archive, sha256, day).notes_on(entry))


@st.cache_data(max_entries=300, show_spinner="Reading the text …")
def _thresholds(archive: str, sha256: str, day: str, entry: str, designation: str) -> tuple[Line, ...] | None:
    read = read_entry(_controls(archive, sha256, day), entry)
    predicate = read.predicate(designation) if read else None
    return None if predicate is None else tuple(_line(told, words) for told, words in lines(predicate))


# Reading a whole list takes seconds, and it is large: few are kept.
@st.cache_resource(max_entries=2, show_spinner="Reading the whole list …")
def _controls(archive: str, sha256: str, day: str) -> ControlList:
    return read_ccl(Archive(archive).get(sha256), date.fromisoformat(day[:10]))


def _line(told: str, words: str) -> Line:
    bare = told.lstrip()
    return (len(told) - len(bare)) // 2, bare, words
