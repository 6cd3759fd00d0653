"""A dated official text of the Commerce Control List, ready to be asked about an item that is not stored anywhere."""

from datetime import date

import streamlit as st

from dashboard.store import ask
from graph.reads.law import held_texts
from nlp.predicates.entries import read_entry
from regulation.classification import EntryTest, Law, compiled
from regulation.controls import read_ccl
from ruletrace.archive import Archive
from ruletrace.settings import Settings


def law(list: str, day: str) -> Law | None:
    """Return the text of that day, None where no official one of that day is held.

    Raises ArchiveError when the archive lacks its bytes, ReadError when they are no such text.
    """
    text = next((one for one in ask(held_texts, list) if one.day == day and not one.origins), None)
    if text is None or list != "ccl":
        return None
    return _law(Settings().archive_location(), text.document.sha256, day)


# A law keeps the conditions of every entry asked, and the list that they are read from: few are kept.
@st.cache_resource(max_entries=2, show_spinner="Reading the whole list …")
def _law(archive: str, sha256: str, day: str) -> Law:
    controls = read_ccl(Archive(archive).get(sha256), date.fromisoformat(day[:10]))

    def load(eccn: str) -> EntryTest | None:
        read = read_entry(controls, eccn)
        predicate = read.predicate(eccn) if read else None
        return compiled(read.entry, predicate) if read and predicate else None

    return Law(load)
