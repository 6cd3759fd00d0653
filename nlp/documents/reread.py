"""The kind of a document by the trained encoder, where it finds the one that the rules read unlikely."""

from dataclasses import replace

from nlp.finds import Find, Notes

UNLIKELY = 0.1  # share under which the rules yield


def reread(notes: Notes, stated: Find) -> Find:
    """Return the `document_kind` that the rules found, or that of the encoder, with the role `read`.

    Details of the latter: `ruled` (the kind that the rules found) and `share` (of the encoder's answer, 0 to 1).
    """
    shares = notes.view.kind() if notes.view else {}
    if not shares or shares.get(stated.value, 0.0) >= UNLIKELY:
        return stated
    best = max(shares, key=shares.__getitem__)
    by = (("ruled", stated.value), ("share", f"{shares[best]:.2f}"))
    return replace(stated, value=best, role="read", detail=tuple(sorted((*stated.detail, *by))))
