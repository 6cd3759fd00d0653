"""The kind of a document: the ACTION line first, then the form of the title, then what it calls itself."""

from functools import cache
from typing import Any

from nlp.documents.places import compiled, earliest, first, no_cue, ranges
from nlp.finds import Find, Notes
from nlp.ranges import Range
from nlp.vocabulary import load

RULES = frozenset({"final_rule", "interim_final_rule", "proposed_rule"})
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
            return _corrected(notes, "title") or _formed(notes, rule["kind"]) or found
    return None


def _formed(notes: Notes, value: str) -> Find | None:
    """Return the form that the title names where the ACTION line names an act alone."""
    if value in {"notice", "request_for_comments"} and (
        place := first(notes, notes.within("title"), _table()["named_form"])
    ):
        return _found("proposed_rule", place, "title")
    return _of_title(notes) if value == "notice" else None


def _says(notes: Notes, start: int, end: int) -> bool:
    """Say whether the line is more than its caption, ACTION."""
    return bool(notes.text[start:end].upper().replace("ACTION", "").strip(" :."))


def _of_title(notes: Notes) -> Find | None:
    """Return the kind of a plain notice whose title asks for comments, or is that of an order."""
    if order := first(notes, _title(notes), _table()["orders"]):
        return _found("order", order, "title")
    rule = next(rule for rule in _table()["title"] if rule["kind"] == "request_for_comments")
    place = first(notes, _title(notes), rule["any"])
    return _found(rule["kind"], place, "title") if place else None


def _corrected(notes: Notes, *forms: str) -> Find | None:
    """Return the kind of a document whose title ends in "; Correction" and whose main clause says nothing else."""
    table = _table()["correction"]
    if named := _of_a_rule(notes):
        return _found("correction", named, "title")
    place = first(notes, _title(notes), [pattern for form in forms for pattern in table[form]])
    clause = _main_clause(notes)
    if place and (clause is None or compiled(table["verb"]).search(notes.text, *clause)):
        return _found("correction", place, "title")
    return None


def _of_a_rule(notes: Notes) -> Range | None:
    """Return where the title begins with "Correction to" if the summary tells of the rule that was published."""
    told = first(notes, ranges(notes, "abstract"), [_table()["correction"]["published"]])
    return first(notes, _title(notes), [_table()["correction"]["named"]]) if told else None


def _title(notes: Notes) -> list[Range]:
    """Return the title without the office that stands before it: "Bureau of …; Imposition of …"."""
    office = compiled(_table()["office"])
    found = ((start, end, office.match(notes.text, start, end)) for start, end in ranges(notes, "title"))
    return [(match.end() if match else start, end) for start, end, match in found]


def _main_clause(notes: Notes) -> Range | None:
    """Return the first sentence of the summary that says what this document does."""
    place = first(notes, ranges(notes, "abstract"), [_table()["correction"]["main_clause"]])
    return notes.sentences.at(place[0]) if place else None


def _by_title_and_body(notes: Notes) -> Find | None:
    table, body, title = _table(), ranges(notes, "abstract"), _title(notes)
    place = first(notes, body, table["correction"]["document"])
    if found := _corrected(notes, "title", "title_alone") or (
        _found("correction", place, "abstract") if place else None
    ):
        return found
    forms = {rule["kind"]: first(notes, title, rule["any"]) for rule in reversed(table["title"])}
    itself = _itself(notes, [*title, *body])
    # a rule on orders is none
    if (place := forms["order"]) and (itself is None or itself.value not in RULES):
        return _found("order", place, "title")
    if itself:
        return itself
    return _plain(notes, forms, body)


def _itself(notes: Notes, where: list[Range]) -> Find | None:
    """Return the kind by the first name that the document gives itself."""
    tries = [*((rule["kind"], rule["any"]) for rule in _table()["itself"]), *_framed()]
    named = [(place, value) for value, patterns in tries if (place := earliest(notes, where, patterns)) is not None]
    if not named:
        return None
    place, value = min(named)
    now = first(notes, where, [_table()["does_now"]])
    if value == "proposed_rule" and now and now[0] < place[0]:
        # "This rule amends … It would allow …": in force, whatever it would do
        return _found("final_rule", now, "abstract")
    return _found(value, place, "abstract")


@cache
def _framed() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of each kind in every frame: "this {noun}", "is issuing {noun}", …."""
    table = _table()
    nouns = {value: rf"{table['adjective']}(?:{words})\b" for value, words in table["nouns"].items()}
    return tuple(
        (value, tuple(frame.replace("{noun}", noun) for frame in table["frames"])) for value, noun in nouns.items()
    )


@cache
def _acts_on_law() -> tuple[str, ...]:
    """Return the patterns of what a rule does beyond amending, with the law as the object of the verb."""
    table = _table()
    return tuple(
        frame.replace("{does}", table["does"]).replace("{law}", table["law"]) for frame in table["acts_on_law"]
    )


def _plain(notes: Notes, forms: dict[str, Range | None], body: list[Range]) -> Find | None:
    """Return the kind of a document that gives itself no full name: by what its title or its summary asks or does."""
    table, title = _table(), _title(notes)
    asks = first(notes, notes.within("abstract"), table["request"])
    itself = first(notes, body, table["named_notice"][:1])
    tries = (
        ("request_for_comments", forms["request_for_comments"], "title"),
        ("other", forms["other"], "title"),
        ("notice", forms["notice"], "title"),
        ("notice", itself if asks and itself and itself[0] < asks[0] else None, "abstract"),
        ("final_rule", first(notes, title, table["delays"]), "title"),
        ("request_for_comments", asks, "abstract"),
        ("notice", first(notes, title, table["collections"]), "title"),
        ("proposed_rule", forms["proposed_rule"], "title"),
        ("interim_final_rule", forms["interim_final_rule"], "title"),
        ("request_for_comments", first(notes, body, table["extends_comments"]), "abstract"),
        ("request_for_comments", first(notes, body, table["decides_comments"]), "abstract"),
        ("request_for_comments", first(notes, body, table["request"]), "abstract"),
        ("notice", itself, "abstract"),
        ("notice", first(notes, body, table["withdraws"]), "abstract"),
        ("notice", first(notes, body, table["hereby"]), "abstract"),
        ("final_rule", first(notes, body, table["rule"]), "abstract"),
        ("notice", first(notes, body, table["named_notice"]), "abstract"),
        ("other", first(notes, title, table["bare"]), "title"),
        ("notice", first(notes, body, table["notice"]), "abstract"),
        ("other", first(notes, title, table["decided"]), "title"),
        ("notice", first(notes, body, table["determined"]), "abstract"),
        ("final_rule", first(notes, body, _acts_on_law()), "abstract"),
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
