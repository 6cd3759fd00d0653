"""The kind of a document: the ACTION line first, then the form of the title, then what it calls itself."""

from typing import Any

from nlp.documents.places import compiled, earliest, first, no_cue, ranges
from nlp.finds import Find, Notes
from nlp.ranges import Range
from nlp.vocabulary import load

ACTION = 300  # characters; a longer text in the place of the ACTION line is none


def kind(notes: Notes) -> Find:
    """Return the `document_kind`: final_rule, interim_final_rule, proposed_rule, correction, notice, …, or other."""
    return _by_action(notes) or _by_title_and_body(notes) or no_cue(notes, "document_kind", "other")


def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("document")["kind"]
    return table


def _found(value: str, place: Range, where: str) -> Find:
    return Find("document_kind", value, "stated", *place, (("where", where),))


def _by_action(notes: Notes) -> Find | None:
    lines = [
        (start, end) for start, end in notes.within("action") if end - start <= ACTION and _says(notes, start, end)
    ]
    for rule in _table()["action"] if lines else ():
        place = first(notes, lines, rule["any"])
        if place:
            found = _found(rule["kind"], place, "action")
            return _corrected(notes, "title") or (_asking(notes) if rule["kind"] == "notice" else None) or found
    return None


def _says(notes: Notes, start: int, end: int) -> bool:
    """Say whether the line is more than its caption, ACTION."""
    return bool(notes.text[start:end].upper().replace("ACTION", "").strip(" :."))


def _asking(notes: Notes) -> Find | None:
    """Return the kind of a plain notice whose title asks for comments."""
    rule = next(rule for rule in _table()["title"] if rule["kind"] == "request_for_comments")
    place = first(notes, ranges(notes, "title"), rule["any"])
    return _found(rule["kind"], place, "title") if place else None


def _corrected(notes: Notes, *forms: str) -> Find | None:
    """Return the kind of a document whose title ends in "; Correction" and whose main clause says nothing else."""
    table = _table()["correction"]
    place = first(notes, ranges(notes, "title"), [pattern for form in forms for pattern in table[form]])
    clause = _main_clause(notes)
    if place and (clause is None or compiled(table["verb"]).search(notes.text, *clause)):
        return _found("correction", place, "title")
    return None


def _main_clause(notes: Notes) -> Range | None:
    """Return the first sentence of the summary that says what this document does."""
    place = first(notes, ranges(notes, "abstract"), [_table()["correction"]["main_clause"]])
    return notes.sentences.at(place[0]) if place else None


def _by_title_and_body(notes: Notes) -> Find | None:
    table, body, title = _table(), ranges(notes, "abstract"), ranges(notes, "title")
    place = first(notes, body, table["correction"]["document"])
    if found := _corrected(notes, "title", "title_alone") or (
        _found("correction", place, "abstract") if place else None
    ):
        return found
    forms = {rule["kind"]: first(notes, title, rule["any"]) for rule in reversed(table["title"])}
    if place := forms["order"]:
        return _found("order", place, "title")
    if found := _itself(notes, [*title, *body]):
        return found
    return _plain(notes, forms, body)


def _itself(notes: Notes, where: list[Range]) -> Find | None:
    """Return the kind by the first name that the document gives itself."""
    named = [
        (place, rule["kind"])
        for rule in _table()["itself"]
        if (place := earliest(notes, where, rule["any"])) is not None
    ]
    return _found(min(named)[1], min(named)[0], "abstract") if named else None


def _plain(notes: Notes, forms: dict[str, Range | None], body: list[Range]) -> Find | None:
    """Return the kind of a document that gives itself no full name: by what its title or its summary asks or does."""
    table = _table()
    tries = (
        ("request_for_comments", forms["request_for_comments"], "title"),
        ("other", forms["other"], "title"),
        ("notice", forms["notice"], "title"),
        ("request_for_comments", first(notes, notes.within("abstract"), table["request"]), "abstract"),
        ("proposed_rule", forms["proposed_rule"], "title"),
        ("interim_final_rule", forms["interim_final_rule"], "title"),
        ("notice", first(notes, body, table["extends_comments"]), "abstract"),
        ("request_for_comments", first(notes, body, table["request"]), "abstract"),
        ("notice", first(notes, body, table["named_notice"][:1]), "abstract"),
        ("final_rule", first(notes, body, table["rule"]), "abstract"),
        ("notice", first(notes, body, table["named_notice"]), "abstract"),
        ("other", first(notes, ranges(notes, "title"), table["bare"]), "title"),
        ("notice", first(notes, body, table["notice"]), "abstract"),
        ("final_rule", forms["final_rule"], "title"),
    )
    return next((_found(value, place, where) for value, place, where in tries if place), None) or _unnamed(notes, body)


def _unnamed(notes: Notes, body: list[Range]) -> Find | None:
    """Return notice for a published document that has a title and a text and says of neither what it is."""
    title = ranges(notes, "title")
    presidential = first(notes, title, _table()["presidential"])
    if not title or presidential or not any(notes.text[start:end].strip() for start, end in body):
        return None
    return Find("document_kind", "notice", "no cue", *title[0], (("where", "title"),))
